package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/repl"
	"luafut/luabind/vm"
)

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
	return string(b), err
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

func (c *command) newState(script string, args []string) (*luabind.State, error) {
	return luabind.New(context.Background(), luabind.Options{
		Stdout: c.stdout, Interactive: term.IsTerminal(int(c.stdout.Fd())), Log: c.stderr, Stdin: c.stdin,
		Script: script, Args: args, Exit: os.Exit,
	})
}

// prompt reads lines until they end.
func (c *command) prompt(s *luabind.State) error {
	return repl.Run(s, c.stdout)
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
