package luaos

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
)

// Wait waits for a command of Shell that was started, and gives its status as
// the shell's $? has it: what it exited with, or 128 and the signal that ended
// it. Where ctx ends first the command is killed with all that it started, and
// the cause of ctx returned.
func Wait(ctx context.Context, cmd *exec.Cmd) (status int, err error) {
	stop := context.AfterFunc(ctx, func() { kill(cmd) })
	err = cmd.Wait()
	stop()
	if ctx.Err() != nil {
		return 0, context.Cause(ctx)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal()), nil
	}
	return cmd.ProcessState.ExitCode(), nil
}
