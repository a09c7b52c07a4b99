package luahttp

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
	"luafut/session"
)

// text is a string, number or boolean as it is sent.
func text(v lua.LValue) (string, bool) {
	switch v := v.(type) {
	case lua.LString:
		return string(v), true
	case lua.LNumber:
		return luanumber.FormatNumber(float64(v)), true
	case lua.LBool:
		return v.String(), true
	}
	return "", false
}

// fields reads a table {name = value}, where a value may be a list, or a list
// of pairs {{name, value}, …}, whose order is kept. With removal, false takes
// an entry away.
func fields(t *lua.LTable, removal bool) (session.Fields, error) {
	list := session.Fields{}
	if first, ok := t.RawGetInt(1).(*lua.LTable); ok && first != nil {
		for i := 1; i <= t.Len(); i++ {
			pair, ok := t.RawGetInt(i).(*lua.LTable)
			if !ok {
				return nil, fmt.Errorf("must be a list of pairs {name, value}; its item %d is %s", i, bind.Show(t.RawGetInt(i)))
			}
			name, ok := text(pair.RawGetInt(1))
			value, ok2 := text(pair.RawGetInt(2))
			if !ok || !ok2 {
				return nil, fmt.Errorf("must be a list of pairs {name, value} of text; its item %d is not one", i)
			}
			list = append(list, session.Field{Name: name, Value: value})
		}
		return list, nil
	}
	var failed error
	t.ForEach(func(k, v lua.LValue) {
		name, ok := k.(lua.LString)
		switch {
		case failed != nil:
		case !ok:
			failed = fmt.Errorf("must be a table {name = value} or a list of pairs {{name, value}, …}; it has the key %s", bind.Show(k))
		case removal && v == lua.LFalse:
			list = append(list, session.Field{Name: string(name), Remove: true})
		default:
			list, failed = appendValues(list, string(name), v)
		}
	})
	return list, failed
}

func appendValues(list session.Fields, name string, v lua.LValue) (session.Fields, error) {
	if value, ok := text(v); ok {
		return append(list, session.Field{Name: name, Value: value}), nil
	}
	many, ok := v.(*lua.LTable)
	if !ok {
		return nil, fmt.Errorf("has the entry '%s', which must be a string, a number, a boolean or a list of those, not %s", name, bind.Show(v))
	}
	for i := 1; i <= many.Len(); i++ {
		value, ok := text(many.RawGetInt(i))
		if !ok {
			return nil, fmt.Errorf("has the entry '%s', whose item %d must be a string, a number or a boolean, not %s", name, i, bind.Show(many.RawGetInt(i)))
		}
		list = append(list, session.Field{Name: name, Value: value})
	}
	return list, nil
}

// params is the option of that name.
type params struct {
	fields session.Fields
	query  *string
}

func (*params) LuaType() *bind.Type {
	return bind.Named("table|string", bind.Or(bind.Table, bind.String))
}

func (p *params) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	if s, ok := v.(lua.LString); ok {
		q := strings.TrimPrefix(string(s), "?")
		p.query = &q
		return nil
	}
	p.fields, err = fields(v.(*lua.LTable), true)
	return err
}

// headerFields is the option headers.
type headerFields struct{ fields session.Fields }

func (*headerFields) LuaType() *bind.Type { return bind.Table }

func (h *headerFields) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	h.fields, err = fields(v.(*lua.LTable), true)
	return err
}

// orFalse is the type of an option that false sets back.
func orFalse(t *bind.Type) *bind.Type {
	return &bind.Type{Name: t.Name + "|false", Want: t.Want + ", or false", Accepts: func(v lua.LValue) bool {
		return v == lua.LFalse || t.Accepts(v)
	}}
}

// auth is the option of that name.
type auth struct{ *session.Auth }

func (*auth) LuaType() *bind.Type { return orFalse(bind.Table) }

func (a *auth) FromLua(_ *bind.Call, v lua.LValue) error {
	a.Auth = &session.Auth{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	wrong := errors.New("must be {user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true} or false")
	switch {
	case t.RawGetString("bearer") != lua.LNil:
		token, ok := t.RawGetString("bearer").(lua.LString)
		if !ok {
			return wrong
		}
		a.Scheme, a.Token = session.AuthBearer, string(token)
	case t.RawGetString("netrc") != lua.LNil:
		a.Scheme = session.AuthNetrc
		if path, ok := t.RawGetString("netrc").(lua.LString); ok {
			a.Netrc = string(path)
		}
	default:
		a.Scheme = session.AuthBasic
		if d, ok := t.RawGetString("digest").(*lua.LTable); ok {
			a.Scheme, t = session.AuthDigest, d
		}
		user, ok := t.RawGetInt(1).(lua.LString)
		password, ok2 := t.RawGetInt(2).(lua.LString)
		if !ok || !ok2 {
			return wrong
		}
		a.User, a.Password = string(user), string(password)
	}
	return nil
}

// timeouts is the option timeout.
type timeouts struct{ *session.Timeouts }

func (*timeouts) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.Seconds, bind.Named("{connect, read, total}", bind.Table)))
}

func (o *timeouts) FromLua(_ *bind.Call, v lua.LValue) error {
	o.Timeouts = &session.Timeouts{}
	switch v := v.(type) {
	case lua.LNumber:
		if v == 0 {
			return errors.New("must be more than 0 seconds")
		}
		o.Deadline = seconds(v)
	case *lua.LTable:
		var failed error
		v.ForEach(func(k, entry lua.LValue) {
			n, ok := entry.(lua.LNumber)
			into, known := map[lua.LValue]*time.Duration{lua.LString("connect"): &o.Connect, lua.LString("read"): &o.Read, lua.LString("total"): &o.Total}[k]
			switch {
			case !known:
				failed = fmt.Errorf("has the entries connect, read and total, not %s", bind.Show(k))
			case !ok || !(n > 0):
				failed = fmt.Errorf("has the entry '%s', which must be a number of seconds above 0, not %s", k, bind.Show(entry))
			default:
				*into = seconds(n)
			}
		})
		return failed
	}
	return nil
}

func seconds(n lua.LNumber) time.Duration {
	if d := bind.ToDuration(n); d != bind.Forever {
		return d
	}
	return session.NoTimeout
}

// proxy is the option of that name.
type proxy struct{ *session.Proxy }

func (*proxy) LuaType() *bind.Type { return orFalse(bind.Or(bind.String, bind.Table)) }

func (p *proxy) FromLua(_ *bind.Call, v lua.LValue) error {
	p.Proxy = &session.Proxy{}
	switch v := v.(type) {
	case lua.LString:
		p.URLs = []string{string(v)}
	case *lua.LTable:
		for i := 1; i <= v.Len(); i++ {
			u, ok := v.RawGetInt(i).(lua.LString)
			if !ok {
				return fmt.Errorf("must be a list of URLs; its item %d is %s", i, bind.Show(v.RawGetInt(i)))
			}
			p.URLs = append(p.URLs, string(u))
		}
		if len(p.URLs) == 0 {
			return errors.New("must be a list of at least one URL")
		}
	default:
		p.Direct = true
	}
	return nil
}

// verify is the option of that name.
type verify struct{ *session.Verify }

func (*verify) LuaType() *bind.Type { return bind.Or(bind.Boolean, bind.String) }

func (o *verify) FromLua(_ *bind.Call, v lua.LValue) error {
	o.Verify = &session.Verify{Insecure: v == lua.LFalse}
	if file, ok := v.(lua.LString); ok {
		o.CAFile = string(file)
	}
	return nil
}

// cert is the option of that name.
type cert struct{ *session.Cert }

func (*cert) LuaType() *bind.Type { return orFalse(bind.Table) }

func (o *cert) FromLua(_ *bind.Call, v lua.LValue) error {
	o.Cert = &session.Cert{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	file, ok := t.RawGetInt(1).(lua.LString)
	key, ok2 := t.RawGetInt(2).(lua.LString)
	if !ok || !ok2 {
		return errors.New("must be {certfile, keyfile}")
	}
	o.CertFile, o.KeyFile = string(file), string(key)
	return nil
}

// retries is the option of that name.
type retries struct{ *session.Retries }

type retryOptions struct {
	Total    int           `lua:"total" min:"0"`
	Backoff  time.Duration `lua:"backoff"`
	Statuses *lua.LTable   `lua:"statuses"`
	Methods  []string      `lua:"methods"`
}

func (*retries) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.Integer, bind.OptionsOf[retryOptions]("Retries")))
}

func (o *retries) FromLua(c *bind.Call, v lua.LValue) error {
	o.Retries = &session.Retries{}
	switch v := v.(type) {
	case lua.LNumber:
		if v < 0 {
			return fmt.Errorf("must be at least 0, not %v", v)
		}
		o.Total = int(v)
	case *lua.LTable:
		var r retryOptions
		if err := c.Decode(v, &r); err != nil {
			return err
		}
		o.Total, o.Backoff, o.Methods = r.Total, r.Backoff, r.Methods
		if r.Statuses != nil {
			for i := 1; i <= r.Statuses.Len(); i++ {
				n, ok := r.Statuses.RawGetInt(i).(lua.LNumber)
				if !ok {
					return fmt.Errorf("has a list of statuses whose item %d is %s", i, bind.Show(r.Statuses.RawGetInt(i)))
				}
				o.Statuses = append(o.Statuses, int(n))
			}
		}
	}
	return nil
}

// number is a number above 0 that false sets back.
type number struct{ v *float64 }

func (*number) LuaType() *bind.Type { return orFalse(bind.Number) }

func (o *number) FromLua(_ *bind.Call, v lua.LValue) error {
	n, ok := v.(lua.LNumber)
	if ok && (n <= 0 || math.IsInf(float64(n), 0)) {
		return fmt.Errorf("must be above 0, not %v", n)
	}
	f := float64(n)
	o.v = &f
	return nil
}

// whole is a whole number from 0 that false sets back to unset.
type whole struct {
	v     *int
	unset int
}

func (*whole) LuaType() *bind.Type { return orFalse(bind.Integer) }

func (o *whole) FromLua(_ *bind.Call, v lua.LValue) error {
	i := o.unset
	if n, ok := v.(lua.LNumber); ok {
		if n < 0 {
			return fmt.Errorf("must be at least 0, not %s", strconv.Itoa(int(n)))
		}
		i = int(n)
	}
	o.v = &i
	return nil
}

// size is a number of bytes that false sets back.
type size struct{ v *int64 }

func (*size) LuaType() *bind.Type { return orFalse(bind.Size) }

func (o *size) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	var n int64
	if v != lua.LFalse {
		n, err = bind.ToSize(v)
	}
	o.v = &n
	return err
}

// name is a string that false sets back.
type name struct{ v *string }

func (*name) LuaType() *bind.Type { return orFalse(bind.String) }

func (o *name) FromLua(_ *bind.Call, v lua.LValue) error {
	s, _ := v.(lua.LString)
	text := string(s)
	o.v = &text
	return nil
}

// hooks is the option of that name.
type hooks struct{ response []lua.LValue }

type hookOptions struct {
	Response lua.LValue `lua:"response"`
}

func (*hooks) LuaType() *bind.Type { return orFalse(bind.OptionsOf[hookOptions]("Hooks")) }

func (o *hooks) FromLua(c *bind.Call, v lua.LValue) error {
	o.response = []lua.LValue{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	var h hookOptions
	if err := c.Decode(t, &h); err != nil {
		return err
	}
	list, isList := h.Response.(*lua.LTable)
	if !isList || bind.IsCallable(list) {
		list = nil
	}
	for i := 1; list != nil && i <= list.Len(); i++ {
		o.response = append(o.response, list.RawGetInt(i))
	}
	if list == nil && h.Response != nil {
		o.response = append(o.response, h.Response)
	}
	for _, fn := range o.response {
		if !bind.IsCallable(fn) {
			return fmt.Errorf("has the entry 'response', which must be a function or a list of functions, not %s", bind.Show(fn))
		}
	}
	return nil
}
