package luahttp

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
)

// ServerClass is the class of servers.
var ServerClass = &bind.Class{
	Name: "Server", Module: "http", Doc: "A server that http.serve started.",
	Fields: []bind.Field{
		field("url", bind.String, "Its address, without a slash at the end.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(c.Self().(*server).s.URL()), nil
		}),
		field("port", bind.Integer, "Its TCP port.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LNumber(c.Self().(*server).s.Port()), nil
		}),
		field("requests", bind.Table, "A list of the requests that came, each a ServedRequest, in the order in which they were whole; the first 10,000, with 256 MB of bodies at most.", func(c *bind.Call) (lua.LValue, error) {
			return c.Self().(*server).log, nil
		}),
	},
	Methods: []bind.Func{
		{
			Name: "close", Doc: "Ends the server: connections are cut, answers that are under way are interrupted; any number of times.",
			Example: `http.serve(function() return "x" end):close()`,
			Fn:      func(c *bind.Call) error { return c.Wait(c.Self().(*server).close) },
		},
		{
			Name: "wait", Doc: "Waits until the server is closed, by another task or by Ctrl-C.",
			Example: `local server = http.serve(function() return "x" end)
local pool = futures.ThreadPoolExecutor(1)
pool:submit(server.close, server)
server:wait()`,
			Fn: func(c *bind.Call) error {
				done := c.Self().(*server).s.Done()
				return c.Wait(func(ctx context.Context) error {
					_, err := engine.Park(ctx, closing{done}, done, -1)
					return err
				})
			},
		},
		{
			Name: "clear", Doc: "Empties the list of requests.",
			Example: `local server = http.serve(function() return "x" end)
http.get(server.url)
server:clear()
server:close()
print(#server.requests) --> 0`,
			Fn: func(c *bind.Call) error {
				sv := c.Self().(*server)
				sv.log, sv.logged = c.NewTable(8, 0), 0
				return nil
			},
		},
		{
			Name: "with", Doc: "Calls fn with the server, and closes it however fn ends; returns what fn returns.",
			Params: []bind.Param{bind.P("fn", bind.Callable, "called with the server")}, Returns: "any ...",
			Example: `print(http.serve(function() return "x" end):with(function(server) return http.get(server.url).text end)) --> x`,
			Fn: func(c *bind.Call) error {
				results, err := c.CallLua(c.Arg(1), c.SelfValue())
				if closing := c.Wait(c.Self().(*server).close); err == nil {
					err = closing
				}
				if err != nil {
					return err
				}
				return c.Return(results...)
			},
		},
	},
}

// closing is the wait for a server's end.
type closing struct{ done <-chan struct{} }

// Ready implements engine.Waitable.
func (w closing) Ready() bool {
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// String implements engine.Waitable.
func (closing) String() string { return "the end of a server" }
