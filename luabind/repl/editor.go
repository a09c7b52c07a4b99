package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/reeflective/readline"
	"github.com/reeflective/readline/inputrc"
	"golang.org/x/term"
)

// outputKey is fed to the editor when tasks have printed something: it shows that
// on its own goroutine, between two keys. No keyboard sends it; and it is one
// key, so that no part of it is ever taken for text.
const outputKey = '\U0010FFFD'

// editor reads lines from a terminal.
type editor struct {
	p       *session
	cooked  *term.State     // the terminal as it is while no line is typed
	ctx     context.Context // of the line that is read
	shell   *readline.Shell
	history *history
	search  *search // nil while there is none
}

func newEditor(p *session) (*editor, error) {
	e := &editor{p: p, shell: readline.NewShell(inputrc.WithApp("luafut")), history: loadHistory(historyFile())}
	sh := e.shell
	for name, value := range map[string]any{
		"menu-complete-display-prefix": true,
		"enable-bracketed-paste":       true,
		"completion-ignore-case":       false,
		"echo-control-characters":      false, // ^C would stand in the text
		"cursor-emacs":                 "default",
		// The mark before further lines would stand in the text where a line is
		// longer than the terminal is wide.
		"multiline-column":        false,
		"multiline-column-custom": "",
		// Where the terminal is asked for the cursor's place, keys that come before
		// its answer are lost: those typed while a line runs, and on a slow line
		// any. The place follows from the prompt, for which see read and primary.
		"cursor-position-probe": false,
	} {
		if err := sh.Config.Set(name, value); err != nil {
			return nil, fmt.Errorf("the line editor: %w", err)
		}
	}
	sh.Prompt.Primary(e.primary)
	sh.Prompt.Secondary(func() string { return "" })
	sh.AcceptMultiline = func(line []rune) bool { return !incomplete(string(line)) }
	sh.SyntaxHighlighter = func(line []rune) string { return p.highlight(string(line)) }
	sh.Completer = e.complete
	sh.History.Delete()
	sh.History.Add("luafut", e.history)
	e.bindSearch()
	insert := sh.Keymap.Commands()["self-insert"]
	sh.Keymap.Register(map[string]func(){"self-insert": func() {
		if slices.Equal(sh.Keys.Caller(), []rune{outputKey}) {
			e.output()
			return
		}
		insert()
	}, "luafut-suspend": e.suspend})
	for _, mode := range []string{"emacs", "emacs-standard", "vi-insert", "vi-command"} {
		if err := sh.Config.Bind(mode, ctrlZ, "luafut-suspend", false); err != nil {
			return nil, fmt.Errorf("the line editor: %w", err)
		}
	}
	return e, nil
}

// Movements of the cursor that scroll at the edge of the screen.
const (
	downOne = "\x1bD"
	upOne   = "\x1bM"
)

// primary is the prompt; the editor asks for it whenever it draws, which is where
// it is told of output. Before it the screen is scrolled as far as what is
// typed and the line below it need: the editor draws as if there were room.
func (e *editor) primary() string {
	if e.p.cfg.Screen.ready() || e.ctx != nil && e.ctx.Err() != nil {
		e.shell.Keys.Feed(false, outputKey)
	}
	mark := prompt
	if e.search != nil {
		mark = e.search.prompt()
	}
	rows, height := e.rows(mark)
	rows = max(0, min(height-1, rows+1))
	return strings.Repeat(downOne, rows) + strings.Repeat(upOne, rows) + mark
}

// rows is how many rows of the screen the line takes below its first one, and
// how many there are; 0 of 0 where that cannot be told. Its lines are indented
// as far as the prompt, and the editor shows tabs as five blanks.
func (e *editor) rows(mark string) (rows, height int) {
	width, height, err := term.GetSize(int(e.p.cfg.Screen.out.Fd()))
	if err != nil || width < 1 {
		return 0, 0
	}
	rows = -1
	for line := range strings.SplitSeq(string(*e.shell.Line()), "\n") {
		rows += 1 + visible(mark+strings.ReplaceAll(line, "\t", "     "))/width
	}
	return rows, height
}

// beginLine has the cursor begin a line, as the prompt must: what was printed
// last may have ended without one. The blanks go over the edge where it did, and
// the first of them only where it did not.
func (e *editor) beginLine() {
	out := e.p.cfg.Screen.out
	if width, _, err := term.GetSize(int(out.Fd())); err == nil {
		io.WriteString(out, strings.Repeat(" ", width)+"\r")
	}
}

// read implements reader.
func (e *editor) read(ctx context.Context) (string, error) {
	screen := e.p.cfg.Screen
	var err error
	if e.cooked, err = term.GetState(int(e.p.cfg.In.Fd())); err != nil {
		return "", err
	}
	release := e.p.s.HoldBars() // the editor has the last line
	defer release()
	e.beginLine()
	e.shell.Line().Set() // the last one is no part of this prompt
	e.search, e.ctx = nil, ctx
	screen.typing(e.shell.Keys.RequestRefresh, func() { e.leave("\r\n") })
	stop := context.AfterFunc(ctx, e.shell.Keys.RequestRefresh)
	text, err := e.shell.Readline()
	stop()
	screen.entered()
	switch {
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case errors.Is(err, readline.ErrInterrupt):
		return "", errAborted
	case errors.Is(err, io.EOF):
		return "", io.EOF
	}
	return text, err
}

// throwAway is Ctrl-C. The editor's own command looks whether a further key
// follows, and takes that away.
func (e *editor) throwAway() {
	e.shell.Display.AcceptLine()
	e.shell.History.Accept(false, false, readline.ErrInterrupt)
}

// leave gives the terminal back as it was: what is pasted comes without marks,
// the cursor is shown, and keys are lines and signals again.
func (e *editor) leave(last string) {
	io.WriteString(e.p.cfg.Screen.out, "\x1b[?2004l\x1b[?25h"+last)
	_ = term.Restore(int(e.p.cfg.In.Fd()), e.cooked) // a terminal that is gone needs none
}

// suspend is Ctrl-Z: it stops the program as a terminal does that hands out
// signals, and goes on with the same line once that is continued.
func (e *editor) suspend() {
	fd := int(e.p.cfg.In.Fd())
	raw, err := term.GetState(fd)
	if err != nil {
		return
	}
	e.shell.History.SkipSave()
	e.shell.Display.CursorToLineStart()
	e.leave("\r\x1b[J")
	stopProcess()
	_ = term.Restore(fd, raw)
	io.WriteString(e.p.cfg.Screen.out, "\x1b[?2004h")
	e.beginLine()
	e.shell.Display.PrintPrimaryPrompt()
}

// output shows what tasks have printed above the line that is being typed; that
// ends where the context has.
func (e *editor) output() {
	if err := e.ctx.Err(); err != nil {
		e.shell.Display.AcceptLine()
		e.shell.History.Accept(false, false, err)
		return
	}
	lines := e.p.cfg.Screen.take()
	if len(lines) == 0 {
		return
	}
	out := e.p.cfg.Screen.out
	e.shell.Display.CursorToLineStart()
	io.WriteString(out, "\r\x1b[J"+strings.ReplaceAll(string(lines), "\n", "\r\n"))
	e.shell.Display.PrintPrimaryPrompt()
}

// complete is the editor's view of what may come next. The editor goes by words
// between blanks: what stands in such a word before the part that is completed
// is put in front of each candidate.
func (e *editor) complete(line []rune, cursor int) readline.Completions {
	text := string(line[:cursor])
	start, items := e.p.complete(text)
	items = e.fitting(items)
	word := min(start, strings.LastIndexAny(text, " \t\n")+1)
	values := make([]readline.Completion, len(items))
	for i, item := range items {
		values[i] = readline.Completion{Value: text[word:start] + item.Text, Display: item.Text, Description: item.Doc}
	}
	list := readline.CompleteRaw(values).NoSpace('.', ':', '(', '/', '"', '\'', '=', ' ')
	list.PREFIX = text[word:]
	return list
}

// fitting is the items of a menu that the screen has room for: where there are
// many they go without their docs, side by side, and the last ones do not show.
// The editor would draw a longer menu over what is typed.
func (e *editor) fitting(items []item) []item {
	rows, height := e.rows(prompt)
	room := max(1, height-4-rows)
	width, _, err := term.GetSize(int(e.p.cfg.Screen.out.Fd()))
	if err != nil || len(items) <= room {
		return items
	}
	const gap = 2
	longest := 1
	for _, it := range items {
		longest = max(longest, visible(it.Text)+gap)
	}
	short := items[:min(len(items), room*max(1, width/longest))]
	for i := range short {
		short[i].Doc = ""
	}
	return short
}

// close implements reader.
func (e *editor) close() error { return nil }
