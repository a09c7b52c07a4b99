package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	lua "github.com/yuin/gopher-lua"
	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/repl"
	"luafut/luabind/vm"
)

// errNoText is what a script is not.
var errNoText = errors.New("it is no text: scripts are Lua source, not compiled")

// maxScript bounds a script: a file this large is not one.
const maxScript = 64 << 20

func readScript(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return readAll(f)
}

func readAll(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxScript+1))
	if err == nil && len(b) > maxScript {
		err = errors.New("it is larger than a script can be (64 MB)")
	}
	if err == nil && bytes.IndexByte(b[:min(len(b), 1024)], 0) >= 0 || bytes.HasPrefix(b, []byte("\x1bLua")) {
		err = errNoText
	}
	return string(b), err
}

// unreadable explains why a script could not be read, and gives the exit code.
func (c *command) unreadable(name string, err error) int {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return c.fail(exitNotPermitted, "cannot read %s: permission denied", name)
	case errors.Is(err, fs.ErrNotExist):
		return c.fail(exitUsage, "there is no script %s%s", name, nearestScript(name))
	case errors.Is(err, errNoText):
		return c.fail(exitSyntax, "cannot run %s: %v", name, err)
	}
	return c.fail(exitUsage, "cannot read %s: %v", name, plain(err))
}

// plain is an error without the name of its file, where that is said already.
func plain(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}

// nearestScript is a hint at a script with a similar name, or at a command, or
// "".
func nearestScript(name string) string {
	if filepath.Ext(name) == "" {
		if _, err := os.Stat(name + ".lua"); err == nil {
			return "; did you mean " + name + ".lua?"
		}
		var names []string
		for _, v := range verbs() {
			names = append(names, v.name)
		}
		if n := bind.Nearest(name, names); n != "" {
			return "; did you mean the command " + n + "?"
		}
	}
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".lua" {
			names = append(names, e.Name())
		}
	}
	if n := bind.Nearest(filepath.Base(name), names); n != "" {
		return "; did you mean " + filepath.Join(filepath.Dir(name), n) + "?"
	}
	return ""
}

// newState makes a state that prints to the command's streams; with a screen,
// to that, errors too where they would go to the same terminal. What o is to
// observe it does.
func (c *command) newState(script string, args []string, screen *repl.Screen, o *observing) (*luabind.State, error) {
	terminal := term.IsTerminal(int(c.stdout.Fd()))
	opts := luabind.Options{
		Stdout: c.stdout, Interactive: terminal, Log: c.stderr, Stdin: c.stdin,
		Script: script, Args: args, Recorder: o.recorder,
		Exit: func(code int) {
			if screen != nil {
				screen.Leave()
			}
			o.end(nil)
			c.exit(code)
		},
	}
	if redrawn(c.stderr) {
		opts.Terminal = &luabind.Terminal{Columns: columns(c.stderr), Colour: coloured(c.stderr), Unicode: unicode()}
	}
	if c.profiling != nil {
		opts.Profile = c.profiling.recorder
	}
	if screen != nil {
		opts.Stdout = screen
		if terminal && term.IsTerminal(int(c.stderr.Fd())) {
			opts.Log = screen
		}
	}
	return luabind.New(context.Background(), opts)
}

// prompt reads lines until they end; the code is that of a signal that ended
// them, or exitOK.
func (c *command) prompt(s *luabind.State, screen *repl.Screen) (code int, err error) {
	ctx, end := context.WithCancelCause(context.Background())
	stop := handleSignalsAtPrompt(s, end)
	err = repl.Run(ctx, s, repl.Config{
		In: c.stdin, Screen: screen, Colour: coloured(c.stdout),
		Greeting: fmt.Sprintf("luafut %s, %s. Try .help, or Tab; Ctrl-D ends it.", luabind.Version(), lua.LuaVersion),
	})
	end(nil)
	code = stop()
	if isSignal(err) {
		return code, nil // s.Signal said what is pending
	}
	if running, waiting := s.Pending(); err == nil && running+waiting > 0 {
		s.Log(fmt.Sprintf("waiting for tasks: %d under way, %d not begun (Ctrl-C ends it)", running, waiting))
	}
	return code, err
}

func exitCode(err error) int {
	var syntax *vm.SyntaxError
	var signal *signalError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &signal):
		return signal.code
	case errors.As(err, &syntax):
		return exitSyntax
	}
	return exitFailed
}
