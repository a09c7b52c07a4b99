package repl

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/reeflective/readline"
	"github.com/reeflective/readline/inputrc"
)

// outputKeys are fed to the editor when tasks have printed something: it shows
// that on its own goroutine, between two keys. No keyboard sends them.
const outputKeys = "\x1b[9999~"

// editor reads lines from a terminal.
type editor struct {
	p     *session
	shell *readline.Shell
}

func newEditor(p *session) (*editor, error) {
	e := &editor{p: p, shell: readline.NewShell(inputrc.WithApp("luafut"))}
	sh := e.shell
	for name, value := range map[string]any{
		"menu-complete-display-prefix": true,
		"multiline-column":             false,
		"multiline-column-custom":      strings.TrimSpace(promptMore),
		"enable-bracketed-paste":       true,
		"completion-ignore-case":       false,
	} {
		if err := sh.Config.Set(name, value); err != nil {
			return nil, fmt.Errorf("the line editor: %w", err)
		}
	}
	sh.Prompt.Primary(func() string { return prompt })
	sh.Prompt.Secondary(func() string { return "" })
	sh.AcceptMultiline = func(line []rune) bool { return !incomplete(string(line)) }
	sh.SyntaxHighlighter = func(line []rune) string { return p.highlight(string(line)) }
	sh.Completer = e.complete
	sh.History.Delete()
	sh.History.Add("luafut", loadHistory(historyFile()))
	sh.Keymap.Register(map[string]func(){"luafut-output": e.output})
	for _, mode := range []string{"emacs", "emacs-standard", "vi-insert", "vi-command"} {
		if err := sh.Config.Bind(mode, outputKeys, "luafut-output", false); err != nil {
			return nil, fmt.Errorf("the line editor: %w", err)
		}
	}
	return e, nil
}

// read implements reader.
func (e *editor) read() (string, error) {
	release := e.p.s.HoldBars() // the editor has the last line
	defer release()
	e.p.cfg.Screen.typing(func() {
		e.shell.Keys.Feed(false, []rune(outputKeys)...)
		e.shell.Keys.RequestRefresh()
	})
	text, err := e.shell.Readline()
	e.p.cfg.Screen.entered()
	switch {
	case errors.Is(err, readline.ErrInterrupt):
		return "", errAborted
	case errors.Is(err, io.EOF):
		return "", io.EOF
	}
	return text, err
}

// output shows what tasks have printed above the line that is being typed.
func (e *editor) output() {
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
	word := min(start, strings.LastIndexAny(text, " \t\n")+1)
	values := make([]readline.Completion, len(items))
	for i, item := range items {
		values[i] = readline.Completion{Value: text[word:start] + item.Text, Display: item.Text, Description: item.Doc}
	}
	list := readline.CompleteRaw(values).NoSpace('.', ':', '(', '/', '"', '\'', '=', ' ')
	list.PREFIX = text[word:]
	return list
}

// close implements reader.
func (e *editor) close() error { return nil }
