package luahttp

import (
	"context"
	"fmt"
	"io"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session"
)

// errands run Lua for a request that goes on: its hooks, and the iterator that
// its body comes from. They run on the task that made the request, which waits
// for it, so that whatever a script may do in a task, these may too.
type errands struct {
	th *vm.Thread
	// jobs is nil where the request runs on the task's own goroutine.
	jobs chan func()
	over chan struct{} // closed when the request has ended
	// failed is what the iterator of a body raised, in its own words.
	failed error
	// shown are the responses that hooks were given or gave, as Lua knows them: the call
	// returns the same object. The Lua lock guards it.
	shown map[*session.Response]*lua.LUserData
}

// response is r as Lua knows it.
func (e *errands) response(s *vm.State, r *session.Response) *lua.LUserData {
	if ud := e.shown[r]; ud != nil {
		return ud
	}
	return newResponse(s, r)
}

func (e *errands) show(r *session.Response, ud *lua.LUserData) {
	if e.shown == nil {
		e.shown = map[*session.Response]*lua.LUserData{}
	}
	e.shown[r] = ud
}

// around makes do, which makes the request, run on a goroutine of its own,
// beside which the task's runs what is asked of it.
func (e *errands) around(do func(ctx context.Context) error) func(ctx context.Context) error {
	e.jobs, e.over = make(chan func()), make(chan struct{})
	return func(ctx context.Context) error {
		result := make(chan error, 1)
		go func() { result <- do(ctx) }() // ends soon after ctx does
		defer close(e.over)
		for {
			select {
			case job := <-e.jobs:
				job()
			case err := <-result:
				return err
			}
		}
	}
}

// run runs fn on the task, with the Lua lock. It fails where the request has
// ended meanwhile.
func (e *errands) run(fn func()) error {
	locked := func() {
		e.th.Lock()
		defer e.th.Unlock()
		L := e.th.Running()
		L.G.CurrentThread = L
		fn()
	}
	if e.jobs == nil {
		locked()
		return nil
	}
	done := make(chan struct{})
	job := func() {
		defer close(done)
		locked()
	}
	select {
	case e.jobs <- job:
		<-done
		return nil
	case <-e.over:
		return io.ErrClosedPipe
	}
}

// upload reads a body from a Lua iterator. net/http reads it on one goroutine.
type upload struct {
	errands *errands
	next    lua.LValue
	left    string
	err     error // sticky
}

// Read implements io.Reader.
func (u *upload) Read(p []byte) (int, error) {
	for u.left == "" && u.err == nil {
		if err := u.errands.run(u.more); err != nil {
			u.err = err
		}
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	if n == 0 && len(p) > 0 {
		return 0, u.err
	}
	return n, nil
}

func (u *upload) more() {
	th := u.errands.th
	values, err := th.Call(th.Running(), u.next)
	if err != nil {
		u.err, u.errands.failed = err, err
		return
	}
	if len(values) == 0 || values[0] == lua.LNil {
		u.err = io.EOF
		return
	}
	chunk, ok := values[0].(lua.LString)
	if !ok {
		u.err = bind.Errorf(bind.ArgumentError, "the iterator given as 'data' must give strings, not %s", bind.Show(values[0]))
		u.errands.failed = u.err
		return
	}
	u.left = string(chunk)
}

// Close implements io.Closer. What the iterator holds is the script's.
func (u *upload) Close() error { return nil }

// report calls a script's progress function; total is -1 where it is not known.
func (e *errands) report(fn lua.LValue, done, total int64) (err error) {
	runErr := e.run(func() {
		all := lua.LValue(lua.LNil)
		if total >= 0 {
			all = lua.LNumber(total)
		}
		_, err = e.th.Call(e.th.Running(), fn, lua.LNumber(done), all)
	})
	if runErr != nil {
		return fmt.Errorf("progress: %w", runErr)
	}
	return err
}
