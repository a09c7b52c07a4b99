package luahttp

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session"
	"luafut/session/cookies"
)

// client is a session as Lua knows it. Its fields are guarded by the Lua lock.
//
// The settings are kept as the script gave them, for it to read, and to change
// also within: s.headers["X-Token"] = "abc", s.timeout.read = 5. So every
// request looks first whether they still say what the session was told.
type client struct {
	s     *session.Session
	given *lua.LTable     // by the options' names; nil for none, ever
	told  watched         // what was in given when s was told last
	own   session.Options // what that came to
	hooks []lua.LValue
	jar   *lua.LUserData // made when it is asked for
}

// newClient makes a session with the options that a script gave; nil for none.
func newClient(c *bind.Call, opts *lua.LTable) (*client, error) {
	var o settings
	cl := &client{given: c.NewTable(0, 8)}
	if opts != nil {
		if err := c.Decode(opts, &o); err != nil {
			return nil, err
		}
		err := each(opts, func(k, v lua.LValue) error {
			cl.given.RawSet(k, own(c, k.String(), v))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	cl.given.RawSetString("cookies", lua.LNil)
	for _, name := range []string{"headers", "params"} {
		if v := cl.given.RawGetString(name); v == lua.LNil || v == lua.LFalse {
			cl.given.RawSetString(name, own(c, name, c.NewTable(0, 4)))
		}
	}
	so := o.options(&session.Options{})
	s, err := session.New(&so)
	if err != nil {
		return nil, err
	}
	observe(c.State(), s)
	so.Cookies = nil
	cl.s, cl.own, cl.hooks = s, so, o.Hooks.response
	cl.told.record(cl.given)
	return cl, nil
}

// own is the value of a setting that a session keeps: of headers and params,
// which sessions change, a copy, so that the table that was given stays the
// script's; and a header's name has no case.
func own(c *bind.Call, name string, v lua.LValue) lua.LValue {
	from, ok := v.(*lua.LTable)
	if !ok || name != "headers" && name != "params" {
		return v
	}
	t := c.NewTable(from.Len(), 8)
	for k, v := from.Next(lua.LNil); k != lua.LNil; k, v = from.Next(k) {
		t.RawSet(k, v)
	}
	if name == "headers" {
		t.Metatable = anyCase(c.State())
	}
	return t
}

// refresh tells the session what has changed in its settings.
func (cl *client) refresh(c *bind.Call) error {
	if cl.given == nil || cl.told.same(cl.given) {
		return nil
	}
	var o settings
	if err := c.Decode(cl.given, &o); err != nil {
		return err
	}
	so := o.options(&session.Options{})
	if err := cl.s.Update(func(now *session.Options) { *now = so }); err != nil {
		return err
	}
	cl.own, cl.hooks = so, o.Hooks.response
	cl.told.record(cl.given)
	return nil
}

// setting is what a script reads of a setting.
func (cl *client) setting(name string) lua.LValue {
	v := cl.given.RawGetString(name)
	if d := defaults[name]; d != nil && (v == lua.LNil || v == lua.LFalse && d.Type() != lua.LTBool) {
		return d
	}
	return v
}

// set changes one setting; nil sets it back to its default. One that does not
// hold changes nothing.
func (cl *client) set(c *bind.Call, name string, v lua.LValue) error {
	if (v == lua.LNil || v == lua.LFalse) && (name == "headers" || name == "params") {
		v = c.NewTable(0, 4)
	}
	before := cl.given.RawGetString(name)
	cl.given.RawSetString(name, own(c, name, v))
	if err := cl.refresh(c); err != nil {
		cl.given.RawSetString(name, before)
		return err
	}
	return nil
}

// cookies is the jar as a script knows it.
func (cl *client) cookies(s *vm.State) *lua.LUserData {
	if cl.jar == nil {
		cl.jar = bind.New(s, CookiesClass, cl.s.Cookies())
	}
	return cl.jar
}

// setCookies puts other cookies in the place of those in the jar.
func (cl *client) setCookies(c *bind.Call, v lua.LValue) error {
	var list []cookies.Cookie
	if other, ok := bind.To[*cookies.Jar](v); ok {
		list = other.All()
	} else if t, ok := v.(*lua.LTable); ok {
		given, err := fields(t, false)
		if err != nil {
			return c.Badf("'cookies' %v", err)
		}
		for _, f := range given {
			list = append(list, cookies.Cookie{Name: f.Name, Value: f.Value})
		}
	}
	fresh := new(cookies.Jar)
	for _, cookie := range list {
		if err := fresh.Set(cookie); err != nil {
			return err
		}
	}
	jar := cl.s.Cookies()
	jar.Clear()
	for _, cookie := range list {
		if err := jar.Set(cookie); err != nil {
			return err
		}
	}
	return nil
}

const observerKey = "luahttp.observer"

// Observe has o told of the exchanges of all sessions that s makes. It is called
// before any script runs.
func Observe(s *vm.State, o session.Observer) { s.Modules[observerKey] = o }

func observe(s *vm.State, made *session.Session) {
	if o, ok := s.Modules[observerKey].(session.Observer); ok {
		made.Observe(o)
	}
}

const statelessKey = "luahttp.stateless"

// stateless is what http.get and its like use: connections are shared, cookies
// are not kept.
func stateless(s *vm.State) (*client, error) {
	if cl, ok := s.Modules[statelessKey].(*client); ok {
		return cl, nil
	}
	ss, err := session.Stateless(nil)
	if err != nil {
		return nil, err
	}
	observe(s, ss)
	cl := &client{s: ss}
	s.Modules[statelessKey] = cl
	return cl, nil
}
