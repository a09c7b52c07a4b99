package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	lua "github.com/yuin/gopher-lua"
	"golang.org/x/term"

	"luafut/luabind"
	"luafut/luabind/vm"
)

const (
	prompt     = "> "
	promptMore = ">> "
	chunk      = "stdin"

	// OwnChunk is the name of scripts that bring the prompt what it has at hand:
	// errors in them are told without their source.
	OwnChunk = "(shell)"
)

// errStopped is the cause that Ctrl-C stops a line with.
var errStopped = errors.New("stopped by Ctrl-C")

// errStalled is the cause that a line stops with which waits for what will never
// come.
var errStalled = errors.New("stopped: what the line waits for will never come")

// errAborted is what a reader gives for a line that Ctrl-C threw away.
var errAborted = errors.New("aborted")

// Config says how a prompt is run.
type Config struct {
	// In is what lines are read from. A terminal gets the editor, anything else
	// plain lines without a prompt.
	In *os.File
	// Screen is what the state prints to, errors included.
	Screen *Screen
	// Colour paints what is typed and shown.
	Colour bool
	// Greeting is printed first on a terminal, where it is not empty.
	Greeting string
}

// reader gives one whole statement at a time: errAborted for one thrown away,
// io.EOF at the end, the cause of the context where that ends.
type reader interface {
	read(ctx context.Context) (string, error)
	close() error
}

// session is one run of the prompt.
type session struct {
	cfg     Config
	s       *luabind.State
	timing  bool
	entered []string    // what was run, for .save
	forms   *lua.LTable // see form
	running atomic.Bool // a line runs: Ctrl-C is for it
	// aborts has one where Ctrl-C came as a signal while a line was being typed.
	aborts chan struct{}
}

// Run reads lines until they end, or ctx does, and runs them in s, whose modules
// become globals. Ctrl-C ends the line, typed or running, and not the session.
// Errors of lines are printed; what Run returns is that the terminal or the
// modules failed, or the cause of ctx. It is for the goroutine that runs s.
func Run(ctx context.Context, s *luabind.State, cfg Config) error {
	if err := s.Globalise(); err != nil {
		return err
	}
	p := &session{cfg: cfg, s: s, aborts: make(chan struct{}, 1)}
	p.installHelp()
	defer p.takeInterrupts()()
	s.StopOnStall(errStalled)
	defer s.StopOnStall(nil)
	lines, err := p.reader()
	if err != nil {
		return err
	}
	for {
		text, err := lines.read(ctx)
		switch {
		case errors.Is(err, errAborted):
			continue
		case errors.Is(err, io.EOF):
			return lines.close()
		case err != nil:
			return errors.Join(err, lines.close())
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		if p.do(text) {
			return lines.close()
		}
	}
}

// reader is the editor on a terminal that can have one, plain lines otherwise.
func (p *session) reader() (reader, error) {
	terminal := term.IsTerminal(int(p.cfg.In.Fd()))
	if terminal && p.cfg.Greeting != "" {
		fmt.Fprintln(p.cfg.Screen, p.cfg.Greeting)
	}
	if terminal && p.cfg.Screen.terminal() && os.Getenv("TERM") != "dumb" {
		return newEditor(p)
	}
	return newPlain(p, terminal), nil
}

// do runs a command of the prompt, or Lua; it reports whether the session ends.
func (p *session) do(text string) (end bool) {
	p.running.Store(true)
	defer p.running.Store(false)
	text = p.meant(text)
	if name, rest, ok := dotCommand(text); ok {
		return p.command(name, rest)
	}
	p.entered = append(p.entered, text)
	p.eval(text)
	return false
}

// incomplete reports whether text is the beginning of a statement or
// expression that goes on.
func incomplete(text string) bool {
	if _, _, ok := dotCommand(text); ok {
		return false
	}
	if _, err := vm.Compile(chunk, asExpression(text)); err == nil {
		return false
	}
	_, err := vm.Compile(chunk, strings.TrimPrefix(strings.TrimSpace(text), "="))
	var syntax *vm.SyntaxError
	if !errors.As(err, &syntax) {
		return false
	}
	_, err = vm.Compile(chunk, asExpression(text))
	var expression *vm.SyntaxError
	return syntax.Incomplete || errors.As(err, &expression) && expression.Incomplete
}

// asExpression makes a statement of an expression; a leading = is Lua's own
// short form.
func asExpression(text string) string {
	return "return " + strings.TrimPrefix(strings.TrimSpace(text), "=")
}

// eval runs one text and prints the values of an expression, or the error.
func (p *session) eval(text string) {
	source := asExpression(text)
	if _, err := vm.Compile(chunk, source); err != nil {
		source = keepLocals(text)
	}
	began := time.Now()
	values, err := p.s.Run(chunk, source)
	took := time.Since(began)
	if err == nil && len(values) > 0 {
		p.s.SetGlobal("_", values[0])
		var shown string
		if shown, err = p.show(values); err == nil {
			if err := p.s.VM.Output.Flush(); err == nil && p.cfg.Screen.withinLine() {
				shown = "\n" + shown
			}
			fmt.Fprintln(p.s.VM.Output, shown)
		}
	}
	p.s.VM.Main().Reset()
	if flushed := p.s.VM.Output.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		p.failed(err, strings.TrimSuffix(source, strings.TrimPrefix(strings.TrimSpace(text), "=")))
	}
	if p.timing {
		fmt.Fprintf(p.cfg.Screen, "%.3f s\n", took.Seconds())
	}
}

// failed prints an error and keeps it as _err; added is what was put before the
// text that was entered.
func (p *session) failed(err error, added string) {
	var raised *vm.Error
	if errors.As(err, &raised) {
		p.s.SetGlobal("_err", raised.Value)
		if fn := raised.At.Fn; fn != nil && fn.SourceName == OwnChunk {
			raised.At = vm.Place{}
		}
		raised.Traceback = shortTrace(raised.Traceback)
	} else {
		p.s.SetGlobal("_err", lua.LString(err.Error()))
	}
	fmt.Fprintln(p.cfg.Screen, luabind.ErrorStyle{Paint: p.paint, Added: added}.Text(err))
}

// shortTrace leaves out of a traceback what is the prompt's own, and all of it where it
// says no more than the message does.
func shortTrace(trace string) string {
	lines := slices.DeleteFunc(strings.Split(trace, "\n"), func(line string) bool {
		return strings.HasPrefix(strings.TrimSpace(line), OwnChunk+":")
	})
	if trace = strings.Join(lines, "\n"); len(lines) == 0 || len(lines) == 1 && strings.Contains(lines[0], "[Go]") {
		return ""
	}
	last := len(lines) - 1
	if strings.HasSuffix(lines[last], "in main chunk") && (last == 0 || last == 1 && strings.Contains(lines[0], "[Go]")) {
		return ""
	}
	return trace
}

// takeInterrupts has Ctrl-C stop the line that runs, or the one that is typed
// where it comes as a signal, until stop is called.
func (p *session) takeInterrupts() (stop func()) {
	signals := make(chan os.Signal, 1)
	ended := make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		defer close(ended)
		for range signals {
			if p.running.Load() {
				p.s.VM.Main().Interrupt(errStopped)
				continue
			}
			select {
			case p.aborts <- struct{}{}:
			default:
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
		<-ended
	}
}
