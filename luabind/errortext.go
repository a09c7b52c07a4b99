package luabind

import (
	"errors"
	"slices"
	"strings"

	"luafut/luabind/bind"
	"luafut/luabind/explain"
	"luafut/luabind/luabase"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

// World is what scripts may name: for advice on misspelt names.
func World() explain.World {
	own := slices.Concat(luabase.Modules, libraries)
	own = slices.DeleteFunc(own, func(m *bind.Module) bool { return m == luabase.Globals })
	return explain.World{Globals: luabase.Globals, Libraries: own, Modules: Modules}
}

// The parts of an error's text, for ErrorStyle's Paint.
const (
	PartMessage = "message"
	PartTrace   = "traceback"
)

// ErrorText is an error of Run as a person reads it: the message, the line that
// it is about with a caret, what was probably meant, the traceback, and the
// tracebacks of the tasks that it came from.
func ErrorText(err error) string { return ErrorStyle{}.Text(err) }

// ErrorStyle is how ErrorText writes. The zero value is plain text.
type ErrorStyle struct {
	// Paint is applied to the parts: PartMessage, PartTrace, and those of
	// explain.Advice. Nil leaves them as they are.
	Paint func(part, text string) string
	// Added is what was put before the first line of the text that ran; it is not
	// shown.
	Added string
}

// Text is ErrorText in the style.
func (st ErrorStyle) Text(err error) string {
	paint := st.Paint
	if paint == nil {
		paint = func(_, text string) string { return text }
	}
	var lines []string
	add := func(text string) {
		if text != "" {
			lines = append(lines, text)
		}
	}
	var raised *vm.Error
	var syntax *vm.SyntaxError
	switch {
	case errors.As(err, &raised):
		message := luafutures.ErrorMessage(raised)
		add(paint(PartMessage, message))
		add(World().Runtime(raised.Origin(), message).Without(st.Added).Styled(paint))
		if trace := luafutures.ErrorTraceback(raised); trace != "" && (raised.Traceback != "" || raised.From != nil) {
			add(paint(PartTrace, trace))
		}
	case errors.As(err, &syntax):
		add(paint(PartMessage, syntax.Error()))
		add(World().Syntax(syntax).Without(st.Added).Styled(paint))
	default:
		add(paint(PartMessage, err.Error()))
	}
	return strings.Join(lines, "\n")
}

// Excerpt is the part of ErrorText that says which line of a script an error of Run
// is about, and what was probably meant; "" where that is not known.
func Excerpt(err error) string {
	var raised *vm.Error
	if !errors.As(err, &raised) {
		return ""
	}
	return World().Runtime(raised.Origin(), luafutures.ErrorMessage(raised)).String()
}
