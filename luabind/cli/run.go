package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/pflag"
	lua "github.com/yuin/gopher-lua"
	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/repl"
)

// runVerb runs scripts: what luafut does when no other verb is named.
func runVerb() *verb {
	return &verb{
		group: groupRun,
		args: "[flags] SCRIPT [ARG ...]\trun a script; arg holds its arguments\n" +
			"-e CODE [SCRIPT.lua] [ARG ...]\trun CODE, then the script\n" +
			"[flags] -\trun standard input\n" +
			"\tthe prompt, on a terminal; else as -",
		example: `luafut -l json -e 'print(json.encode({...}))' one two`,
		words:   []string{"lua"},
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			r := &running{command: c}
			flags.SetInterspersed(false) // what follows the script is the script's
			flags.StringArrayVarP(&r.code, "execute", "e", nil, "run `CODE`; repeatable; then the script, where the first argument ends in .lua")
			flags.StringArrayVarP(&r.modules, "module", "l", nil, "require the module `NAME` into a global first; repeatable")
			flags.BoolVarP(&r.interactive, "interactive", "i", false, "open the prompt afterwards, with what the script left")
			r.observing.define(c, flags)
			flags.StringVar(&r.profile, "profile", "", "write on which lines the script spends its time to `FILE`, for go tool pprof")
			flags.StringVar(&r.drift, "drift", "", "compare how often the fields of extract were found with the last run, kept in `FILE`")
			flags.BoolVarP(&r.version, "version", "v", false, "print the version")
			flags.BoolVar(&r.json, "json", false, "with --version: as JSON")
			return r.main
		},
	}
}

// running is one run of scripts.
type running struct {
	*command
	code, modules []string
	interactive   bool
	observing     observing
	drift         string
	profile       string
	version, json bool
}

// step is one text to run.
type step struct{ chunk, source string }

func (r *running) main(args []string) int {
	if r.version {
		return r.printVersion()
	}
	if r.json {
		return r.fail(exitUsage, "--json goes with --version")
	}
	script := "" // arg[0]
	var steps []step
	if len(r.code) > 0 {
		script = "-e"
		steps = append(steps, step{"(command line)", strings.Join(r.code, "\n")})
	}
	switch {
	case len(args) > 0 && (len(r.code) == 0 || !r.dashed && strings.HasSuffix(args[0], ".lua")):
		script = args[0]
		one, code := r.read(script)
		if code != exitOK {
			return code
		}
		steps = append(steps, one)
		args = args[1:]
	case len(r.code) == 0 && !r.interactive && !term.IsTerminal(int(r.stdin.Fd())):
		script = "-"
		one, code := r.read("-")
		if code != exitOK {
			return code
		}
		steps = append(steps, one)
	}
	r.interactive = r.interactive || len(steps) == 0
	return r.profiled(script, func() int { return r.run(script, steps, args) })
}

// read gets a script, or standard input, ready; the code is not exitOK where
// that fails.
func (r *running) read(name string) (step, int) {
	if name == "-" && !r.dashed {
		source, err := readAll(r.stdin)
		if err != nil {
			return step{}, r.fail(exitUsage, "cannot read standard input: %v", err)
		}
		return step{"stdin", source}, exitOK
	}
	source, err := readScript(name)
	if err != nil {
		return step{}, r.unreadable(name, err)
	}
	return step{name, source}, exitOK
}

// run runs the steps in one state, to the end of all their work, and gives the
// exit code.
func (r *running) run(script string, steps []step, args []string) int {
	var screen *repl.Screen
	if r.interactive {
		screen = repl.NewScreen(r.stdout)
	}
	if code := r.observing.open(script); code != exitOK {
		return code
	}
	defer r.observing.end(nil) // where it has not been told that the state has ended
	s, err := r.newState(script, args, screen, &r.observing)
	if err != nil {
		return r.fail(exitFailed, "%v", err)
	}
	stop := handleSignals(s)
	err = r.require(s)
	for i := 0; err == nil && i < len(steps); i++ {
		_, err = s.Run(steps[i].chunk, steps[i].source)
	}
	if err != nil && !isSignal(err) {
		s.Log(r.explain(err))
	}
	code := exitCode(err)
	if r.interactive && !isSignal(err) {
		stop()
		if code, err = r.prompt(s, screen); err != nil {
			return r.fail(exitFailed, "%v", err)
		}
		stop = handleSignals(s)
	}
	if err := s.Finish(); err != nil {
		code = exitCode(err)
	}
	if code == exitOK {
		code = r.fieldsFound(s)
	}
	closed := s.Close()
	r.observing.end(s)
	if signalled := stop(); signalled != exitOK {
		return signalled
	}
	if closed != nil && code == exitOK {
		return r.fail(exitFailed, "cannot write what the script printed: %v", closed)
	}
	return code
}

// require makes the modules of -l globals.
func (r *running) require(s *luabind.State) error {
	for _, name := range r.modules {
		values, err := s.Run("(command line)", fmt.Sprintf("return require(%q)", name))
		if err != nil {
			return err
		}
		if len(values) > 0 {
			s.SetGlobal(name, values[0])
		}
	}
	return nil
}

func (r *running) printVersion() int {
	if !r.json {
		fmt.Fprintln(r.stdout, "luafut "+luabind.Version())
		return exitOK
	}
	version, commit := luabind.Build()
	b, err := json.Marshal(struct {
		Version string `json:"version"`
		Commit  string `json:"commit,omitempty"`
		Lua     string `json:"lua"`
		Go      string `json:"go"`
		OS      string `json:"os"`
		Arch    string `json:"arch"`
	}{version, commit, lua.LuaVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH})
	if err != nil {
		return r.fail(exitFailed, "%v", err)
	}
	fmt.Fprintf(r.stdout, "%s\n", b)
	return exitOK
}
