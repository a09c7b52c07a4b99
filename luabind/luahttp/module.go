package luahttp

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// Module is the Lua module http.
var Module = &bind.Module{
	Name: "http",
	Elsewhere: map[string]string{ // k6's, axios's and others'
		"fetch": "get", "del": "delete", "batch": "get, in tasks of a futures.ThreadPoolExecutor", "session": "Session()", "Client": "Session()",
		"client": "Session()", "create": "Session()", "listen": "serve(fn)", "Server": "serve(fn)",
	},
	Doc:       "Requests and sessions, after Python's requests; and a server on loopback, for tests.",
	Funcs:     moduleFuncs(),
	Classes:   []*bind.Class{SessionClass, ResponseClass, RequestClass, CookiesClass, ServerClass, ServedRequestClass},
	Kinds:     kinds,
	Translate: translate,
}

func moduleFuncs() []bind.Func {
	var list []bind.Func
	for _, v := range verbs {
		list = append(list, bind.Func{
			Name: v.name, Doc: v.doc + " Connections are shared, cookies are not kept.",
			Params:  []bind.Param{bind.P("url", bind.String, "the URL"), optionsParam},
			Returns: "Response", Raises: requestKinds,
			Example: `local site = practice.start()
print(http.` + v.name + `(site.url .. "/echo"` + v.example + `)` + v.shown + `)
site:close()`,
			Fn: func(c *bind.Call) error {
				cl, err := stateless(c.State())
				if err != nil {
					return err
				}
				return cl.call(c, v.method, 1)
			},
		})
	}
	return append(list,
		serveRow,
		bind.Func{
			Name: "request", Doc: "Makes a request with any method.",
			Params:  []bind.Param{bind.P("method", bind.String, "such as \"GET\""), bind.P("url", bind.String, "the URL"), optionsParam},
			Returns: "Response", Raises: requestKinds,
			Example: `local site = practice.start()
print(http.request("GET", site.url .. "/echo"):json().method)
site:close()`,
			Fn: func(c *bind.Call) error {
				cl, err := stateless(c.State())
				if err != nil {
					return err
				}
				return cl.call(c, c.String(1), 2)
			},
		},
		bind.Func{
			Name: "Session", Doc: "Makes a session: it keeps cookies and connections, and its settings hold for its requests.",
			Params:  []bind.Param{bind.Opt("opts", sessionType, "settings")},
			Returns: "Session",
			Example: `local s = http.Session{headers = {["User-Agent"] = "me"}, timeout = 10}
s.headers["X-Token"] = "abc"`,
			Fn: func(c *bind.Call) error {
				var opts *lua.LTable
				if c.Has(1) {
					opts = c.Table(1)
				}
				s, err := NewSession(c, opts)
				if err != nil {
					return err
				}
				return c.Return(s)
			},
		},
	)
}
