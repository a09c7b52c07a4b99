//go:build unix

package process_test

import (
	"context"
	"strconv"
	"syscall"
	"testing"

	"luafut/engine"
)

// TestTerminateInAHaltedWorker: a worker that does not hear that it is to stop is
// killed, and what it was sent ahead runs in the next.
func TestTerminateInAHaltedWorker(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	path, begun := r.file("begun")
	f := r.submit(p, "block "+path)
	next := r.submit(p, "echo next")
	pid, _ := strconv.Atoi(begun())
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatalf("it is not halted: %v, %v", status, err)
	}
	called := make(chan struct{})
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(called); return nil })
	if !f.Terminate(r.ctx) || !f.Cancelled() {
		t.Errorf("it is %s", f.State())
	}
	<-called
	r.want(next, "next")
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Error(err)
	}
	if got := p.PIDs(); len(got) != 1 || got[0] == pid {
		t.Errorf("workers %v", got)
	}
}
