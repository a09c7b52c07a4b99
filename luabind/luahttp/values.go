package luahttp

import (
	"errors"
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaurl"
	"luafut/session"
)

// orFalse is the type of an option that false sets back.
func orFalse(t *bind.Type) *bind.Type { return bind.Or(t, no) }

var no = &bind.Type{Name: "false", Want: "false", Accepts: func(v lua.LValue) bool { return v == lua.LFalse }}

// each calls fn with the entries of a table in the order in which a script sees
// them: as they were set. (ForEach of the interpreter has an order of chance.)
func each(t *lua.LTable, fn func(k, v lua.LValue) error) error {
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		if err := fn(k, v); err != nil {
			return err
		}
	}
	return nil
}

// fields reads a table {name = value}, where a value may be a list, or a list
// of pairs {{name, value}, …}. With removal, false takes an entry away.
func fields(t *lua.LTable, removal bool) (session.Fields, error) {
	list := make(session.Fields, 0, 8)
	if _, ok := t.RawGetInt(1).(*lua.LTable); ok {
		for i := 1; i <= t.Len(); i++ {
			pair, ok := t.RawGetInt(i).(*lua.LTable)
			if !ok {
				return nil, fmt.Errorf("must be a list of pairs {name, value}; its item %d is %s", i, bind.Show(t.RawGetInt(i)))
			}
			name, ok := luaurl.Text(pair.RawGetInt(1))
			if !ok || pair.Len() != 2 {
				return nil, fmt.Errorf("must be a list of pairs {name, value}; its item %d is not one", i)
			}
			var err error
			if list, err = appendField(list, name, pair.RawGetInt(2), removal); err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	err := each(t, func(k, v lua.LValue) (err error) {
		name, ok := k.(lua.LString)
		if !ok {
			return fmt.Errorf("must be a table {name = value} or a list of pairs {{name, value}, …}; it has the key %s", bind.Show(k))
		}
		list, err = appendField(list, string(name), v, removal)
		return err
	})
	return list, err
}

func appendField(list session.Fields, name string, v lua.LValue, removal bool) (session.Fields, error) {
	if removal && v == lua.LFalse {
		return append(list, session.Field{Name: name, Remove: true}), nil
	}
	if value, ok := luaurl.Text(v); ok {
		return append(list, session.Field{Name: name, Value: value}), nil
	}
	many, ok := v.(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("has the entry '%s', which must be a string, a number, a boolean or a list of those, not %s", name, bind.Show(v))
	}
	n := 0
	err := each(many, func(k, item lua.LValue) error {
		n++
		value, ok := luaurl.Text(item)
		if k != lua.LNumber(n) || !ok {
			return fmt.Errorf("has the entry '%s', which must be a list of strings, numbers or booleans; at %s it has %s", name, k, bind.Show(item))
		}
		list = append(list, session.Field{Name: name, Value: value})
		return nil
	})
	return list, err
}

// named is an option that is a list of fields: headers and cookies.
type named struct {
	fields session.Fields
	none   bool // false was given: nothing of the session's
}

func (*named) LuaType() *bind.Type { return orFalse(bind.Table) }

func (o *named) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	t, ok := v.(*lua.LTable)
	if !ok {
		o.none = true
		return nil
	}
	o.fields, err = fields(t, true)
	return err
}

// over are the fields of a call, over those of its session.
func (o *named) over(session session.Fields) session.Fields {
	if !o.none {
		return o.fields
	}
	list := session[:0:0]
	for _, f := range session {
		f.Remove = true
		list = append(list, f)
	}
	return list
}

// params is the option of that name.
type params struct {
	fields session.Fields
	query  *string
}

func (*params) LuaType() *bind.Type { return orFalse(bind.Or(bind.Table, bind.String)) }

func (p *params) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	if t, ok := v.(*lua.LTable); ok {
		p.fields, err = fields(t, true)
		return err
	}
	s, _ := v.(lua.LString) // false is an empty query, which takes the session's place
	query := strings.TrimPrefix(string(s), "?")
	p.query = &query
	return nil
}

// data is the option of that name.
type data struct {
	bytes []byte
	form  session.Fields
	next  lua.LValue // an iterator
}

func (*data) LuaType() *bind.Type { return bind.Or(bind.String, bind.Table, bind.Callable) }

func (d *data) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	switch v := v.(type) {
	case lua.LString:
		d.bytes = []byte(v)
		return nil
	case *lua.LTable:
		if !bind.IsCallable(v) {
			d.form, err = fields(v, false)
			return err
		}
	}
	d.next = v
	return nil
}

// given reports whether there is a body in it; as in requests, an empty one
// does not count.
func (d *data) given() bool { return len(d.bytes) > 0 || len(d.form) > 0 || d.next != nil }

// files is the option of that name.
type files struct{ list []session.File }

func (*files) LuaType() *bind.Type { return bind.Table }

var errFile = errors.New("must give each file as {name, content[, type]} or {path = file[, name =, type =]}")

func (f *files) FromLua(c *bind.Call, v lua.LValue) error {
	n := 0
	return each(v.(*lua.LTable), func(k, file lua.LValue) error {
		n++
		if field, ok := k.(lua.LString); ok {
			return f.add(c, string(field), file)
		}
		pair, ok := file.(*lua.LTable)
		if k != lua.LNumber(n) || !ok {
			return fmt.Errorf("must be a table {field = file} or a list of pairs {{field, file}, …}; at %s it has %s", k, bind.Show(file))
		}
		field, ok := pair.RawGetInt(1).(lua.LString)
		if !ok {
			return fmt.Errorf("must be a list of pairs {field, file}; item %d has no name of a field", n)
		}
		return f.add(c, string(field), pair.RawGetInt(2))
	})
}

// fileOptions is a file that is read from disk while it is sent.
type fileOptions struct {
	Path string `lua:"path" doc:"the file on disk"`
	Name string `lua:"name" doc:"what the server is told that it is called; default the last part of path"`
	Type string `lua:"type" doc:"its content type; default none is sent"`
}

func (f *files) add(c *bind.Call, field string, v lua.LValue) error {
	t, ok := v.(*lua.LTable)
	if !ok {
		return errFile
	}
	if t.Len() == 0 {
		var o fileOptions
		if err := c.Decode(t, &o); err != nil {
			return err
		}
		if o.Path == "" {
			return errFile
		}
		f.list = append(f.list, session.File{Field: field, Path: o.Path, Name: o.Name, Type: o.Type})
		return nil
	}
	name, ok := t.RawGetInt(1).(lua.LString)
	content, ok2 := t.RawGetInt(2).(lua.LString)
	kind, ok3 := t.RawGetInt(3).(lua.LString)
	if !ok || !ok2 || !ok3 && t.RawGetInt(3) != lua.LNil {
		return errFile
	}
	f.list = append(f.list, session.File{Field: field, Name: string(name), Content: []byte(content), Type: string(kind)})
	return nil
}
