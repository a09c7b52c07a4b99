package bind

import (
	"errors"
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Err is a Go error that reaches Lua as an error object of Kind.
type Err struct {
	Kind    *Kind
	Message string
	// Cause becomes the field cause; nil for none.
	Cause error
	// Fields are further fields of the object; nil for none.
	Fields map[string]lua.LValue
}

// Error is "KIND: MESSAGE".
func (e *Err) Error() string { return e.Kind.Name + ": " + e.Message }

// Unwrap is the cause.
func (e *Err) Unwrap() error { return e.Cause }

// Errorf makes an error of a kind. A %w becomes its cause.
func Errorf(k *Kind, format string, args ...any) *Err {
	err := fmt.Errorf(format, args...)
	return &Err{Kind: k, Message: err.Error(), Cause: errors.Unwrap(err)}
}

// Value is the Lua value that err is raised as: what a script raised is the
// same value again; others are error objects of the kind that a module's
// Translate finds, or InternalError where none does. The lock must be held.
func Value(L *lua.LState, err error) lua.LValue {
	w := worldOf(vm.Of(L))
	if raised := w.raised(err); raised != nil {
		return raised.Value
	}
	e := w.translate(err)
	v := newErrorTable(L, e.Kind, e.Message)
	if e.Cause != nil {
		var own *Err
		var inner *vm.Error
		if errors.As(e.Cause, &own) || errors.As(e.Cause, &inner) {
			v.RawSetString("cause", Value(L, e.Cause))
		} else if t := w.find(e.Cause); t != nil {
			v.RawSetString("cause", Value(L, t))
		} else {
			v.RawSetString("cause", lua.LString(e.Cause.Error()))
		}
	}
	for name, field := range e.Fields {
		v.RawSetString(name, field)
	}
	return v
}

func (w *world) translate(err error) *Err {
	if e := w.find(err); e != nil {
		return e
	}
	return &Err{Kind: InternalError, Message: "an error that no kind was declared for; please report it: " + err.Error()}
}

// find is err with its kind, nil where nobody knows it. What is outermost
// counts: an error of a kind may have one of another as its cause.
func (w *world) find(err error) *Err {
	if e, ok := err.(*Err); ok {
		return e
	}
	for _, translate := range w.translators {
		if e := translate(w.state, err); e != nil {
			return e
		}
	}
	var e *Err
	errors.As(err, &e)
	return e
}

// raised is what a script raised, where err is that and not an error of a kind
// that has it as its cause; else nil.
func (w *world) raised(err error) *vm.Error {
	raised, ok := err.(*vm.Error)
	if !ok && errors.As(err, &raised) && w.find(err) != nil {
		return nil
	}
	return raised
}

// Raise raises err in the function that L runs. It does not return.
func Raise(L *lua.LState, err error) {
	t := vm.Current(L)
	if cause := t.Interrupted(); cause != nil {
		t.Raise(L, cause)
	}
	if raised := worldOf(vm.Of(L)).raised(err); raised != nil {
		t.Raise(L, raised)
	}
	L.Error(Value(L, err), 0)
}

// panicked is the value that a Go panic in a binding is raised as.
func panicked(L *lua.LState, rcv any, stack string) lua.LValue {
	message := fmt.Sprintf("%v", rcv)
	if strings.Contains(message, "callstack overflow") {
		return newErrorTable(L, RuntimeError, "stack overflow")
	}
	v := newErrorTable(L, InternalError, "a fault of luafut, not of the script; please report it with the field go_stack: "+message)
	v.RawSetString("go_stack", lua.LString(stack))
	return v
}

// caught notes the traceback in an error object of ours, once.
func caught(e *vm.Error) {
	if ErrorKind(e.Value) == nil {
		return
	}
	t := e.Value.(*lua.LTable)
	if t.RawGetString("traceback") == lua.LNil {
		t.RawSetString("traceback", lua.LString(e.Traceback))
	}
}

// ownText is what a value's __tostring says, where the script gave it one that
// works, and else "".
func ownText(t *vm.Thread, L *lua.LState, v lua.LValue) string {
	if ErrorKind(v) != nil || ClassOf(v) != nil {
		return ""
	}
	fn := L.GetMetaField(v, "__tostring")
	if v.Type() == lua.LTString || fn == lua.LNil {
		return ""
	}
	values, err := t.Call(L, fn, v)
	if err != nil || len(values) == 0 || values[0].Type() != lua.LTString {
		return ""
	}
	return values[0].String()
}

// RaisedText is what was raised as one line for a person: Text, or the value's
// own words.
func RaisedText(e *vm.Error) string {
	if e.Text != "" {
		return e.Text
	}
	return Text(e.Value)
}

// ErrorText is what tostring(err) gives for an error object: "TYPE: MESSAGE".
func ErrorText(t *lua.LTable) string {
	return t.RawGetString("type").String() + ": " + t.RawGetString("message").String()
}

// Text is any error value as one line for a person: error objects as
// ErrorText, strings as they are, others as what tostring gives without
// calling Lua.
func Text(v lua.LValue) string {
	if ErrorKind(v) != nil {
		return ErrorText(v.(*lua.LTable))
	}
	if t, ok := v.(*lua.LTable); ok {
		return describeTable(t)
	}
	return v.String()
}

// Causes are what an error object names as its cause, that one's, and so on: the 16
// nearest.
func Causes(v lua.LValue) (causes []lua.LValue) {
	const most = 16
	for len(causes) < most && ErrorKind(v) != nil {
		if v = v.(*lua.LTable).RawGetString("cause"); v == lua.LNil {
			break
		}
		causes = append(causes, v)
	}
	return causes
}

// TracebackOf is the Lua traceback that an error object carries, or "".
func TracebackOf(v lua.LValue) string {
	if ErrorKind(v) == nil {
		return ""
	}
	text, _ := v.(*lua.LTable).RawGetString("traceback").(lua.LString)
	return string(text)
}

// describeTable shows the first fields of a table that was raised as an error:
// "table: 0x…" helps nobody.
func describeTable(t *lua.LTable) string {
	const most = 8
	var parts []string
	more := false
	t.ForEach(func(k, v lua.LValue) {
		if len(parts) == most {
			more = true
			return
		}
		value := v.String()
		if s, ok := v.(lua.LString); ok {
			value = fmt.Sprintf("%q", string(s))
		}
		if s, ok := k.(lua.LString); ok {
			parts = append(parts, string(s)+" = "+value)
		} else {
			parts = append(parts, "["+k.String()+"] = "+value)
		}
	})
	if more {
		parts = append(parts, "…")
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
