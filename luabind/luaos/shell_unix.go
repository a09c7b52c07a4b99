//go:build unix

package luaos

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/term"
)

// Shell is a command that the system's shell will run, with nothing connected
// yet. It gets a process group of its own, so that Wait can end it whole, unless
// there is a terminal that it may want to talk to: there Ctrl-C reaches it.
func Shell(command string) *exec.Cmd {
	cmd := exec.Command("/bin/sh", "-c", command)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: !term.IsTerminal(int(os.Stdin.Fd()))}
	return cmd
}

func kill(cmd *exec.Cmd) {
	pid := cmd.Process.Pid
	if cmd.SysProcAttr.Setpgid {
		pid = -pid
	}
	// It may have ended just now.
	_ = syscall.Kill(pid, syscall.SIGKILL)
}
