package travel

import (
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// maxReduced is how deep causes are looked through for what can travel.
const maxReduced = 16

// EncodeError makes a message of what a task raised: a *vm.Error with its
// traceback and those of the errors it was raised from, or any other error,
// which becomes an error object of its kind. It always makes one: of an error
// object the fields that cannot travel become text that says so, and where
// another value was raised that cannot, a TravelError that says what and where
// goes in its place. The lock is held; an interrupt does not end it.
func EncodeError(L *lua.LState, err error) *Message {
	var chain []*vm.Error
	var raised *vm.Error
	if errors.As(err, &raised) {
		for ; raised != nil && len(chain) < maxFrom; raised = raised.From {
			chain = append(chain, raised)
		}
	} else {
		chain = []*vm.Error{{Value: bind.Value(L, err)}}
	}
	m, failed := encodeFailure(L, chain)
	if failed == nil {
		return m
	}
	reduced := make([]*vm.Error, len(chain))
	for i, e := range chain {
		copied := *e
		copied.Value = reduce(L, e.Value, 0)
		reduced[i] = &copied
	}
	if m, failed = encodeFailure(L, reduced); failed == nil {
		return m
	}
	m, failed = encodeFailure(L, []*vm.Error{{Value: lua.LString(Error.Name + ": " + failed.Error()), Traceback: cut(chain[0].Traceback)}})
	if failed != nil {
		panic("travel: two strings cannot travel: " + failed.Error())
	}
	return m
}

// cut bounds a text that must travel.
func cut(s string) string { return s[:min(len(s), 1<<20)] }

func encodeFailure(L *lua.LState, chain []*vm.Error) (*Message, error) {
	e := newEncoder(L, bodyError, 512)
	defer e.release()
	e.buf = appendUint(e.buf, len(chain))
	for _, raised := range chain {
		for _, text := range []string{raised.Traceback, raised.Stack, raised.Task} {
			e.buf = appendText(e.buf, text)
		}
		if err := e.value(raised.Value, link{how: howError}); err != nil {
			return nil, err
		}
	}
	if err := e.finish(); err != nil {
		return nil, err
	}
	return e.message(), nil
}

// reduce gives what of an error value can travel.
func reduce(L *lua.LState, v lua.LValue, depth int) lua.LValue {
	_, err := encodeFailure(L, []*vm.Error{{Value: v}})
	if err == nil {
		return v
	}
	if bind.ErrorKind(v) == nil || depth == maxReduced {
		text := bind.Text(v)
		return bind.Value(L, &bind.Err{Kind: Error, Message: message(err), Fields: map[string]lua.LValue{"cause": lua.LString(text)}})
	}
	t := v.(*lua.LTable)
	copied := L.CreateTable(0, 8)
	copied.Metatable = t.Metatable
	for k, field := t.Next(lua.LNil); k != lua.LNil; k, field = t.Next(k) {
		if _, err := encodeFailure(L, []*vm.Error{{Value: k}}); err != nil {
			continue
		}
		switch _, err := encodeFailure(L, []*vm.Error{{Value: field}}); {
		case err == nil:
			copied.RawSet(k, field)
		case bind.ErrorKind(field) != nil:
			copied.RawSet(k, reduce(L, field, depth+1))
		default:
			copied.RawSet(k, lua.LString("(cannot travel: "+message(err)+")"))
		}
	}
	return copied
}

// message is an error's message without its kind.
func message(err error) string {
	var e *bind.Err
	if errors.As(err, &e) {
		return e.Message
	}
	return err.Error()
}

// failure reads an error, and those it was raised from.
func (d *decoder) failure() *vm.Error {
	n := d.count(4)
	if n == 0 || n > maxFrom {
		d.fail("%d errors", n)
		return nil
	}
	chain := make([]vm.Error, n)
	for i := range chain {
		e := &chain[i]
		e.Traceback, e.Stack, e.Task = d.text(), d.text(), d.text()
		e.Value = d.value()
		if i > 0 {
			chain[i-1].From = e
		}
	}
	return &chain[0]
}
