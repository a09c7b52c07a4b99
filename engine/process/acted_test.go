package process_test

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
	"luafut/engine/process/wire"
)

// acted is a worker that the test plays.
type acted struct {
	*rig
	fromPool *io.PipeReader
	toPool   *io.PipeWriter
	in       *io.PipeReader // the pool's ends
	out      *io.PipeWriter
	heard    chan wire.Frame // but for Hello, Init, Recall and Report; closed at the end
	end      func()
	gone     chan struct{}
}

func (a *acted) Read(b []byte) (int, error)  { return a.in.Read(b) }
func (a *acted) Write(b []byte) (int, error) { return a.out.Write(b) }
func (a *acted) PID() int                    { return 1 }
func (a *acted) Stop(bool)                   { a.end() }
func (a *acted) Wait() process.Death         { <-a.gone; return process.Death{} }

// act makes a worker, which says that it is ready, and ends where it is told to.
func act(r *rig) *acted {
	a := &acted{rig: r, heard: make(chan wire.Frame, 100), gone: make(chan struct{})}
	a.fromPool, a.out = io.Pipe()
	a.in, a.toPool = io.Pipe()
	a.end = sync.OnceFunc(func() {
		a.fromPool.Close()
		a.toPool.Close()
		close(a.gone)
	})
	go func() {
		defer close(a.heard)
		for frames := wire.NewReader(a.fromPool); ; {
			f, err := frames.Next()
			switch {
			case err != nil:
				return
			case f.Kind == wire.Init:
				go a.say(wire.Ready, 0)
			case f.Kind == wire.End:
				a.end()
			case f.Kind == wire.Task || f.Kind == wire.Stop:
				a.heard <- f
			}
		}
	}()
	return a
}

func (a *acted) say(k wire.Kind, id uint64) {
	_, _ = a.toPool.Write(wire.Append(nil, k, id, nil)) // a pool that has gone does not mind
}

// next is what the worker hears next; ok is false where that is nothing soon.
func (a *acted) next(soon time.Duration) (f wire.Frame, ok bool) {
	select {
	case f, ok = <-a.heard:
	case <-time.After(soon):
	}
	return f, ok
}

// want is next for what must come.
func (a *acted) want(k wire.Kind) wire.Frame {
	a.Helper()
	f, ok := a.next(patience)
	if !ok || f.Kind != k {
		a.Fatalf("it heard kind %d, want %d", f.Kind, k)
	}
	return f
}

// TestTerminateOfAChunkThatWaitsInItsSecondWorker: a chunk has begun, lost its worker by
// a time-out, and was sent ahead to another one. Stopping it leaves that worker and the
// task that runs there alone.
func TestTerminateOfAChunkThatWaitsInItsSecondWorker(t *testing.T) {
	for range 100 {
		if secondWorker(t) {
			return
		}
		// This machine paused, and it was not sent ahead.
	}
	t.Error("no chunk was sent ahead")
}

func secondWorker(t *testing.T) (sentAhead bool) {
	r := newRig(t)
	started, third := make(chan *acted, 2), make(chan struct{})
	defer close(third)
	p := r.pool(2, func(o *process.Options) {
		o.Start = func(name string) (process.Proc, error) {
			a := act(r)
			if name != "pool_0" && name != "pool_1" {
				<-third
				go a.echo()
				return a, nil
			}
			started <- a
			return a, nil
		}
	})
	pack := p.Chunking(2).Pack([]engine.Task{{Payload: "one", Timeout: time.Millisecond}, {Payload: "two"}})
	chunk, err := p.Submit(r.ctx, pack)
	if err != nil {
		t.Fatal(err)
	}
	called := make(chan struct{})
	chunk.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(called); return nil })
	one := <-started
	began := one.want(wire.Task)
	one.want(wire.Task)
	stop := one.want(wire.Stop)
	if first, last, err := stop.Span(); first != began.ID || last != began.ID || err != nil {
		t.Errorf("it was to stop %d to %d, %v", first, last, err)
	}
	short := r.submit(p, "short")
	two := <-started
	two.say(wire.Value, two.want(wire.Task).ID)
	r.want(short, "")
	held := r.submit(p, "held")
	running := two.want(wire.Task)
	one.say(wire.Stopped, began.ID)
	<-one.gone
	for len(p.PIDs()) > 1 {
		time.Sleep(time.Microsecond)
	}
	last := r.submit(p, "last") // has the second one look for more
	ahead, ok := two.next(100 * time.Millisecond)
	if !ok {
		two.say(wire.Value, running.ID)
		go two.echo()
		return false
	}
	if string(ahead.Body) != "two" {
		t.Errorf("it was sent %q", ahead.Body)
	}
	if !chunk.Terminate(r.ctx) {
		t.Error("not terminated")
	}
	due := []uint64{running.ID}
	f, _ := two.next(patience)
	if f.Kind == wire.Task { // the last one, which was sent ahead as well
		due = append(due, f.ID)
		f = two.want(wire.Stop)
	}
	first, end, err := f.Span()
	if f.Kind != wire.Stop || err != nil || ahead.ID != first+1 || ahead.ID != end {
		t.Fatalf("it heard kind %d, %d to %d, %v; the chunk's second task is %d", f.Kind, first, end, err, ahead.ID)
	}
	two.say(wire.Returned, first)
	<-called
	if !held.Running() {
		t.Errorf("the task that runs is %s", held.State())
	}
	for _, id := range due {
		two.say(wire.Value, id)
	}
	go two.echo()
	r.want(held, "")
	r.want(last, "")
	return true
}

// echo answers all that comes.
func (a *acted) echo() {
	for f := range a.heard {
		if f.Kind == wire.Task {
			a.say(wire.Value, f.ID)
		}
	}
}
