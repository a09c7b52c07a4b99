package luafutures

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// handle is a future as Lua knows it: one userdata a future, so that it equals
// itself and keeps the script's fields. The engine carries it as the task's
// Where; before the task runs it holds what is to be run. Its fields are
// guarded by the Lua lock, but for f, set before anybody else has the handle.
type handle struct {
	f    *engine.Future
	ud   *lua.LUserData
	own  map[lua.LValue]lua.LValue
	fn   lua.LValue
	args []lua.LValue

	proto *lua.FunctionProto // the function that submitted it
	line  int32
	named bool               // label was given, and not found
	label string             // the task's name; else what fn is called, where that is a Go function
	task  *lua.FunctionProto // of fn, where that is a Lua function

	failure *vm.Error // see outcome
}

// newHandle makes the handle of a task that L submits; fn may be nil for a
// bare future.
func newHandle(L *lua.LState, name string, fn lua.LValue, args []lua.LValue) *handle {
	h := runs(L, fn, args)
	if name != "" {
		h.label, h.named = name, true
	}
	h.at(vm.Position(L))
	return h
}

// runs is the handle of a task without a name or a place; fn may be nil.
func runs(L *lua.LState, fn lua.LValue, args []lua.LValue) *handle {
	h := &handle{fn: fn, args: args}
	switch f, ok := fn.(*lua.LFunction); {
	case !ok:
	case !f.IsG:
		h.task = f.Proto
	default:
		if named := vm.Current(L).State().Hooks.FuncName; named != nil {
			h.label = named(f, lua.LNil)
		}
	}
	return h
}

// at notes where it was submitted.
func (h *handle) at(proto *lua.FunctionProto, line int) {
	h.proto, h.line = proto, int32(line)
}

// ScriptFields implements bind.OpenObject.
func (h *handle) ScriptFields(make bool) map[lua.LValue]lua.LValue {
	if h.own == nil && make {
		h.own = map[lua.LValue]lua.LValue{}
	}
	return h.own
}

// String is where the task was submitted, "" where that is not known.
func (h *handle) String() string {
	if h.proto == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", h.proto.SourceName, h.line)
}

// name is the name that the task was given, "" where there is none.
func (h *handle) name() string {
	if h.named {
		return h.label
	}
	return ""
}

// TaskName is what a person calls the task: its name, else its function's, else
// "". Safe from any goroutine.
func (h *handle) TaskName() string {
	if !h.named && h.task != nil {
		return vm.NameOf(h.task)
	}
	return h.label
}

// outcome is the result of a future that is done, or its error. One that the
// engine gave (a time-out, a broken pool) becomes a Lua value once, so that
// whoever asks gets the same. The lock must be held.
func (h *handle) outcome(L *lua.LState) (any, error) {
	result, err := h.f.Result()
	result, err = opened(L, result, err)
	if err == nil || h.f.Cancelled() {
		return result, err
	}
	if _, raised := err.(*vm.Error); raised {
		return nil, failed(err, h, h.f.Pool())
	}
	if h.failure == nil {
		h.failure = &vm.Error{Value: bind.Value(L, err)}
		failed(h.failure, h, h.f.Pool())
	}
	return nil, h.failure
}

// value is the userdata of f; the lock must be held.
func value(s *vm.State, f *engine.Future) *lua.LUserData {
	h, ok := f.Where().(*handle)
	if !ok {
		h = &handle{f: f}
	}
	if h.ud == nil {
		h.f = f
		h.ud = bind.New(s, FutureClass, h)
	}
	return h.ud
}

// futureOf is the future that v is, or nil.
func futureOf(v lua.LValue) *engine.Future {
	if h, ok := bind.To[*handle](v); ok {
		return h.f
	}
	return nil
}

// results are what a task returned, as the engine keeps it: nil for nothing,
// the value itself for one, a list for several.
func toResult(values []lua.LValue) any {
	switch len(values) {
	case 0:
		return nil
	case 1:
		return values[0]
	}
	return values
}

// pushResult pushes a task's results and reports how many they are.
func pushResult(c *bind.Call, result any) {
	switch r := result.(type) {
	case nil:
	case lua.LValue:
		c.Push(r)
	case []lua.LValue:
		for _, v := range r {
			c.Push(v)
		}
	default:
		panic(fmt.Sprintf("luafutures: a result of type %T", result))
	}
}

// firstResult is the first value of a task's results, nil where there is none.
func firstResult(result any) lua.LValue {
	switch r := result.(type) {
	case lua.LValue:
		return r
	case []lua.LValue:
		return r[0]
	}
	return lua.LNil
}
