package luahttp

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

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
			Params:  []bind.Param{bind.P("url", bind.String, "the URL, or what base_url is put before"), optionsParam},
			Returns: "Response", Raises: requestKinds,
			Example: `local site = practice.start()
local s = http.Session{base_url = site.url}
print(s:` + v.name + `("/echo"` + v.example + `)` + v.shown + `)
site:close()`,
			Fn: func(c *bind.Call) error { return c.Self().(*client).call(c, v.method, 1) },
		})
	}
	return append(list,
		bind.Func{
			Name: "request", Doc: "Makes a request with any method.",
			Params:  []bind.Param{bind.P("method", bind.String, "such as \"GET\""), bind.P("url", bind.String, "the URL, or what base_url is put before"), optionsParam},
			Returns: "Response", Raises: requestKinds,
			Example: `local site = practice.start()
print(http.Session():request("PUT", site.url .. "/echo", {data = "new"}):json().method)
site:close()`,
			Fn: func(c *bind.Call) error { return c.Self().(*client).call(c, c.String(1), 2) },
		},
		bind.Func{
			Name: "close", Doc: "Closes the connections that nothing uses, and the file of record; any number of times, and the session can still be used.",
			Example: `http.Session():close()`,
			Fn: func(c *bind.Call) error {
				s := c.Self().(*client).s
				return c.Wait(func(context.Context) error { return s.Close() })
			},
		},
	)
}

// sessionFields are the settings, by the names of the options.
func sessionFields() []bind.Field {
	var list []bind.Field
	for _, o := range sessionType.Options.Fields {
		f := bind.Field{Name: o.Name, Type: o.Type, Doc: "As the option: " + o.Doc + "."}
		if o.Name == "cookies" {
			f.Type = bind.Or(CookiesClass.Type(), bind.Table)
			f.Doc = "The jar of the session's cookies; a table or another jar that is assigned takes the place of what it holds."
			f.Get = func(c *bind.Call) (lua.LValue, error) { return c.Self().(*client).cookies(c.State()), nil }
			f.Set = func(c *bind.Call, v lua.LValue) error { return c.Self().(*client).setCookies(c, v) }
		} else {
			f.Get = func(c *bind.Call) (lua.LValue, error) { return c.Self().(*client).setting(o.Name), nil }
			f.Set = func(c *bind.Call, v lua.LValue) error { return c.Self().(*client).set(c, o.Name, v) }
		}
		list = append(list, f)
	}
	return list
}
