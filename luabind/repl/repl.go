// Package repl is the prompt: it reads Lua from a terminal, runs it line by
// line in one state, and prints what comes of it.
//
//	repl.go   reading and running lines
//	show.go   values as text
package repl

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
	"luafut/luabind/vm"
)

const (
	prompt     = "> "
	promptMore = ">> "
	chunk      = "stdin"
)

// errStopped is the cause that Ctrl-C stops a line with.
var errStopped = errors.New("stopped by Ctrl-C")

// Run reads lines from the terminal until Ctrl-D, and runs them in s, whose
// modules become globals. Ctrl-C ends the line, typed or running, and not the
// session. Errors of lines are printed; what Run returns is that the terminal
// or the modules failed.
func Run(s *luabind.State, out io.Writer) error {
	if err := s.Globalise(); err != nil {
		return err
	}
	line := liner.NewLiner()
	defer line.Close()
	line.SetCtrlCAborts(true)
	history := historyFile()
	loadHistory(line, history)
	fmt.Fprintf(out, "luafut %s, %s. Ctrl-D ends it.\n", luabind.Version(), lua.LuaVersion)
	for {
		text, err := read(line)
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			continue
		case errors.Is(err, io.EOF):
			fmt.Fprintln(out)
			saveHistory(line, history)
			return nil
		case err != nil:
			return err
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		line.AppendHistory(text)
		Eval(s, out, text)
	}
}

// read reads a line, and more of them while the parser says that the text is
// not whole yet.
func read(line *liner.State) (string, error) {
	text, err := line.Prompt(prompt)
	for err == nil && incomplete(text) {
		var more string
		more, err = line.Prompt(promptMore)
		text += "\n" + more
	}
	return text, err
}

// incomplete reports whether text is the beginning of a statement or
// expression that goes on.
func incomplete(text string) bool {
	if _, err := vm.Compile(chunk, asExpression(text)); err == nil {
		return false
	}
	_, err := vm.Compile(chunk, text)
	var syntax *vm.SyntaxError
	return errors.As(err, &syntax) && syntax.Incomplete
}

// asExpression makes a statement of an expression; a leading = is Lua's own
// short form.
func asExpression(text string) string {
	return "return " + strings.TrimPrefix(strings.TrimSpace(text), "=")
}

// Eval runs one text and prints the values of an expression, or the error.
// While it runs, Ctrl-C stops it.
func Eval(s *luabind.State, out io.Writer, text string) {
	source := asExpression(text)
	if _, err := vm.Compile(chunk, source); err != nil {
		source = text
	}
	stop := stopOnInterrupt(s)
	values, err := s.Run(chunk, source)
	stop()
	if err == nil && len(values) > 0 {
		var shown string
		if shown, err = show(s, values); err == nil {
			fmt.Fprintln(s.VM.Output, shown)
		}
	}
	s.VM.Main().Reset()
	if flushErr := s.VM.Output.Flush(); err == nil {
		err = flushErr
	}
	if err != nil {
		fmt.Fprintln(out, luabind.ErrorText(err))
	}
}

// stopOnInterrupt has Ctrl-C stop the main thread until stop is called.
func stopOnInterrupt(s *luabind.State) (stop func()) {
	signals := make(chan os.Signal, 1)
	ended := make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		defer close(ended)
		for range signals {
			s.VM.Main().Interrupt(errStopped)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
		<-ended
	}
}

// historyFile is where lines are kept from run to run; "" where there is no
// place.
func historyFile() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "luafut", "history")
}

func loadHistory(line *liner.State, name string) {
	f, err := os.Open(name)
	if err != nil {
		return // there is none yet
	}
	defer f.Close()
	line.ReadHistory(f)
}

// saveHistory keeps the history readable for its owner only: lines may hold
// passwords. A history that cannot be kept is not worth an error.
func saveHistory(line *liner.State, name string) {
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	line.WriteHistory(f)
}
