package thread_test

import (
	"context"
	"errors"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

func bounded(n int) func(*thread.Options) { return func(o *thread.Options) { o.MaxPending = n } }

// submitter submits value(1) on a goroutine of its own and gives what came of it.
func (r *rig) submitter(p *thread.Pool) <-chan error {
	waits := make(chan error, 1)
	ctx, done := enginetest.Main(r.env, "submitter")
	go func() {
		defer done()
		_, err := p.Submit(ctx, enginetest.Task("late", value(1)))
		waits <- err
	}()
	for { // until it waits
		for _, a := range r.env.Snapshot() {
			if a.Actor == "submitter" && a.What != "" {
				return waits
			}
		}
	}
}

func TestMaxPendingHoldsTheSubmitterBack(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1, bounded(2))
	release := make(chan struct{})
	r.held(p, release)
	a, b := r.submit(p, value(1)), r.submit(p, value(2))
	late := r.submitter(p)
	if len(late) != 0 {
		t.Fatal("it did not wait")
	}
	a.Cancel(r.ctx) // makes a place
	if err := <-late; err != nil {
		t.Error(err)
	}
	late = r.submitter(p)
	close(release)
	if err := <-late; err != nil {
		t.Error(err)
	}
	r.want(b, 2)
}

func TestMaxPendingAndShutdown(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1, bounded(1))
	release := make(chan struct{})
	defer close(release)
	r.held(p, release)
	r.submit(p, value(1))
	late := r.submitter(p)
	if err := p.Shutdown(r.ctx, false, false); err != nil {
		t.Fatal(err)
	}
	if err := <-late; !errors.Is(err, engine.ErrRuntime) {
		t.Error(err)
	}
}

func TestMaxPendingNeverHoldsItsOwnTasks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2, bounded(1))
	var fs []*engine.Future
	for range 4 {
		fs = append(fs, r.submit(p, func(ctx context.Context) (any, error) {
			for range 10 {
				f, err := p.Submit(ctx, engineTask("inner", value(1)))
				if err != nil {
					return nil, err
				}
				f.AddDoneCallback(ctx, func(ctx context.Context, _ *engine.Future) error {
					_, err := p.Submit(ctx, engineTask("from a callback", value(1)))
					return err
				})
			}
			return "submitted", nil
		}))
	}
	for _, f := range fs {
		r.want(f, "submitted")
	}
}
