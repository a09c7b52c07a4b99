package travel

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Message is what one task, or its outcome, was when it was encoded. It holds
// no Lua value of the state, belongs to no peer, and nothing changes it: any
// goroutine may send it, to any number of peers, any number of times.
type Message struct {
	// Body is the message but for the sources of its functions, which
	// Peer.Sources gives.
	Body []byte

	// Task and Name are what an observer knows a task by; 0 and "" where nobody
	// observes. They do not belong to Body.
	Task uint64
	Name string

	chunks []*vm.Chunk
	files  []file
}

// EncodeTask makes a message of a call, with the lock held. What cannot travel
// is a *bind.Err of the kind Error; where the thread is interrupted, the cause
// of that is returned.
func EncodeTask(L *lua.LState, fn lua.LValue, args []lua.LValue) (*Message, error) {
	e := newEncoder(L, bodyTask, sizeOf(args))
	defer e.release()
	if err := e.value(fn, link{how: howFunction}); err != nil {
		return nil, err
	}
	return e.list(args, howArgument)
}

// EncodeResults makes a message of what a task returned, with the lock held.
// Its errors are those of EncodeTask. Globals do not travel back: a function
// that does reads those of the state it comes to.
func EncodeResults(L *lua.LState, values []lua.LValue) (*Message, error) {
	e := newEncoder(L, bodyResults, sizeOf(values))
	defer e.release()
	return e.list(values, howResult)
}

// list writes values as the last ones of a message.
func (e *encoder) list(values []lua.LValue, how how) (*Message, error) {
	e.buf = appendUint(e.buf, len(values))
	for i, v := range values {
		if err := e.value(v, link{how: how, n: i + 1}); err != nil {
			return nil, err
		}
	}
	if err := e.finish(); err != nil {
		return nil, err
	}
	return e.message(), nil
}

// DecodeTask makes the function and the arguments of a task, with the lock of
// L's state held, and gives the state the globals that came with them. It may
// run Lua code: that of a module which the task refers to and the state has not
// loaded. It fails with ErrMalformed, with what such a module raised, or with
// the cause of an interrupt; the globals have not changed then.
func (p *Peer) DecodeTask(L *lua.LState, body []byte) (fn lua.LValue, args []lua.LValue, err error) {
	d := newDecoder(L, p, body)
	defer d.release()
	d.task = true
	d.w.preload(p.newFiles())
	if d.byte() != bodyTask {
		d.fail("not a task")
	}
	fn = d.value()
	args = d.values()
	if err := d.finish(); err != nil {
		return nil, nil, err
	}
	d.setGlobals()
	return fn, args, nil
}

// Outcome is what became of a task.
type Outcome struct {
	// Values are what it returned.
	Values []lua.LValue
	// Err is what it raised; nil where it returned.
	Err *vm.Error
}

// DecodeOutcome makes what EncodeResults or EncodeError was given, with the
// lock of L's state held. It runs no Lua code. Its own error wraps ErrMalformed
// or is the cause of an interrupt.
func (p *Peer) DecodeOutcome(L *lua.LState, body []byte) (o Outcome, err error) {
	d := newDecoder(L, p, body)
	defer d.release()
	switch d.byte() {
	case bodyResults:
		o.Values = d.values()
	case bodyError:
		o.Err = d.failure()
	default:
		d.fail("not an outcome")
	}
	if err := d.finish(); err != nil {
		return Outcome{}, err
	}
	return o, nil
}

// values reads a list of values.
func (d *decoder) values() []lua.LValue {
	n := d.count(1)
	if n == 0 {
		return nil
	}
	values := make([]lua.LValue, n)
	for i := range values {
		values[i] = d.value()
	}
	return values
}
