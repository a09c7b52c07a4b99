//go:build unix

package process

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// start starts a worker whose files 3 and 4 are the conversation. It has a
// process group of its own: a terminal's Ctrl-C is for the pool's process, which
// decides what becomes of its workers.
func start(cmd *exec.Cmd) (Proc, error) {
	p, theirs, err := pipes()
	if err != nil {
		return nil, err
	}
	cmd.ExtraFiles = theirs[:]
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return p.begin(cmd, theirs)
}

// Stop implements Proc. A process that is gone needs no stopping.
func (p *proc) Stop(force bool) {
	if force {
		_ = p.cmd.Process.Kill()
	} else {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
	}
}

func deathOf(s *os.ProcessState) Death {
	if status, ok := s.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return Death{Signal: unix.SignalName(status.Signal())}
	}
	return Death{Code: s.ExitCode()}
}
