//go:build unix

package repl

import "syscall"

// stopProcess stops this process and those started with it, as Ctrl-Z does, until
// the shell has them go on.
func stopProcess() {
	_ = syscall.Kill(0, syscall.SIGTSTP) // to one's own group it cannot fail
}
