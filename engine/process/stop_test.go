package process_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
)

func TestTaskCancelledAsItBegins(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	for range 100 {
		for range 3 {
			r.submit(p, "echo earlier")
		}
		before, f := r.submit(p, "echo before"), r.submit(p, "endless")
		for !before.Done() {
			runtime.Gosched()
		}
		f.Cancel(r.ctx) // about when its worker takes it up
		f.Terminate(r.ctx)
		r.want(r.submit(p, "echo after"), "after")
	}
}

func TestTerminateStopsARunningTask(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	gate, begun := r.file("gate")
	f := r.submit(p, "block "+gate)
	ahead := []*engine.Future{r.submit(p, "where"), r.submit(p, "where")}
	pid := begun()
	called := make(chan struct{})
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(called); return nil })
	if !f.Running() || !f.Terminate(r.ctx) || !f.Cancelled() {
		t.Errorf("it is %s", f.State())
	}
	for _, f := range ahead {
		got, err := r.result(f)
		if err != nil || got == "" {
			t.Fatal(got, err)
		}
		var worker, other string
		fmt.Sscan(got.(string), &worker, &other)
		if other == pid || worker != "pool_1" {
			t.Errorf("the next task ran in %s, process %s", worker, other)
		}
	}
	<-called
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Error(err)
	}
	n, _ := strconv.Atoi(pid)
	if err := r.gone(n); err != nil {
		t.Error(err)
	}
}

// gone waits until no process has the number.
func (r *rig) gone(pid int) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if _, err := os.Stat(fmt.Sprint("/proc/", pid)); err != nil {
			return nil
		}
	}
	return fmt.Errorf("process %d is still there", pid)
}

func TestTaskTimeout(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.TaskTimeout = 20 * time.Millisecond })
	gate := t.TempDir() + "/gate"
	slow := r.submit(p, "block "+gate)
	quick := r.submit(p, "echo quick")
	long, err := p.Submit(r.ctx, engine.Task{Payload: "once " + gate + ".never", Timeout: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	r.wantError(slow, engine.ErrTimeout, "20ms")
	r.want(quick, "quick")
	r.wantError(long, engine.ErrTimeout, "1ms")
}

func TestFetchedAheadIsNotBegun(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	gate, begun := r.file("gate")
	first := r.submit(p, "block "+gate)
	next := r.submit(p, "touch "+gate+".next")
	after := r.submit(p, "echo after")
	begun()
	if next.Running() || !next.Cancel(r.ctx) || after.Running() {
		t.Errorf("the next one is %s, the one after %s", next.State(), after.State())
	}
	first.Terminate(r.ctx)
	r.want(after, "after")
	if _, err := os.Stat(gate + ".next"); err == nil {
		t.Error("a cancelled task ran")
	}
}

// TestIdleWorkersTakeWhatWasSentAhead holds one of two workers: what was sent to
// it beforehand must not wait for it.
func TestIdleWorkersTakeWhatWasSentAhead(t *testing.T) {
	for range 5 {
		r := newRig(t)
		p := r.pool(2)
		gate := t.TempDir() + "/gate"
		held := r.submit(p, "wait "+gate)
		var fs []*engine.Future
		for i := range 30 {
			fs = append(fs, r.submit(p, fmt.Sprint("echo ", i)))
		}
		for i, f := range fs {
			r.want(f, fmt.Sprint(i))
		}
		if !held.Running() {
			t.Errorf("the held one is %s", held.State())
		}
		os.WriteFile(gate, nil, 0o600)
		r.want(held, gate)
	}
}

func TestMaxPendingCountsWhatHasNotBegun(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.MaxPending = 2 })
	gate, begun := r.file("gate")
	held := r.submit(p, "block "+gate)
	begun()
	r.submit(p, "echo 1")
	last := r.submit(p, "echo 2")
	ctx, cancel := context.WithTimeout(r.ctx, 20*time.Millisecond)
	defer cancel()
	if _, err := p.Submit(ctx, engine.Task{Payload: "echo 3"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a third pending task: %v", err)
	}
	held.Terminate(r.ctx)
	r.want(last, "2")
}
