package engine

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Hooks is how an Env reaches its embedder. Every field may be nil. No lock of
// the engine is held while a hook runs.
type Hooks struct {
	// Go runs fn on a goroutine of its own, with a context whose Actor comes from
	// NewActor, bound to a thread that can run callbacks. It returns at once. nil
	// is a plain goroutine. It is used for callbacks that have no other place to
	// run, and for the feeders of Map.
	Go func(fn func(ctx context.Context))

	// CallbackError is told of a callback that failed, on its goroutine. nil
	// drops the error.
	CallbackError func(f *Future, err error)

	// InitializerError is told why an initializer broke its pool, on the worker's
	// goroutine. nil drops it; it is also the cause of what Submit then answers.
	InitializerError func(pool string, err error)

	// Stall is told that nothing can go on any more, and what each one waits for.
	// It is called by the goroutine that found it, which may be any that waits,
	// and again after each further wait that changes nothing. nil turns the
	// finding off.
	Stall func([]Activity)

	// Observer is told what becomes of tasks. nil costs nothing.
	Observer Observer
}

// Env is what the futures and pools of one script share. Make it with NewEnv.
type Env struct {
	hooks Hooks
	bare  Base // of futures that belong to no pool
	order atomic.Uint64

	active  going        // see Enter
	outside atomic.Int64 // see Open

	graph sync.Mutex // makes "I wait; does that close a circle?" one step

	mu     sync.Mutex
	actors map[*Actor]struct{}
	pools  map[*Base]struct{} // those with something to wait for at the end
	maps   map[*mapping]struct{}
	unread unreadList
}

// NewEnv makes an Env.
func NewEnv(hooks Hooks) *Env {
	e := &Env{
		hooks:  hooks,
		actors: map[*Actor]struct{}{},
		pools:  map[*Base]struct{}{},
		maps:   map[*mapping]struct{}{},
	}
	e.bare.env = e
	return e
}

// Go runs fn on a goroutine of its own, through Hooks.Go where that is set. It
// counts as going on from now, and from when fn runs through its context's Actor.
func (e *Env) Go(fn func(ctx context.Context)) {
	e.Enter()
	run := func(ctx context.Context) {
		e.Leave() // the actor is counted itself
		fn(ctx)
	}
	if e.hooks.Go != nil {
		e.hooks.Go(run)
		return
	}
	go func() {
		a := e.NewActor("helper")
		defer a.Close()
		run(a.Base(context.Background()))
	}()
}

func (e *Env) callbackFailed(f *Future, err error) {
	if e.hooks.CallbackError != nil {
		e.hooks.CallbackError(f, err)
	}
}

// InitializerFailed passes err to Hooks.InitializerError. For pools.
func (e *Env) InitializerFailed(pool string, err error) {
	if e.hooks.InitializerError != nil {
		e.hooks.InitializerError(pool, err)
	}
}

// actorFor is ctx and its actor; where ctx has none, one that serves for the
// call. It is not counted among those that go on.
func (e *Env) actorFor(ctx context.Context) (context.Context, *Actor) {
	if a := ActorOf(ctx); a != nil {
		return ctx, a
	}
	a := &Actor{env: e, passing: true}
	return a.Base(ctx), a
}

// Drain waits until all work that was submitted to any pool of e has been
// settled, work submitted meanwhile included, and every queue that a Map reads
// has ended. It does not shut the pools down. It ends with ctx's cause when ctx
// is done first.
func (e *Env) Drain(ctx context.Context) error {
	for {
		before := e.order.Load()
		b := e.busyPool()
		if b == nil {
			if e.order.Load() == before {
				return nil
			}
			continue // what ended meanwhile may have submitted to a pool looked at before
		}
		if err := b.await(ctx, b.atRest, b.ending(ctx)); err != nil {
			return err
		}
	}
}

func (e *Env) busyPool() *Base {
	for _, b := range e.Pools() {
		if !b.atRest() {
			return b
		}
	}
	return nil
}

// Pools are the pools that have not been shut down, or have not ended.
func (e *Env) Pools() []*Base {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Collect(maps.Keys(e.pools))
}

// CloseMaps closes the Map iterators that have been started and not ended, and
// whose results nobody will ask for once ctx's actor has ended: those that it
// started outside of any task, and those of tasks that have ended. A task that
// goes on gets the results of its own. Those that were never started run everything.
func (e *Env) CloseMaps(ctx context.Context) {
	for _, m := range e.abandonedMaps(ActorOf(ctx)) {
		m.abandon(ctx)
	}
}

// abandonedMaps are those that something waits for though their consumer has ended
// or is leaving.
func (e *Env) abandonedMaps(leaving *Actor) []*mapping {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []*mapping
	for m := range e.maps {
		if m.holds() && m.abandoned(leaving) {
			list = append(list, m)
		}
	}
	return list
}

// stopFeeding ends the feeders of b.
func (e *Env) stopFeeding(b *Base) {
	for _, m := range e.mappings() {
		if m.base == b && m.feeder != nil {
			m.feeder.stop(ErrRuntime.New("%s was shut down and takes no more from the queue", b.title()))
		}
	}
}

func (e *Env) mappings() []*mapping {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Collect(maps.Keys(e.maps))
}
