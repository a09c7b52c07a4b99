package luafutures

import (
	"encoding/binary"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// sealed is what became of a task in another state, as the bytes that came. It is
// opened when somebody asks for it: whoever receives it has no Lua thread. As the
// error of a future it is one as well. Its fields are guarded by the Lua lock.
type sealed struct {
	peer   *travel.Peer
	body   []byte
	result any
	err    error
}

// Error implements error, for a failure that has not been opened.
func (s *sealed) Error() string { return "the task failed in another state" }

// open gives the result or the error, the same each time. The lock must be held.
func (s *sealed) open(L *lua.LState) (any, error) {
	if s.body == nil {
		return s.result, s.err
	}
	out, err := s.peer.DecodeOutcome(L, s.body)
	switch {
	case vm.Current(L).Interrupted() != nil:
		return nil, err
	case err != nil:
		s.err = bind.Errorf(travel.Error, "what the worker sent makes no sense: %v", err)
	case out.Err != nil:
		s.err = out.Err
	default:
		s.result = toResult(out.Values)
	}
	s.body, s.peer = nil, nil
	return s.result, s.err
}

// opened is the outcome of a task wherever it ran. The lock must be held.
func opened(L *lua.LState, result any, err error) (any, error) {
	if s, ok := err.(*sealed); ok {
		return s.open(L)
	}
	if s, ok := result.(*sealed); ok && err == nil {
		return s.open(L)
	}
	return result, err
}

// openedError is opened for an error that is to be reported, by whoever has no
// Lua thread under way.
func (h *Host) openedError(err error) error {
	s, ok := err.(*sealed)
	if !ok {
		return err
	}
	th := h.state.NewThread(h.state.Main().Base(), "report")
	th.Lock()
	defer th.Close()
	_, err = s.open(th.LState())
	return err
}

// pack makes the payload of h's task: h itself where the pool's tasks run in this
// state. What cannot travel makes a payload that fails. The error is that the
// thread was interrupted. The lock must be held.
func (p *pool) pack(L *lua.LState, h *handle) (any, error) {
	if !p.away {
		return h, nil
	}
	m, err := travel.EncodeTask(L, h.fn, h.args)
	h.fn, h.args = nil, nil
	if m != nil {
		m.Name = h.name()
	}
	if o := p.ex.Base().Env().Observer(); o != nil && m != nil {
		m.Task, m.Name = o.NextID(), h.TaskName()
	}
	if cause := vm.Current(L).Interrupted(); cause != nil {
		return nil, cause
	}
	if err != nil {
		return err, nil
	}
	return m, nil
}

// initMessage makes a message of the initializer of a pool whose workers are
// elsewhere; nil where there is none.
func (o *poolOptions) initMessage(c *bind.Call) (*travel.Message, error) {
	if !bind.IsCallable(o.Initializer) {
		return nil, nil
	}
	return travel.EncodeTask(c.L, o.Initializer, o.initArgs())
}

// courier is the engine's peer of one worker process. One that marks tells the
// worker what observers call a task.
type courier struct {
	*travel.Peer
	marks bool
}

// Pack implements process.Peer.
func (c courier) Pack(payload any) (prelude, body []byte) {
	m := payload.(*travel.Message)
	prelude, err := c.Sources(m)
	if err != nil {
		panic(fmt.Sprintf("luafutures: sources: %v", err)) // texts and hashes: it cannot fail
	}
	if c.marks {
		return prelude, marked(m)
	}
	return prelude, m.Body
}

// marked is the body of a task, with what observers call it before it.
func marked(m *travel.Message) []byte {
	b := binary.AppendUvarint(nil, m.Task)
	b = binary.AppendUvarint(b, uint64(len(m.Name)))
	b = append(b, m.Name...)
	return append(b, m.Body...)
}

// Unmark takes off what goes before the body of a task where the pool's state is
// observed; ok is false for a body that has not been marked.
func Unmark(body []byte) (task uint64, name string, rest []byte, ok bool) {
	task, n := binary.Uvarint(body)
	if n <= 0 {
		return 0, "", nil, false
	}
	body = body[n:]
	size, n := binary.Uvarint(body)
	if n <= 0 || size > uint64(len(body)-n) {
		return 0, "", nil, false
	}
	body = body[n:]
	return task, string(body[:size]), body[size:], true
}

// Value implements process.Peer.
func (c courier) Value(body []byte) (any, error) { return &sealed{peer: c.Peer, body: body}, nil }

// Failure implements process.Peer.
func (c courier) Failure(body []byte) error { return &sealed{peer: c.Peer, body: body} }

// brokenMessage is what a broken pool's error says, and its cause as a value where
// a script raised it: a worker's death belongs into the message.
func brokenMessage(s *vm.State, e *engine.Error) (message string, cause error) {
	if own, ok := e.Cause.(*sealed); ok && s != nil {
		_, err := own.open(s.Main().LState())
		return e.Message, err
	}
	switch e.Cause.(type) {
	case nil, *vm.Error, *bind.Err, *sealed:
		return e.Message, e.Cause
	}
	return e.Error(), nil
}
