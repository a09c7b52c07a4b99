package engine

import (
	"context"
	"sync"
	"sync/atomic"
)

type frameKind uint8

const (
	frameTask frameKind = iota
	frameCallback
	frameInit
)

// frame is one thing that an Actor is inside of. Frames nest: a task cancels a
// future whose callback cancels another.
type frame struct {
	kind   frameKind
	future *Future // the task's, or the one whose callback runs
	base   *Base   // the pool it belongs to
	limit  bool    // the task has a time-out
	cause  error   // set once interrupted; guarded by Actor.mu
	debts  []debt  // touched by the actor's goroutine only
}

// Actor stands for one goroutine that runs script code: the main script, a
// pool's worker, a runner of callbacks. It travels in contexts, and such a
// context belongs to that goroutine. A nil *Actor is valid: a goroutine that the
// engine knows nothing about.
type Actor struct {
	env     *Env
	name    string
	base    *Base // the pool whose worker it is, or nil
	slot    Slot  // what it lends while it waits for futures, or nil
	own     bool  // counted as going on from NewActor to Close
	passing bool  // made for one call in a context without an actor: unknown to the Env

	mu     sync.Mutex
	thread Thread
	frames []frame // pushed and popped by the actor's goroutine, with mu held
	wait   *waiting
	lent   bool // the slot is lent

	stopping atomic.Bool // cause() is not nil; written with mu held

	inits int // its frameInit frames; touched by its goroutine only
}

// Slot is a worker's place in its pool, which it lends while it waits for
// futures, so that the pool may run another task meanwhile.
type Slot interface {
	Lend()    // the worker is about to wait
	Reclaim() // it goes on; it never waits for a place
	// Wanted reports whether the pool has tasks that could begin if it had a place.
	Wanted() bool
}

type actorKey struct{}

type actorContext struct {
	context.Context
	actor *Actor
}

func (c *actorContext) Value(key any) any {
	if _, ok := key.(actorKey); ok {
		return c.actor
	}
	return c.Context.Value(key)
}

// ActorOf is the actor whose goroutine runs with ctx, or nil.
func ActorOf(ctx context.Context) *Actor {
	a, _ := ctx.Value(actorKey{}).(*Actor)
	return a
}

// CurrentFuture is the future of the task or callback that runs in ctx,
// innermost first, or nil outside of any.
func CurrentFuture(ctx context.Context) *Future {
	if a := ActorOf(ctx); a != nil && len(a.frames) > 0 {
		return a.frames[len(a.frames)-1].future
	}
	return nil
}

// NewActor makes the actor of a goroutine that runs script code and belongs to
// no pool, such as the main script's. It counts as going on until Close.
func (e *Env) NewActor(name string) *Actor {
	e.Enter()
	a := e.NewWorker(name, nil, nil)
	a.own = true
	return a
}

// NewWorker makes the actor of a pool's worker. The pool itself says, by
// Env.Enter and Env.Leave, when the worker has something to do.
func (e *Env) NewWorker(name string, base *Base, slot Slot) *Actor {
	a := &Actor{env: e, name: name, base: base, slot: slot}
	e.mu.Lock()
	e.actors[a] = struct{}{}
	e.mu.Unlock()
	return a
}

// Close ends the actor; its goroutine runs nothing any more.
func (a *Actor) Close() {
	a.env.mu.Lock()
	delete(a.env.actors, a)
	a.env.mu.Unlock()
	if a.own {
		a.env.Leave()
	}
}

// Name is the name it was made with.
func (a *Actor) Name() string { return a.name }

// Pool is the name of the pool whose worker it is, or "".
func (a *Actor) Pool() string {
	if a.base == nil {
		return ""
	}
	return a.base.name
}

// Base gives parent with the actor in it.
func (a *Actor) Base(parent context.Context) context.Context {
	return &actorContext{parent, a}
}

// Bind tells the actor what runs its code. Called once, by its goroutine, before
// anything runs.
func (a *Actor) Bind(t Thread) {
	a.mu.Lock()
	a.thread = t
	a.mu.Unlock()
}

// Thread is what was bound, or nil.
func (a *Actor) Thread() Thread {
	if a == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.thread
}

// alive is ctx while it lives, and else the thread's own context, which may
// have been renewed.
func (a *Actor) alive(ctx context.Context) context.Context {
	if ctx.Err() != nil && a.thread != nil {
		return a.thread.Context()
	}
	return ctx
}

// renewed is the context in which to go on after callbacks of fs may have run in
// ctx: one that was interrupted has taken the thread's former context with it.
func renewed(ctx context.Context, fs []*Future) context.Context {
	if a := ActorOf(ctx); a != nil && len(fs) > 0 {
		return a.alive(ctx)
	}
	return ctx
}

func (a *Actor) push(fr frame) {
	if fr.kind == frameInit {
		a.inits++
	}
	a.mu.Lock()
	a.frames = append(a.frames, fr)
	a.mu.Unlock()
}

// pop leaves the innermost frame and reports whether that, or one around it, has
// been interrupted. What an interrupted frame still owed is paid, and the thread
// made ready again, unless a frame around it is being stopped as well.
func (a *Actor) pop() (stopped bool) {
	a.mu.Lock()
	last := len(a.frames) - 1
	fr := a.frames[last]
	a.frames[last] = frame{}
	a.frames = a.frames[:last]
	around := a.cause()
	a.stopping.Store(around != nil)
	a.mu.Unlock()
	if fr.kind == frameInit {
		a.inits--
	}
	if fr.cause == nil && around == nil {
		return false
	}
	a.settleDebts(fr.debts)
	if around == nil && a.thread != nil {
		a.thread.Reset()
		a.mu.Lock()
		if cause := a.cause(); cause != nil {
			a.thread.Interrupt(cause) // it came while Reset wiped it out
		}
		a.mu.Unlock()
	}
	return true
}

// cause is why what runs is to stop, outermost first, with mu held.
func (a *Actor) cause() error {
	for i := range a.frames {
		if a.frames[i].cause != nil {
			return a.frames[i].cause
		}
	}
	return nil
}

// stopCause is why what runs is to stop, nil where it is not.
func (a *Actor) stopCause() error {
	if a == nil || !a.stopping.Load() {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.cause()
}

// Stopping reports whether something that the actor is inside of has been told
// to stop and has not unwound yet.
func (a *Actor) Stopping() bool { return a.stopping.Load() }

func (a *Actor) interruptTask(f *Future, cause error) bool {
	return a.interrupt(frameTask, f, cause)
}

func (a *Actor) interruptCallback(f *Future, cause error) bool {
	return a.interrupt(frameCallback, f, cause)
}

// interrupt stops the frame of that kind which runs f, if the actor is still
// inside of it.
func (a *Actor) interrupt(kind frameKind, f *Future, cause error) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range a.frames {
		fr := &a.frames[i]
		if fr.kind != kind || fr.future != f {
			continue
		}
		if fr.cause == nil {
			fr.cause = cause
			a.stopping.Store(true)
		}
		if a.thread != nil {
			a.thread.Interrupt(cause)
		}
		return true
	}
	return false
}

// inCallback reports whether the innermost frame is a callback.
func (a *Actor) inCallback() bool {
	return a != nil && len(a.frames) > 0 && a.frames[len(a.frames)-1].kind == frameCallback
}

// inside reports whether the actor is b's worker, or inside one of its tasks or
// callbacks.
func (a *Actor) inside(b *Base) bool {
	if a == nil {
		return false
	}
	if a.base == b {
		return true
	}
	for i := range a.frames {
		if a.frames[i].base == b {
			return true
		}
	}
	return false
}

// bounded reports whether a time-out will end what the actor is inside of.
func (a *Actor) bounded() bool {
	for i := range a.frames {
		if a.frames[i].limit && !a.frames[i].future.Done() {
			return true
		}
	}
	return false
}
