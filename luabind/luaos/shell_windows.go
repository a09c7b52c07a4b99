package luaos

import "os/exec"

// Shell is a command that the system's shell will run, with nothing connected
// yet.
func Shell(command string) *exec.Cmd { return exec.Command("cmd", "/C", command) }

func kill(cmd *exec.Cmd) {
	// It may have ended just now.
	_ = cmd.Process.Kill()
}
