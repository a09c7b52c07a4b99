package process_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
	"luafut/engine/process/wire"
)

// gated is a worker whose answers its pool hears late: while the gate is shut what was
// read stays here.
type gated struct {
	process.Proc
	gate *gate
}

func (g *gated) Read(b []byte) (int, error) {
	n, err := g.Proc.Read(b)
	g.gate.pass()
	return n, err
}

// Write tells when the worker is asked to stop something; Stop when it is ended.
func (g *gated) Write(b []byte) (int, error) {
	if b[0] == byte(wire.Stop) {
		g.gate.stopped()
	}
	return g.Proc.Write(b)
}

func (g *gated) Stop(force bool) {
	g.gate.stopped()
	g.Proc.Stop(force)
}

type gate struct {
	mu    sync.Mutex
	shut  chan struct{} // nil is open
	stops chan struct{} // has something in it when a worker was to stop
}

func (g *gate) stopped() {
	select {
	case g.stops <- struct{}{}:
	default:
	}
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = make(chan struct{})
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut != nil {
		close(g.shut)
		g.shut = nil
	}
}

func (g *gate) pass() {
	g.mu.Lock()
	shut := g.shut
	g.mu.Unlock()
	if shut != nil {
		<-shut
	}
}

// gated makes a pool of one worker behind a gate.
func (r *rig) gated(change ...func(*process.Options)) (*process.Pool, *gate) {
	g := &gate{stops: make(chan struct{}, 1)}
	p := r.pool(1, append(change, func(o *process.Options) {
		start := o.Start
		o.Start = func(name string) (process.Proc, error) {
			proc, err := start(name)
			return &gated{proc, g}, err
		}
	})...)
	r.Cleanup(g.open)
	return p, g
}

// fileLines are those of a file that may not be there.
func fileLines(path string) []string {
	b, _ := os.ReadFile(path)
	return strings.Fields(string(b))
}

// unheard has a task end whose answer the pool does not hear until the gate opens, and
// the next one append a line to a file, after it and in the same worker.
func (r *rig) unheard(p *process.Pool, g *gate) (ended, next *engine.Future, path string) {
	r.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		r.want(r.submit(p, "echo before"), "before") // tasks are sent ahead after a short one
		path = r.TempDir() + "/lines"
		g.close()
		ended, next = r.submit(p, "echo ended"), r.submit(p, "append "+path+" once")
		for soon := time.Now().Add(100 * time.Millisecond); time.Now().Before(soon); time.Sleep(time.Millisecond) {
			if len(fileLines(path)) > 0 {
				return ended, next, path
			}
		}
		// This machine paused, and it was not sent ahead.
		g.open()
		r.want(ended, "ended")
		r.want(next, path+" once")
	}
	r.Fatal("no task was sent ahead")
	return nil, nil, ""
}

// TestTerminateOfATaskThatHasEnded: its worker runs the next one already, which runs
// once, and the worker goes on.
func TestTerminateOfATaskThatHasEnded(t *testing.T) {
	r := newRig(t)
	p, g := r.gated()
	ended, next, path := r.unheard(p, g)
	pids := p.PIDs()
	called := make(chan struct{})
	ended.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(called); return nil })
	if !ended.Running() || !ended.Terminate(r.ctx) || !ended.Cancelled() {
		t.Errorf("it is %s", ended.State())
	}
	g.open()
	r.want(next, path+" once")
	if err := ended.WaitSettled(r.ctx, patience); err != nil {
		t.Error(err)
	}
	<-called
	r.want(r.submit(p, "echo on"), "on")
	if got := fileLines(path); len(got) != 1 {
		t.Errorf("the next task ran %d times", len(got))
	}
	if got := p.PIDs(); !slices.Equal(got, pids) {
		t.Errorf("workers %v, before %v", got, pids)
	}
}

// TestTimeoutOfATaskThatHasEnded is the same for a chunk's task that has ended a moment
// before its time-out: that is its outcome, and the next one runs once.
func TestTimeoutOfATaskThatHasEnded(t *testing.T) {
	r := newRig(t)
	const limit = 300 * time.Millisecond
	p, g := r.gated(func(o *process.Options) { o.TaskTimeout = limit })
	for {
		first, begun := r.file("first")
		path := t.TempDir() + "/lines"
		began := time.Now()
		f := r.chunk(p, "at "+first+" echo ended", "append "+path+" once", "where")
		begun()
		g.close()
		os.Remove(first)
		for len(fileLines(path)) == 0 && time.Since(began) < patience {
			runtime.Gosched()
		}
		if time.Since(began) > limit/2 { // this machine paused; the time-out may have been too early
			g.open()
			r.result(f)
			select {
			case <-g.stops:
			default:
			}
			continue
		}
		pid := strconv.Itoa(p.PIDs()[0])
		<-g.stops // the time-out has come, and the answer is not heard
		g.open()
		value, err := r.result(f)
		if err != nil {
			t.Fatal(err)
		}
		outs := value.([]engine.Outcome)
		if !errors.Is(outs[0].Err, engine.ErrTimeout) || outs[1].Err != nil || outs[2].Err != nil {
			t.Fatalf("%v", outs)
		}
		if by := strings.Fields(outs[2].Value.(string)); by[1] != pid {
			t.Errorf("the last one ran in %v, not in process %s", by, pid)
		}
		if got := fileLines(path); len(got) != 1 {
			t.Errorf("the next task ran %d times", len(got))
		}
		return
	}
}

// TestTerminatedChunkThatHasEnded: the chunk after it runs once.
func TestTerminatedChunkThatHasEnded(t *testing.T) {
	r := newRig(t)
	p, g := r.gated()
	for {
		r.want(r.submit(p, "echo before"), "before")
		path := t.TempDir() + "/lines"
		g.close()
		f, next := r.chunk(p, "echo 1", "echo 2"), r.chunk(p, "append "+path+" once", "append "+path+" twice")
		for soon := time.Now().Add(100 * time.Millisecond); len(fileLines(path)) < 2 && time.Now().Before(soon); {
			time.Sleep(time.Millisecond)
		}
		if len(fileLines(path)) < 2 { // this machine paused, and it was not sent ahead
			g.open()
			r.result(f)
			r.result(next)
			continue
		}
		if !f.Terminate(r.ctx) {
			t.Error("not terminated")
		}
		g.open()
		r.result(next)
		if err := f.WaitSettled(r.ctx, patience); err != nil {
			t.Error(err)
		}
		if got := fileLines(path); !slices.Equal(got, []string{"once", "twice"}) {
			t.Errorf("%v", got)
		}
		return
	}
}

// TestEveryTaskRunsOnce stops tasks by chance, the way they are stopped, while their
// neighbours append their numbers to a file: each that was not stopped is there once, and
// none twice.
func TestEveryTaskRunsOnce(t *testing.T) {
	const rounds, each = 40, 100
	r := newRig(t)
	p := r.pool(2)
	random := rand.New(rand.NewPCG(1, 2))
	path := t.TempDir() + "/lines"
	stopped := map[string]bool{}
	count := 0
	line := func() (command, name string) {
		count++
		name = strconv.Itoa(count)
		return "append " + path + " " + name, name
	}
	submit := func(command string, limit time.Duration) *engine.Future {
		f, err := p.Submit(r.ctx, engine.Task{Payload: command, Timeout: limit})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for range rounds {
		names := map[*engine.Future]string{}
		var all []*engine.Future
		chunks := map[*engine.Future][]string{}
		for range each {
			command, name := line()
			switch random.IntN(12) {
			case 0:
				all = append(all, submit("endless", time.Duration(1+random.IntN(3000))*time.Microsecond))
			case 1:
				f := submit(command, time.Duration(1+random.IntN(300))*time.Microsecond)
				all, names[f] = append(all, f), name
			case 2:
				var payloads, list = []any{command}, []string{name}
				for range 3 {
					c, n := line()
					payloads, list = append(payloads, c), append(list, n)
				}
				f := r.chunk(p, payloads...)
				all, chunks[f] = append(all, f), list
			default:
				f := submit(command, 0)
				all, names[f] = append(all, f), name
			}
		}
		for i, f := range all {
			if random.IntN(4) > 0 {
				continue
			}
			for !all[max(i-1, 0)].Done() && !f.Done() {
				runtime.Gosched() // until it is about to begin, or to end
			}
			if f.Running() || random.IntN(2) == 0 {
				f.Terminate(r.ctx)
			}
		}
		for _, f := range all {
			if err := f.WaitSettled(r.ctx, patience); err != nil {
				t.Fatal(f.Name(), err)
			}
			_, err := f.Result()
			for _, name := range append(chunks[f], names[f]) {
				stopped[name] = err != nil
			}
		}
	}
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for _, name := range fileLines(path) {
		ran[name]++
	}
	delete(stopped, "")
	ended := 0
	for name, gone := range stopped {
		if n := ran[name]; n > 1 || n == 0 && !gone {
			t.Errorf("task %s ran %d times, stopped %v", name, n, gone)
		}
		if !gone {
			ended++
		}
	}
	if ended == 0 || ended == len(stopped) {
		t.Errorf("%d of %d tasks ended", ended, len(stopped))
	}
	t.Logf("%d of %d tasks ended", ended, len(stopped))
}
