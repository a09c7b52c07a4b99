package cli

import (
	"os"

	"luafut/luabind"
	"luafut/luabind/cli/spec"
)

// The exit codes of the command.
const (
	exitOK           = 0
	exitFailed       = 1
	exitUsage        = 2
	exitSyntax       = 3
	exitNotPermitted = 4
	exitHungUp       = 129 // the prompt's terminal is gone
	exitInterrupted  = 130
	exitTerminated   = 143
)

// command is one run of luafut.
type command struct {
	stdin          *os.File
	stdout, stderr *os.File
	dashed         bool       // the arguments came after --
	profiling      *profiling // nil mostly
}

// Main runs the command with its arguments (without the program's name) and
// gives its exit code. It changes process-wide settings (signals, the garbage
// collector) and is called once.
func Main(args []string, stdin, stdout, stderr *os.File) int {
	tuneMemory()
	if len(args) == 1 && args[0] == luabind.WorkerArg {
		return luabind.Worker()
	}
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) == 2 && args[0] == spec.Arg {
		return c.runSpec(args[1])
	}
	if len(args) > 0 {
		if v := verbNamed(args[0]); v != nil {
			return c.do(v, args[1:])
		}
	}
	return c.do(runVerb(), args)
}
