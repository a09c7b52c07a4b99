package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/bind"
)

// The exit codes of the command.
const (
	exitOK           = 0
	exitFailed       = 1
	exitUsage        = 2
	exitSyntax       = 3
	exitNotPermitted = 4
	exitInterrupted  = 130
	exitTerminated   = 143
)

const usage = `luafut runs Lua scripts that fetch, parse and act on web pages, many at a time.

Usage:
  luafut [flags] SCRIPT [ARG ...]   run a script; arg holds its arguments
  luafut [flags] -e CODE [ARG ...]  run CODE
  luafut [flags] -                  run standard input
  luafut                            on a terminal: the prompt; else as -
  luafut practice [flags]           serve the practice site until Ctrl-C

Flags:
%s
Exit codes: 0; 1 the script failed; 2 a bad command line; 3 a syntax error;
4 not permitted; 130 Ctrl-C; 143 SIGTERM.
`

// command is one run of luafut.
type command struct {
	stdin          *os.File
	stdout, stderr *os.File

	code    []string
	version bool
	help    bool
	args    []string
}

// subcommands are what the first argument may name instead of a script.
var subcommands = map[string]func(c *command, args []string) int{
	"practice": (*command).practice,
}

// Main runs the command with its arguments (without the program's name) and
// gives its exit code. It changes process-wide settings (signals, the garbage
// collector) and is called once.
func Main(args []string, stdin, stdout, stderr *os.File) int {
	tuneMemory()
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) > 0 {
		if sub := subcommands[args[0]]; sub != nil {
			return sub(c, args[1:])
		}
	}
	flags := pflag.NewFlagSet("luafut", pflag.ContinueOnError)
	flags.SetInterspersed(false) // what follows the script is the script's
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.StringArrayVarP(&c.code, "execute", "e", nil, "run `CODE`; repeatable")
	flags.BoolVarP(&c.version, "version", "v", false, "print the version")
	flags.BoolVarP(&c.help, "help", "h", false, "print this help")
	if err := flags.Parse(args); err != nil {
		return c.wrongFlag(err, flags)
	}
	c.args = flags.Args()
	switch {
	case c.help:
		fmt.Fprintf(stdout, usage, flags.FlagUsages())
		return exitOK
	case c.version:
		fmt.Fprintln(stdout, "luafut "+luabind.Version())
		return exitOK
	case len(c.code) > 0:
		return c.runCode()
	case len(c.args) == 0 && term.IsTerminal(int(stdin.Fd())):
		return c.prompt()
	case len(c.args) == 0 || c.args[0] == "-":
		return c.runStdin()
	}
	return c.runFile()
}

// wrongFlag explains a command line that cannot be understood.
func (c *command) wrongFlag(err error, flags *pflag.FlagSet) int {
	hint := ""
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		flags.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if n := bind.Nearest(unknown.GetSpecifiedName(), names); n != "" {
			hint = "; did you mean --" + n + "?"
		}
	}
	return c.fail(exitUsage, "%v%s (luafut --help tells more)", err, hint)
}

// fail prints a message and gives the exit code.
func (c *command) fail(code int, format string, args ...any) int {
	fmt.Fprintf(c.stderr, "luafut: "+format+"\n", args...)
	return code
}
