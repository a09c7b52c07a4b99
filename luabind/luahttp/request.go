package luahttp

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session"
)

// request is a request as Lua knows it, guarded by the Lua lock.
type request struct {
	r       *session.Request
	headers *lua.LTable // made when it is asked for
}

func newRequest(s *vm.State, r *session.Request) *lua.LUserData {
	return bind.New(s, RequestClass, &request{r: r})
}

func asked(c *bind.Call) *session.Request { return c.Self().(*request).r }

// RequestClass is the class of requests, as they were sent.
var RequestClass = &bind.Class{
	Name: "Request", Module: "http", Doc: "A request as it was sent.",
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says its method.", Returns: "string",
		Fn: func(c *bind.Call) error { return c.Return(lua.LString("<Request [" + asked(c).Method + "]>")) },
	}},
	Fields: []bind.Field{
		field("method", bind.String, "Its method.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(asked(c).Method), nil
		}),
		field("url", bind.String, "Its URL.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(asked(c).URL), nil
		}),
		field("headers", bind.Table, "Its headers; names match in any case. Host and Content-Length are not among them unless they were given.", func(c *bind.Call) (lua.LValue, error) {
			o := c.Self().(*request)
			if o.headers == nil {
				o.headers = headerTable(c.State(), o.r.Header)
			}
			return o.headers, nil
		}),
		field("body", bind.String, "Its body; nil where there was none, or it was streamed.", func(c *bind.Call) (lua.LValue, error) {
			if b := asked(c).Body; b != nil {
				return lua.LString(b), nil
			}
			return lua.LNil, nil
		}),
	},
}
