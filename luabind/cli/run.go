package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/repl"
	"luafut/luabind/vm"
)

// maxScript bounds a script: a file this large is not one.
const maxScript = 64 << 20

func (c *command) runFile() int {
	name := c.args[0]
	source, err := readScript(name)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return c.fail(exitNotPermitted, "cannot read %s: permission denied", name)
	case errors.Is(err, fs.ErrNotExist):
		return c.fail(exitUsage, "there is no script %s%s", name, nearestScript(name))
	case err != nil:
		return c.fail(exitUsage, "cannot read %s: %v", name, err)
	}
	return c.run(name, name, source, c.args[1:])
}

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
	return string(b), err
}

// nearestScript is a hint at a script with a similar name, or "".
func nearestScript(name string) string {
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

func (c *command) runCode() int {
	return c.run("-e", "(command line)", strings.Join(c.code, "\n"), c.args)
}

func (c *command) runStdin() int {
	source, err := readAll(c.stdin)
	if err != nil {
		return c.fail(exitUsage, "cannot read standard input: %v", err)
	}
	args := c.args
	if len(args) > 0 {
		args = args[1:]
	}
	return c.run("-", "stdin", source, args)
}

func (c *command) newState(script string, args []string) (*luabind.State, error) {
	return luabind.New(context.Background(), luabind.Options{
		Stdout: c.stdout, Interactive: term.IsTerminal(int(c.stdout.Fd())), Log: c.stderr, Stdin: c.stdin,
		Script: script, Args: args, Exit: os.Exit,
	})
}

// run runs a script to its end and gives the exit code.
func (c *command) run(script, chunk, source string, args []string) int {
	s, err := c.newState(script, args)
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	stop := handleSignals(s)
	defer stop()
	_, err = s.Run(chunk, source)
	if err != nil && !isSignal(err) {
		s.Log(luabind.ErrorText(err))
	}
	code := exitCode(err)
	if err := s.Finish(); err != nil {
		code = exitCode(err)
	}
	if code == exitInterrupted || code == exitTerminated {
		s.Log("interrupted")
	}
	if err := s.Close(); err != nil && code == exitOK {
		return c.fail(exitFailed, "cannot write what the script printed: %v", err)
	}
	return code
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

func (c *command) prompt() int {
	s, err := c.newState("", nil)
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	if err := repl.Run(s, c.stdout); err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	if err := s.Finish(); err != nil {
		return exitCode(err)
	}
	if err := s.Close(); err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	return exitOK
}
