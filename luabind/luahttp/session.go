package luahttp

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session"
)

// client is a session as Lua knows it. Its fields are guarded by the Lua lock.
// Headers and params are Lua tables that the script may change at any time;
// they are laid under a call's own. What else was set is kept as it was given,
// to be read again.
type client struct {
	s       *session.Session
	headers *lua.LTable
	params  lua.LValue // a table or a string
	hooks   []lua.LValue
	given   map[string]lua.LValue
}

// newClient makes a session with the options that a script gave.
func newClient(c *bind.Call, opts *lua.LTable) (*client, error) {
	o := newSettings()
	if opts != nil {
		if err := c.Decode(opts, &o); err != nil {
			return nil, err
		}
	}
	var so session.Options
	o.apply(&so)
	so.Headers, so.Params, so.Query = nil, nil, nil
	s, err := session.New(&so)
	if err != nil {
		return nil, err
	}
	cl := &client{s: s, headers: c.NewTable(0, 4), params: c.NewTable(0, 4), hooks: o.Hooks.response, given: map[string]lua.LValue{}}
	cl.headers.Metatable = anyCase(c.State())
	if opts != nil {
		opts.ForEach(func(k, v lua.LValue) { cl.given[k.String()] = v })
		if t, ok := cl.given["headers"].(*lua.LTable); ok {
			cl.headers = copyHeaders(c, t)
		}
		if v, ok := cl.given["params"]; ok {
			cl.params = v
		}
	}
	return cl, nil
}

// copyHeaders makes a session's own table of headers: the one that was given
// stays the script's.
func copyHeaders(c *bind.Call, from *lua.LTable) *lua.LTable {
	t := c.NewTable(from.Len(), 8)
	from.ForEach(func(k, v lua.LValue) { t.RawSet(k, v) })
	t.Metatable = anyCase(c.State())
	return t
}

// under lays the session's headers and params under those of a call.
func (cl *client) under(o *callOptions) error {
	own, err := fields(cl.headers, true)
	if err != nil {
		return bind.Errorf(bind.ArgumentError, "the session's 'headers' %v", err)
	}
	o.Headers.fields = underlay(own, o.Headers.fields, strings.EqualFold)
	switch p := cl.params.(type) {
	case lua.LString:
		if o.Params.fields == nil && o.Params.query == nil {
			text := strings.TrimPrefix(string(p), "?")
			o.Params.query = &text
		}
	case *lua.LTable:
		if o.Params.query == nil {
			own, err := fields(p, true)
			if err != nil {
				return bind.Errorf(bind.ArgumentError, "the session's 'params' %v", err)
			}
			o.Params.fields = underlay(own, o.Params.fields, func(a, b string) bool { return a == b })
		}
	}
	return nil
}

// underlay gives the entries of under that over does not name, then over's.
func underlay(under, over session.Fields, same func(a, b string) bool) session.Fields {
	if len(under) == 0 {
		return over
	}
	var list session.Fields
	for _, u := range under {
		named := false
		for _, f := range over {
			named = named || same(u.Name, f.Name)
		}
		if !named {
			list = append(list, u)
		}
	}
	return append(list, over...)
}

var optionsParam = bind.Opt("opts", callType, "options of this request, over those of the session")

// SessionClass is the class of sessions.
var SessionClass = &bind.Class{
	Name: "Session", Module: "http",
	Doc:     "Keeps cookies, connections and settings from request to request; safe for any number of tasks at once.",
	Methods: sessionMethods(),
	Fields:  sessionFields(),
}

func sessionMethods() []bind.Func {
	var list []bind.Func
	for _, v := range verbs {
		list = append(list, bind.Func{
			Name: v.name, Doc: v.doc,
			Params:  []bind.Param{bind.P("url", bind.String, "the URL, or what is joined to base_url"), optionsParam},
			Returns: "Response", Raises: kinds,
			Example: `local site = practice.start()
local s = http.Session{base_url = site.url}
print(s:` + v.name + `("/echo").status_code)
site:close()`,
			Fn: func(c *bind.Call) error { return c.Self().(*client).call(c, v.method, 1) },
		})
	}
	return append(list,
		bind.Func{
			Name: "request", Doc: "Makes a request with any method.",
			Params:  []bind.Param{bind.P("method", bind.String, "such as \"GET\""), bind.P("url", bind.String, "the URL, or what is joined to base_url"), optionsParam},
			Returns: "Response", Raises: kinds,
			Example: `local site = practice.start()
print(http.Session():request("GET", site.url).status_code)
site:close()`,
			Fn: func(c *bind.Call) error { return c.Self().(*client).call(c, c.String(1), 2) },
		},
		bind.Func{
			Name: "close", Doc: "Closes the connections that nothing uses; any number of times.",
			Example: `http.Session():close()`,
			Fn: func(c *bind.Call) error {
				c.Self().(*client).s.Close()
				return nil
			},
		},
	)
}

// sessionFields are the settings, by the names of the options.
func sessionFields() []bind.Field {
	var list []bind.Field
	for _, o := range sessionType.Options.Fields {
		f := bind.Field{Name: o.Name, Type: o.Type, Doc: "As the option: " + o.Doc + "."}
		switch o.Name {
		case "headers":
			f.Get = func(c *bind.Call) (lua.LValue, error) { return c.Self().(*client).headers, nil }
			f.Set = setHeaders
		case "params":
			f.Get = func(c *bind.Call) (lua.LValue, error) { return c.Self().(*client).params, nil }
			f.Set = setParams
		case "cookies":
			f.Type = CookiesClass.Type()
			f.Doc = "The jar of the session's cookies."
			f.Get = func(c *bind.Call) (lua.LValue, error) {
				return c.New(CookiesClass, c.Self().(*client).s.Cookies()), nil
			}
		default:
			f.Get = func(c *bind.Call) (lua.LValue, error) {
				if v, ok := c.Self().(*client).given[o.Name]; ok {
					return v, nil
				}
				return lua.LNil, nil
			}
			f.Set = func(c *bind.Call, v lua.LValue) error { return setSetting(c, o.Name, v) }
		}
		list = append(list, f)
	}
	return list
}

func setHeaders(c *bind.Call, v lua.LValue) error {
	t, ok := v.(*lua.LTable)
	if !ok {
		t = c.NewTable(0, 0)
	}
	if _, err := fields(t, true); err != nil {
		return c.Badf("'headers' %v", err)
	}
	c.Self().(*client).headers = copyHeaders(c, t)
	return nil
}

func setParams(c *bind.Call, v lua.LValue) error {
	if t, ok := v.(*lua.LTable); ok {
		if _, err := fields(t, true); err != nil {
			return c.Badf("'params' %v", err)
		}
	}
	if v == lua.LNil {
		v = c.NewTable(0, 0)
	}
	c.Self().(*client).params = v
	return nil
}

// setSetting changes one setting; nil sets it back to its default.
func setSetting(c *bind.Call, name string, v lua.LValue) error {
	cl := c.Self().(*client)
	o := newSettings()
	if v != lua.LNil {
		t := c.NewTable(0, 1)
		t.RawSetString(name, v)
		if err := c.Decode(t, &o); err != nil {
			return err
		}
	}
	if name == "hooks" {
		cl.hooks = o.Hooks.response
	} else if err := cl.s.Update(func(so *session.Options) {
		if v == lua.LNil {
			clearSetting(so, name)
		}
		o.apply(so)
	}); err != nil {
		return err
	}
	if v == lua.LNil {
		delete(cl.given, name)
	} else {
		cl.given[name] = v
	}
	return nil
}

// clearSetting takes a setting away.
func clearSetting(o *session.Options, name string) {
	switch name {
	case "auth":
		o.Auth = nil
	case "timeout":
		o.Timeout = nil
	case "allow_redirects":
		o.AllowRedirects = nil
	case "max_redirects":
		o.MaxRedirects = nil
	case "allow_private":
		o.AllowPrivate = nil
	case "proxy":
		o.Proxy = nil
	case "verify":
		o.Verify = nil
	case "cert":
		o.Cert = nil
	case "stream":
		o.Stream = nil
	case "retries":
		o.Retries = nil
	case "max_size":
		o.MaxSize = nil
	case "base_url":
		o.BaseURL = nil
	case "encoding":
		o.Encoding = nil
	case "http2":
		o.HTTP2 = nil
	case "rate":
		o.Rate = nil
	case "max_per_host":
		o.MaxPerHost = nil
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
	L := s.Main().LState()
	cl := &client{s: ss, headers: L.NewTable(), params: L.NewTable()}
	s.Modules[statelessKey] = cl
	return cl, nil
}
