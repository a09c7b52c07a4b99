package process_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
)

func TestCrashBreaksThePool(t *testing.T) {
	for command, how := range map[string]string{
		"exit 3": "exit code 3", "exit 0": "exit code 0", "raise SIGKILL": "SIGKILL", "raise SIGSEGV": "SIGSEGV", "raise SIGTERM": "SIGTERM",
		"half": "in the middle of an answer", "nonsense": "was not understood", "unasked": "it stopped task 1, which it was not asked for", "panic oh": "met a fault of its own: oh",
	} {
		t.Run(command, func(t *testing.T) {
			r := newRig(t)
			p := r.pool(2)
			r.want(r.submit(p, "echo done"), "done")
			gate, begun := r.file("gate")
			fs := []*engine.Future{r.submit(p, "block "+gate)}
			begun()
			gate, begun = r.file("crash")
			crashing := r.submit(p, "at "+gate+" "+command)
			begun()
			fs = append(fs, crashing)
			for range 10 {
				fs = append(fs, r.submit(p, "echo x"))
			}
			os.Remove(gate)
			for _, f := range fs {
				r.wantError(f, engine.ErrBrokenProcessPool, "worker pool_", how)
			}
			if _, err := p.Submit(r.ctx, engine.Task{Payload: "echo"}); !errors.Is(err, engine.ErrBrokenProcessPool) {
				t.Errorf("submit afterwards: %v", err)
			}
			var death *process.DeathError
			if _, err := crashing.Result(); !errors.As(err, &death) || death.PID == 0 {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestIdleWorkerThatDiesBreaksThePool(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	r.want(r.submit(p, "echo x"), "x")
	if worker, err := os.FindProcess(p.PIDs()[0]); err != nil || worker.Kill() != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(patience); p.Base().Broken() == nil; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not broken")
		}
	}
	if _, err := p.Submit(r.ctx, engine.Task{Payload: "echo"}); !errors.Is(err, engine.ErrBrokenProcessPool) || !strings.Contains(err.Error(), "SIGKILL") {
		t.Error(err)
	}
}

func TestInitializerThatFailsBreaksThePool(t *testing.T) {
	for init, how := range map[string]string{"fail": "initializer failed", "exit": "exit code 9"} {
		r := newRig(t)
		p := r.pool(2, func(o *process.Options) { o.Initializer = init })
		fs := []*engine.Future{r.submit(p, "echo 1"), r.submit(p, "echo 2")}
		for _, f := range fs {
			r.wantError(f, engine.ErrBrokenProcessPool, how)
		}
		if init == "fail" {
			r.wantError(fs[0], taskError("initializer failed"))
		}
	}
}

func TestWorkerThatDoesNotStartBreaksThePool(t *testing.T) {
	for name, change := range map[string]func(*process.Options){
		"no such file":     func(o *process.Options) { o.Start = process.Exec("/no/such/program", "no") },
		"no such settings": func(o *process.Options) { o.Settings = []byte("refuse") },
	} {
		r := newRig(t)
		r.wantError(r.submit(r.pool(1, change), "echo"), engine.ErrBrokenProcessPool, name)
	}
}

func TestMemoryLimit(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.MemoryLimit = 30 << 20 })
	r.want(r.submit(p, "big 1000000"), strings.Repeat("x", 1_000_000))
	r.wantError(r.submit(p, "grow"), engine.ErrBrokenProcessPool, "exceeded its memory limit of 30.0 MB")
}

func TestTerminateAndKillWorkers(t *testing.T) {
	for _, force := range []bool{false, true} {
		r := newRig(t)
		p := r.pool(2)
		r.want(r.submit(p, "echo done"), "done")
		gate, begun := r.file("gate")
		running, pending := r.submit(p, "block "+gate), []*engine.Future{}
		for range 8 {
			pending = append(pending, r.submit(p, "block "+gate))
		}
		begun()
		if force {
			p.KillWorkers()
		} else {
			p.TerminateWorkers()
		}
		r.wantError(running, engine.ErrBrokenProcessPool)
		for _, f := range pending {
			r.wantError(f, engine.ErrBrokenProcessPool)
		}
		if _, err := p.Submit(r.ctx, engine.Task{Payload: "echo"}); !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("submit afterwards: %v", err)
		}
	}
}

// orphan is a pool's process that dies: a worker of a worker.
func TestWorkersEndWithTheirPool(t *testing.T) {
	r := newRig(t)
	gate, begun := r.file("gate")
	start := process.Exec(os.Args[0], os.Args[0], "--worker")
	proc, err := start("lone")
	if err != nil {
		t.Fatal(err)
	}
	sendBlocked(proc, gate)
	if pid, _ := strconv.Atoi(begun()); pid != proc.PID() {
		t.Fatalf("process %d", pid)
	}
	// The pool's end of the pipes is all that a worker has of it.
	proc.(interface{ Abandon() }).Abandon()
	if d := proc.Wait(); d.Code != 70 {
		t.Errorf("%v", d)
	}
}

func sendBlocked(w io.Writer, gate string) {
	w.Write(greeting("pool", "lone"))
	fmt.Fprint(w, task(1, "block "+gate))
}

func TestBreakRunsCallbacks(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	f := r.submit(p, "exit 5")
	called := make(chan error, 1)
	f.AddDoneCallback(r.ctx, func(ctx context.Context, f *engine.Future) error {
		_, err := f.Result()
		called <- err
		return nil
	})
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Fatal(err)
	}
	if err := <-called; !errors.Is(err, engine.ErrBrokenProcessPool) {
		t.Error(err)
	}
}
