package luaschema

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// SchemaError is the kind of records that are not as the schema says.
var SchemaError = &bind.Kind{
	Name: "SchemaError", Doc: "A record is not as its schema says; problems is a list of {field =, problem =}.",
	Parents: []*bind.Kind{bind.Error},
}

// Schema is what a record must look like. It is made once and not changed; Check is
// for the holder of the Lua lock.
type Schema struct {
	names []string // in the order in which they were given
	rules map[string]*rule
	extra bool
}

// Names are the fields, in the order in which the script gave them.
func (s *Schema) Names() []string { return s.names }

// maxProblems is how many problems of one record are told.
const maxProblems = 20

type problem struct{ field, text string }

// failure is what is wrong with a record.
type failure struct{ problems []problem }

func (f *failure) full() bool { return len(f.problems) >= maxProblems }

func (f *failure) add(field, text string) {
	if !f.full() {
		f.problems = append(f.problems, problem{field, text})
	}
}

// Check gives the record the defaults of what is missing, and gives what is wrong with it
// as a SchemaError, or nil. where is put
// before the message, such as "record 3"; "" for nothing.
func (s *Schema) Check(c *bind.Call, where string, record *lua.LTable) error {
	var f failure
	s.check(&f, "", record)
	if f.problems == nil {
		return nil
	}
	return f.err(c, where)
}

func (s *Schema) check(f *failure, prefix string, record *lua.LTable) {
	for _, name := range s.names {
		rule, v := s.rules[name], record.RawGetString(name)
		if rule.byDefault != nil && missing(v) {
			record.RawSetString(name, rule.byDefault)
			continue
		}
		rule.check(f, prefix+name, v)
	}
	if s.extra {
		return
	}
	for k, _ := record.Next(lua.LNil); k != lua.LNil && !f.full(); k, _ = record.Next(k) {
		name, ok := k.(lua.LString)
		switch {
		case !ok:
			f.add(fmt.Sprintf("%s[%v]", prefix, k), "is no field of the schema")
		case s.rules[string(name)] == nil:
			hint := ""
			if near := bind.Nearest(string(name), s.names); near != "" {
				hint = "; did you mean '" + near + "'?"
			}
			f.add(prefix+string(name), "is no field of the schema"+hint)
		}
	}
}

func (f *failure) err(c *bind.Call, where string) *bind.Err {
	list := c.NewTable(len(f.problems), 0)
	for i, p := range f.problems {
		t := c.NewTable(0, 2)
		t.RawSetString("field", lua.LString(p.field))
		t.RawSetString("problem", lua.LString(p.text))
		list.RawSetInt(i+1, t)
	}
	message := f.problems[0].field + " " + f.problems[0].text
	if where != "" {
		message = where + ": " + message
	}
	if more := len(f.problems) - 1; more > 0 {
		message += fmt.Sprintf(" (and %d more: see problems)", more)
	}
	return &bind.Err{Kind: SchemaError, Message: message, Fields: map[string]lua.LValue{"problems": list}}
}
