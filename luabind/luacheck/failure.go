package luacheck

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
	"luafut/luabind/vm"
)

// AssertionError is the kind of checks that fail.
var AssertionError = &bind.Kind{
	Name: "AssertionError", Parents: []*bind.Kind{bind.Error},
	Doc: "A check did not hold. Besides message it has file and line, those of the spec, and where two values were compared expected and got, as texts.",
}

// skipped is the kind that check.skip raises.
var skipped = &bind.Kind{Name: "Skipped", Parents: []*bind.Kind{bind.Error}, Doc: "A test is left out; check.skip raises it."}

// failure is a check that did not hold.
type failure struct {
	what          string // what the script calls it; may be ""
	text          string // what is wrong, in words
	expected, got string // "" where nothing was compared
}

// err is the failure as an error that is raised at the spec's line.
func (f *failure) err(c *bind.Call) error {
	file, line := place(c)
	text := f.text
	if f.what != "" {
		text = f.what + ": " + text
	}
	e := &bind.Err{Kind: AssertionError, Message: text, Fields: map[string]lua.LValue{}}
	if file != "" {
		e.Message = fmt.Sprintf("%s:%d: %s", file, line, text)
		e.Fields["file"], e.Fields["line"] = lua.LString(file), lua.LNumber(line)
	}
	if f.expected != "" || f.got != "" {
		e.Fields["expected"], e.Fields["got"] = lua.LString(f.expected), lua.LString(f.got)
	}
	return e
}

// fail is a failure of words only.
func fail(c *bind.Call, what, format string, args ...any) error {
	return (&failure{what: what, text: fmt.Sprintf(format, args...)}).err(c)
}

// place is the line of the spec that a check stands at: the innermost that is of
// the spec itself, or else the innermost of any Lua file.
func place(c *bind.Call) (file string, line int) {
	spec := suiteOf(c.State()).runner.File
	const most = 100
	frames, _ := vm.Stack(c.L, most)
	for _, f := range frames {
		if f.Source == "" {
			continue
		}
		if f.Source == spec {
			return f.Source, f.Line
		}
		if file == "" {
			file, line = f.Source, f.Line
		}
	}
	return file, line
}

// failure words what a comparison found; what is what the script calls it.
func (cm *comparison) failure(what string, got, want lua.LValue) *failure {
	f := &failure{what: what, expected: show(cm.L, want, longText), got: show(cm.L, got, longText)}
	var lines []string
	for _, d := range cm.found {
		path := d.path
		if path != "" {
			path += ": "
		}
		g, isText := d.got.(lua.LString)
		w, both := d.want.(lua.LString)
		if isText && both {
			if text := textDifference(string(g), string(w)); text != "" {
				lines = append(lines, path+text)
				continue
			}
		}
		lines = append(lines, path+"got "+cm.word(d, d.got)+", want "+cm.word(d, d.want)+cm.tolerance(d))
	}
	if cm.more {
		lines = append(lines, "…")
	}
	f.text = lines[0]
	if len(lines) > 1 {
		f.text = "the values differ\n  " + strings.Join(lines, "\n  ")
	}
	return f
}

// tolerance is how far two numbers might have been apart, or "".
func (cm *comparison) tolerance(d difference) string {
	_, number := d.got.(lua.LNumber)
	want, both := d.want.(lua.LNumber)
	if cm.within == nil || !number || !both {
		return ""
	}
	return " ± " + luanumber.FormatNumber(cm.within(float64(want)))
}

// word is one of two values that differ. Where both look the same, its type or
// its identity is told too.
func (cm *comparison) word(d difference, v lua.LValue) string {
	if v == lua.LNil && d.path != "" {
		return "nothing"
	}
	text := show(cm.L, v, shortText)
	if show(cm.L, d.got, shortText) != show(cm.L, d.want, shortText) {
		return text
	}
	switch v.Type() {
	case lua.LTTable, lua.LTUserData, lua.LTFunction, lua.LTThread:
		return fmt.Sprintf("%s (%p)", text, v)
	}
	return text + " (a " + v.Type().String() + ")"
}
