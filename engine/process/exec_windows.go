package process

import (
	"os"
	"os/exec"
	"syscall"
)

// start starts a worker whose standard input and output are the conversation. It
// has a process group of its own: Ctrl-C is for the pool's process.
func start(cmd *exec.Cmd) (Proc, error) {
	p, theirs, err := pipes()
	if err != nil {
		return nil, err
	}
	cmd.Stdin, cmd.Stdout = theirs[0], theirs[1]
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
	return p.begin(cmd, theirs)
}

// Stop implements Proc: there is no asking.
func (p *proc) Stop(bool) { _ = p.cmd.Process.Kill() }

func deathOf(s *os.ProcessState) Death { return Death{Code: s.ExitCode()} }
