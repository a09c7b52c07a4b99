package luajson

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// OnError is the option of what goes through lines or rows that tells what becomes of
// one that cannot be read. The zero value raises.
type OnError struct{ Skip bool }

// LuaType implements bind.Wants.
func (*OnError) LuaType() *bind.Type { return bind.OneOf("raise", "skip") }

// FromLua implements bind.FromLua.
func (e *OnError) FromLua(_ *bind.Call, v lua.LValue) error {
	e.Skip = v == lua.LString("skip")
	return nil
}

// maxErrors is how many errors of what was left out are kept.
const maxErrors = 1000

// Skipped counts what was left out, and keeps why. The Lua lock guards it.
type Skipped struct {
	count  int
	errors []error
}

// Add leaves one more out. The error that it returns is that of a task that was stopped
// meanwhile: a file may hold nothing else.
func (s *Skipped) Add(c *bind.Call, err error) error {
	s.count++
	if len(s.errors) < maxErrors {
		s.errors = append(s.errors, err)
	}
	c.Thread.Breathe(c.L)
	return c.Thread.Interrupted()
}

// SkippedFields are the fields skipped and errors of a class of lines or rows, as what
// calls them; wrong is what those are that were left out, and kind their errors.
func SkippedFields(what, wrong, kind string, of func(*bind.Call) *Skipped) []bind.Field {
	return []bind.Field{
		{
			Name: "skipped", Type: bind.Integer, Doc: "How many " + what + " were left out because they are " + wrong + ".",
			Get: func(c *bind.Call) (lua.LValue, error) { return lua.LNumber(of(c).count), nil },
		},
		{
			Name: "errors", Type: bind.Named("any[]", bind.Table), Doc: kind + ": what is wrong with the " + what + " that were left out, the first 1000 of them.",
			Get: func(c *bind.Call) (lua.LValue, error) {
				list := c.NewTable(0, 0)
				for _, err := range of(c).errors {
					list.Append(bind.Value(c.L, err))
				}
				return list, nil
			},
		},
	}
}
