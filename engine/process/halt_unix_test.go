//go:build unix

package process_test

import (
	"strconv"
	"syscall"
	"testing"
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
	if !f.Terminate(r.ctx) || !f.Cancelled() {
		t.Errorf("it is %s", f.State())
	}
	r.want(next, "next")
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Error(err)
	}
	if got := p.PIDs(); len(got) != 1 || got[0] == pid {
		t.Errorf("workers %v", got)
	}
}
