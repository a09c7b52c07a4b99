package luafutures

import (
	"context"

	"luafut/engine"
	"luafut/luabind/vm"
)

// runner is a worker of a thread pool: one Lua thread in the script's state,
// used for all its tasks. It implements engine.Runner. The Lua lock is kept
// from one task to the next, as long as there is one.
type runner struct {
	*vm.Thread
	pool string
}

// Run implements engine.Runner.
func (r *runner) Run(_ context.Context, t *engine.Task) (any, error) {
	r.Begin(vm.Job{Kind: vm.Task, Pool: r.pool, Task: t.Name})
	r.Lock()
	L := r.LState()
	r.Breathe(L)
	h := t.Payload.(*handle)
	fn, args := h.fn, h.args
	h.fn, h.args = nil, nil
	values, err := r.Call(L, fn, args...)
	if err != nil {
		return nil, failed(err, h, r.pool)
	}
	return toResult(values), nil
}

// Idle implements engine.Runner: it lets go of the Lua lock.
func (r *runner) Idle() { r.Unlock() }
