package luafutures

import (
	"errors"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// The kinds of the module, after those of concurrent.futures.
var (
	CancelledError        = &bind.Kind{Name: "CancelledError", Doc: "The result of a cancelled future was asked for.", Parents: []*bind.Kind{bind.Error}}
	InvalidStateError     = &bind.Kind{Name: "InvalidStateError", Doc: "A future was set twice, or in a state that does not allow it.", Parents: []*bind.Kind{bind.Error}}
	DeadlockError         = &bind.Kind{Name: "DeadlockError", Doc: "Futures wait for each other in a circle.", Parents: []*bind.Kind{bind.Error}}
	BrokenExecutor        = &bind.Kind{Name: "BrokenExecutor", Doc: "A pool broke and takes no more tasks.", Parents: []*bind.Kind{bind.RuntimeError}}
	BrokenThreadPool      = &bind.Kind{Name: "BrokenThreadPool", Doc: "The initializer of a thread pool failed.", Parents: []*bind.Kind{BrokenExecutor}}
	BrokenProcessPool     = &bind.Kind{Name: "BrokenProcessPool", Doc: "A worker process ended before its work did.", Parents: []*bind.Kind{BrokenExecutor}}
	BrokenInterpreterPool = &bind.Kind{Name: "BrokenInterpreterPool", Doc: "The initializer of an interpreter pool failed.", Parents: []*bind.Kind{BrokenExecutor}}
)

// engineKinds are the Lua kinds of the engine's, the narrower ones first.
var engineKinds = []struct {
	engine *engine.Kind
	kind   *bind.Kind
}{
	{engine.ErrTimeout, bind.TimeoutError},
	{engine.ErrCancelled, CancelledError},
	{engine.ErrDeadlock, DeadlockError},
	{engine.ErrInvalidState, InvalidStateError},
	{engine.ErrBrokenThreadPool, BrokenThreadPool},
	{engine.ErrBrokenProcessPool, BrokenProcessPool},
	{engine.ErrBrokenInterpreterPool, BrokenInterpreterPool},
	{engine.ErrBrokenExecutor, BrokenExecutor},
	{engine.ErrRuntime, bind.RuntimeError},
}

func translate(s *vm.State, err error) *bind.Err {
	for _, k := range engineKinds {
		if !errors.Is(err, k.engine) {
			continue
		}
		e := &bind.Err{Kind: k.kind, Message: err.Error()}
		var own *engine.Error
		if errors.As(err, &own) {
			e.Message, e.Cause = brokenMessage(s, own)
		}
		return e
	}
	var p *engine.PanicError
	if errors.As(err, &p) {
		return bind.Errorf(bind.InternalError, "a fault of luafut, not of the script; please report it: %v", p.Value)
	}
	return nil
}
