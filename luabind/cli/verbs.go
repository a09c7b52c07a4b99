package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"luafut/luabind/bind"
)

// verb is a thing that the command does: a row that the dispatch, --help and
// shell completion are made of.
type verb struct {
	// name is the first argument that asks for it; "" for running scripts.
	name string
	// group is the heading of --help that it comes under.
	group string
	// args is what follows the name, one form a line.
	args string
	// doc is one line, example a command that works as it stands.
	doc, example string
	// words are what its arguments may be: "lua", "file" or "dir" for files,
	// "name" for what can be read about, or the words themselves.
	words []string
	// define declares the flags, and gives what runs once they are parsed.
	define func(c *command, flags *pflag.FlagSet) func(args []string) int
}

// The groups of --help, in their order.
const (
	groupRun   = "Run a script"
	groupTry   = "Try things out"
	groupWrite = "Write scripts"
	groupShell = "Set up the shell"
)

// verbs are all of them, in the order of --help.
func verbs() []*verb {
	return []*verb{
		runVerb(), shellVerb(), fetchVerb(), practiceVerb(), initVerb(), checkVerb(), testVerb(), docVerb(), typesVerb(), completionVerb(),
	}
}

// verbNamed is the verb that a first argument asks for, or nil.
func verbNamed(name string) *verb {
	for _, v := range verbs() {
		if v.name == name && name != "" {
			return v
		}
	}
	return nil
}

// flagsOf makes the flags of a verb, and what runs it.
func (c *command) flagsOf(v *verb) (*pflag.FlagSet, func(args []string) int) {
	flags := pflag.NewFlagSet(strings.TrimSpace("luafut "+v.name), pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.SortFlags = false
	flags.Usage = func() {}
	run := v.define(c, flags)
	flags.BoolP("help", "h", false, "print this help")
	return flags, run
}

// do parses the arguments of a verb and runs it.
func (c *command) do(v *verb, args []string) int {
	flags, run := c.flagsOf(v)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return c.help(v)
	case err != nil:
		return c.wrongFlag(v, err, flags)
	}
	c.dashed = flags.ArgsLenAtDash() == 0
	if asked, _ := flags.GetBool("help"); asked {
		return c.help(v)
	}
	return run(flags.Args())
}

// wrongFlag explains a command line that cannot be understood.
func (c *command) wrongFlag(v *verb, err error, flags *pflag.FlagSet) int {
	hint := ""
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		flags.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if n := bind.Nearest(unknown.GetSpecifiedName(), names); n != "" {
			hint = "; did you mean --" + n + "?"
		}
	}
	name := strings.TrimSpace("luafut " + v.name)
	return c.fail(exitUsage, "%v%s (%s --help tells more)", err, hint, name)
}

// fail prints a message and gives the exit code.
func (c *command) fail(code int, format string, args ...any) int {
	fmt.Fprintf(c.stderr, "luafut: "+format+"\n", args...)
	return code
}

// help prints what a verb does; for running scripts, what there is at all.
func (c *command) help(v *verb) int {
	if v.name == "" {
		c.overview()
		return exitOK
	}
	fmt.Fprintf(c.stdout, "%s\n\nUsage:\n", v.doc)
	for _, form := range strings.Split(v.args, "\n") {
		fmt.Fprintf(c.stdout, "  luafut %s\n", strings.TrimSpace(v.name+" "+form))
	}
	fmt.Fprintf(c.stdout, "\nExample:\n  %s\n", v.example)
	flags, _ := c.flagsOf(v)
	fmt.Fprintf(c.stdout, "\nFlags:\n%s", flagLines(flags))
	return exitOK
}

// overview prints the verbs by task, each with an example.
func (c *command) overview() {
	fmt.Fprint(c.stdout, "luafut runs Lua scripts that fetch, parse and act on web pages, many at a time.\n")
	var groups []string
	for _, v := range verbs() {
		if !slices.Contains(groups, v.group) {
			groups = append(groups, v.group)
		}
	}
	for _, group := range groups {
		fmt.Fprintf(c.stdout, "\n%s:\n", group)
		for _, v := range verbs() {
			if v.group != group {
				continue
			}
			for _, form := range strings.Split(v.args, "\n") {
				usage, doc, _ := strings.Cut(form, "\t")
				if doc == "" {
					doc = v.doc
				}
				fmt.Fprintf(c.stdout, "  %-44s %s\n", strings.TrimSpace("luafut "+strings.TrimSpace(v.name+" "+usage)), doc)
			}
			fmt.Fprintf(c.stdout, "      %s\n", v.example)
		}
	}
	flags, _ := c.flagsOf(runVerb())
	fmt.Fprintf(c.stdout, "\nFlags, before the script:\n%s%s", flagLines(flags), outro)
}

// flagLines lists flags, a line each.
func flagLines(flags *pflag.FlagSet) string {
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		value, doc := pflag.UnquoteUsage(f)
		switch {
		case f.Value.Type() == "bool":
			value = ""
		case f.NoOptDefVal != "": // the value may be left out
			value = "[=" + value + "]"
		default:
			value = " " + value
		}
		short := "    "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		fmt.Fprintf(&b, "  %s%-20s %s\n", short, "--"+f.Name+value, doc)
	})
	return b.String()
}

const outro = `
luafut COMMAND --help tells about one of them; luafut doc about modules and functions.
A script named like a command runs as ./check; what follows a script belongs to it.

Exit codes: 0; 1 the script failed; 2 a bad command line; 3 a syntax error;
4 not permitted; 129 the terminal hung up; 130 Ctrl-C; 143 SIGTERM.
`
