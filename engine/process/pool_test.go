package process_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
)

func TestSubmit(t *testing.T) {
	r := newRig(t)
	p := r.pool(2)
	var fs []*engine.Future
	for i := range 100 {
		fs = append(fs, r.submit(p, fmt.Sprint("echo ", i)))
	}
	for i, f := range fs {
		r.want(f, fmt.Sprint(i))
	}
	f := r.submit(p, "fail because")
	if _, err := r.result(f); err != taskError("because") {
		t.Error(err)
	}
	// One may have done it all before the other had started.
	for end := time.Now().Add(patience); len(p.PIDs()) != 2; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d workers", len(p.PIDs()))
		}
	}
}

func TestWorkersStartLazily(t *testing.T) {
	r := newRig(t)
	p := r.pool(4)
	if n := len(p.PIDs()); n != 0 {
		t.Fatalf("%d workers before the first task", n)
	}
	for range 3 {
		r.want(r.submit(p, "echo x"), "x")
		// Idle again before the next one comes.
		for !p.Idle() {
			time.Sleep(time.Millisecond)
		}
	}
	if n := len(p.PIDs()); n != 1 {
		t.Errorf("%d workers for one task at a time", n)
	}
}

func TestInitializerRunsFirst(t *testing.T) {
	r := newRig(t)
	p := r.pool(2, func(o *process.Options) { o.Initializer = "lib>ready" })
	for range 5 {
		got, err := r.result(r.submit(p, "lib>where"))
		if err != nil || !strings.HasSuffix(got.(string), " ready lib") {
			t.Fatal(got, err)
		}
	}
}

func TestUnsendablePayload(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	bad := errors.New("cannot travel")
	f, err := p.Submit(r.ctx, engine.Task{Payload: bad})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.result(f); err != bad {
		t.Error(err)
	}
	r.want(r.submit(p, "echo on"), "on")
}

func TestBigData(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	const size = 50 << 20
	got, err := r.result(r.submit(p, "echo "+strings.Repeat("y", size)))
	if err != nil || len(got.(string)) != size {
		t.Error(err)
	}
	got, err = r.result(r.submit(p, fmt.Sprint("big ", size)))
	if err != nil || len(got.(string)) != size {
		t.Error(err)
	}
}

func TestMaxTasksPerChild(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.MaxTasksPerChild = 3 })
	var fs []*engine.Future
	for range 10 {
		fs = append(fs, r.submit(p, "where"))
	}
	count := map[string]int{}
	for _, f := range fs {
		got, err := r.result(f)
		if err != nil {
			t.Fatal(err)
		}
		count[strings.Fields(got.(string))[1]]++
	}
	if len(count) != 4 {
		t.Errorf("tasks by worker: %v", count)
	}
	for pid, n := range count {
		if n > 3 {
			t.Errorf("%s ran %d tasks", pid, n)
		}
	}
}

func TestOutputComesInWholeLinesBeforeTheResult(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	r.want(r.submit(p, `print one\ntw|o\n|thr`), `one\ntw|o\n|thr`)
	if got := r.out.String(); got != "one\ntwo\n" {
		t.Errorf("%q", got)
	}
	r.want(r.submit(p, `print ee\n`), `ee\n`)
	if got := r.out.String(); got != "one\ntwo\nthree\n" {
		t.Errorf("%q", got)
	}
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	if got := r.err.String(); got != "pool_0 ran 2 tasks\n" {
		t.Errorf("%q", got)
	}
}

func TestWorkersReportInTheMiddleOfATask(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	r.want(r.submit(p, "echo first"), "first")
	gate, begun := r.file("gate")
	f := r.submit(p, "at "+gate+" echo second")
	begun()
	p.Base().Report()
	for end := time.Now().Add(patience); !strings.Contains(r.err.String(), "pool_0 has begun 2 tasks\n"); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("reported: %q", r.err)
		}
	}
	os.Remove(gate)
	r.want(f, "second")
}

func TestCallbacksRunOnAGoroutineOfTheScript(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	called := make(chan string, 1)
	f := r.submit(p, "echo x")
	f.AddDoneCallback(r.ctx, func(ctx context.Context, f *engine.Future) error {
		called <- engine.ActorOf(ctx).Name()
		return nil
	})
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Fatal(err)
	}
	if name := <-called; name != "helper" && name != "main" {
		t.Errorf("called on %q", name)
	}
}

func TestShutdown(t *testing.T) {
	for _, wait := range []bool{true, false} {
		r := newRig(t)
		p := r.pool(2)
		var fs []*engine.Future
		for i := range 20 {
			fs = append(fs, r.submit(p, fmt.Sprint("echo ", i)))
		}
		if err := p.Shutdown(r.ctx, wait, false); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Submit(r.ctx, engine.Task{Payload: "echo"}); !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("submit afterwards: %v", err)
		}
		for i, f := range fs {
			if wait && !f.Done() {
				t.Errorf("%d is %s", i, f.State())
			}
			r.want(f, fmt.Sprint(i))
		}
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
		if n := len(p.PIDs()); n != 0 {
			t.Errorf("%d workers are left", n)
		}
	}
}

func TestShutdownCancelsWhatWasFetchedAhead(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	gate, begun := r.file("begun")
	blocker := r.submit(p, "block "+gate)
	var fs []*engine.Future
	for range 10 {
		fs = append(fs, r.submit(p, "touch "+gate+".ran"))
	}
	begun()
	if err := p.Shutdown(r.ctx, false, true); err != nil {
		t.Fatal(err)
	}
	for i, f := range fs {
		if !f.Cancelled() {
			t.Errorf("%d is %s", i, f.State())
		}
	}
	if !blocker.Running() || !blocker.Terminate(r.ctx) {
		t.Errorf("the running one is %s", blocker.State())
	}
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(gate + ".ran"); err == nil {
		t.Error("a cancelled task ran")
	}
}

func TestDroppedPoolEnds(t *testing.T) {
	r := newRig(t)
	f := r.submit(process.New(process.Options{
		Env: r.env, MaxWorkers: 1, Name: "dropped", NewPeer: newPeer, Start: process.Exec(os.Args[0], os.Args[0], "--worker"),
	}), "echo x")
	r.want(f, "x")
	awaitCollected(t, func() bool { return len(r.env.Pools()) == 0 })
}

func awaitCollected(t *testing.T, gone func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !gone(); time.Sleep(time.Millisecond) {
		runtime.GC()
		if time.Now().After(end) {
			t.Fatal("it was not collected")
		}
	}
}
