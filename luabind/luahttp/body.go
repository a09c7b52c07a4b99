package luahttp

import (
	"context"
	"errors"
	"fmt"
	"io"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
	"luafut/session"
)

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

// files is the option of that name.
type files struct{ list []session.File }

func (*files) LuaType() *bind.Type { return bind.Table }

var errFile = errors.New("must give each file as {name, content[, type]} or {path = file[, name =, type =]}")

func (f *files) FromLua(_ *bind.Call, v lua.LValue) error {
	t := v.(*lua.LTable)
	if t.Len() > 0 {
		for i := 1; i <= t.Len(); i++ {
			pair, ok := t.RawGetInt(i).(*lua.LTable)
			if !ok {
				return fmt.Errorf("must be a list of pairs {field, file}; its item %d is %s", i, bind.Show(t.RawGetInt(i)))
			}
			field, ok := pair.RawGetInt(1).(lua.LString)
			if !ok {
				return fmt.Errorf("must be a list of pairs {field, file}; item %d has no name of a field", i)
			}
			if err := f.add(string(field), pair.RawGetInt(2)); err != nil {
				return err
			}
		}
		return nil
	}
	var failed error
	t.ForEach(func(k, file lua.LValue) {
		field, ok := k.(lua.LString)
		if !ok {
			failed = errFile
		} else if failed == nil {
			failed = f.add(string(field), file)
		}
	})
	return failed
}

func (f *files) add(field string, v lua.LValue) error {
	t, ok := v.(*lua.LTable)
	if !ok {
		return errFile
	}
	file := session.File{Field: field}
	if path, ok := t.RawGetString("path").(lua.LString); ok {
		file.Path = string(path)
		file.Name = lua.LVAsString(t.RawGetString("name"))
		file.Type = lua.LVAsString(t.RawGetString("type"))
	} else {
		name, ok := t.RawGetInt(1).(lua.LString)
		content, ok2 := t.RawGetInt(2).(lua.LString)
		if !ok || !ok2 {
			return errFile
		}
		file.Name, file.Content = string(name), []byte(content)
		file.Type = lua.LVAsString(t.RawGetInt(3))
	}
	f.list = append(f.list, file)
	return nil
}

// body makes the body of a call.
func (o *callOptions) body(c *bind.Call) (session.Body, error) {
	b := session.Body{Data: o.Data.bytes, Form: o.Data.form, Files: o.Files.list}
	if o.JSON != nil && o.JSON != lua.LNil {
		if b.Data != nil || b.Form != nil || o.Data.next != nil {
			return b, c.Badf("give either 'data' or 'json', not both")
		}
		encoded, err := luajson.Encode(o.JSON, luajson.EncodeOptions{})
		if err != nil {
			return b, c.Badf("option 'json': %v", err)
		}
		b.JSON = encoded
	}
	if o.Data.next != nil {
		b.Source, b.SourceSize = newUpload(c.State(), o.Data.next), -1
	}
	return b, nil
}

// upload reads a body from a Lua iterator. The transport reads on goroutines
// of its own, so it has a Lua thread of its own.
type upload struct {
	th   *vm.Thread
	next lua.LValue
	left string
	err  error
}

func newUpload(s *vm.State, next lua.LValue) *upload {
	return &upload{th: s.NewThread(context.Background(), "upload"), next: next}
}

// Read implements io.Reader.
func (u *upload) Read(p []byte) (int, error) {
	for u.left == "" && u.err == nil {
		u.left, u.err = u.more()
	}
	if u.left == "" {
		return 0, u.err
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

func (u *upload) more() (string, error) {
	u.th.Lock()
	defer u.th.Unlock()
	values, err := u.th.Call(u.th.LState(), u.next)
	if err != nil {
		return "", err
	}
	if len(values) == 0 || values[0] == lua.LNil {
		return "", io.EOF
	}
	chunk, ok := values[0].(lua.LString)
	if !ok {
		return "", bind.Errorf(bind.ArgumentError, "the iterator given as 'data' must give strings, not %s", bind.Show(values[0]))
	}
	return string(chunk), nil
}

// Close implements io.Closer.
func (u *upload) Close() error {
	u.th.Interrupt(io.ErrClosedPipe)
	return nil
}
