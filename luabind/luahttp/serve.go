package luahttp

import (
	"context"
	"errors"
	"fmt"
	"sync"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/luaopen"
	"luafut/luabind/vm"
	"luafut/session/serve"
)

const (
	// keepRequests is how many requests a server's log holds, keepBytes how much
	// of bodies: a script that never looks at it must not fill the memory.
	keepRequests = 10_000
	keepBytes    = 256 << 20
)

var errServerClosed = errors.New("the server was closed")

// server is a server as Lua knows it.
type server struct {
	s     *serve.Server
	host  *luafutures.Host
	state *vm.State
	open  *luaopen.Set[*server]
	once  sync.Once

	// Guarded by the Lua lock.
	answer lua.LValue            // what answers where there are no routes
	routes map[string]lua.LValue // by their patterns
	log    *lua.LTable
	logged int // bytes of bodies in log
}

type serveOptions struct {
	Port    int        `lua:"port" min:"0" max:"65535" doc:"TCP port on 127.0.0.1; default a free one"`
	MaxSize bind.Bytes `lua:"max_size" min:"1" doc:"bytes that the body of a request may have, else it is answered with 413; default 64MB"`
}

var serveRow = bind.Func{
	Name: "serve",
	Doc: "Starts a server on 127.0.0.1 that answers by a function, for tests and for trying things: fn(request) runs in a Lua thread of its own, any number at once, and may wait. " +
		"It answers by what it returns: a text (200); a status, then a body and headers where there are any; or a table " +
		"{status =, headers =, cookies = {name = value}, and one of body =, json =, file = (a path), redirect = (a URL)}; cut = true ends the connection after the body as if more was to come, and alone without an answer. " +
		"A body is a text, or an iterator of texts, each of which is sent at once. " +
		"Nothing is 404; an error is 500, and reported. In place of fn there may be a table of routes, as Go's ServeMux takes them, such as \"GET /items/{id}\": each has a function (where nothing is 204), or an answer. " +
		"The server ends with the script, or by close; server:wait() keeps the script running.",
	Params: []bind.Param{
		bind.P("fn", bind.Or(bind.Callable, bind.Table), "a function, or a table of routes"),
		bind.Opt("opts", bind.OptionsOf[serveOptions]("ServeOptions"), "options"),
	},
	Returns: "Server",
	Example: `local server = http.serve(function(req) return "you asked for " .. req.path end)
print(http.get(server.url .. "/books").text)
server:close()
server = http.serve {
  ["GET /items/{id}"] = function(req) return {json = {id = req.params.id}} end,
  ["/old"] = {redirect = "/items/1"},
}
print(http.get(server.url .. "/old"):json().id)
server:close()`,
	Fn: func(c *bind.Call) error {
		var o serveOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		sv := &server{host: luafutures.HostOf(c.State()), state: c.State(), log: c.NewTable(8, 0)}
		so := serve.Options{Port: o.Port, MaxBody: int64(o.MaxSize), Handle: sv.handle}
		if bind.IsCallable(c.Arg(1)) {
			sv.answer = c.Arg(1)
		} else if err := sv.route(c, c.Table(1), &so); err != nil {
			return err
		}
		var err error
		if sv.s, err = serve.Start(so); err != nil {
			return err
		}
		// What may come from outside of the script lets its waits go on.
		sv.host.Env.Open()
		sv.open = servers(c.State())
		sv.open.Add(sv)
		return c.Return(c.New(ServerClass, sv))
	},
}

// route takes in a table of routes.
func (sv *server) route(c *bind.Call, t *lua.LTable, o *serve.Options) error {
	sv.routes = map[string]lua.LValue{}
	err := each(t, func(k, v lua.LValue) error {
		pattern, ok := k.(lua.LString)
		if !ok {
			return c.Badf("routes have patterns as keys, such as \"GET /items/{id}\", not %s", bind.Show(k))
		}
		if !bind.IsCallable(v) && v.Type() != lua.LTString && v.Type() != lua.LTTable {
			return c.Badf("the route %q must have a function, a text or an answer table, not %s", string(pattern), bind.Show(v))
		}
		if !bind.IsCallable(v) {
			if _, err := readAnswer(c, []lua.LValue{v}); err != nil {
				return err
			}
		}
		sv.routes[string(pattern)] = v
		o.Patterns = append(o.Patterns, string(pattern))
		return nil
	})
	if err == nil && len(o.Patterns) == 0 {
		err = c.Badf("the table of routes is empty")
	}
	return err
}

// handle answers one request, on the goroutine of its connection.
func (sv *server) handle(x *serve.Exchange) {
	name := fmt.Sprintf("the answer to %s %.80s", x.Request.Method, x.Request.URL.Path)
	sv.host.Perform(name, func(th *vm.Thread) {
		stop := context.AfterFunc(x.Closed(), func() { th.Interrupt(errServerClosed) })
		defer stop()
		var a serve.Answer
		var err error
		func() {
			th.Lock()
			defer th.Unlock()
			a, err = sv.find(th, x)
		}()
		if err == nil {
			err = x.Reply(a)
		}
		if err == nil {
			return
		}
		if th.Interrupted() == nil {
			sv.host.Fault("error in "+name+" of http.serve", err)
		}
		x.Fail(luafutures.ErrorMessage(err) + "\n" + luafutures.ErrorTraceback(err) + "\n")
	})
}

// find notes the request and has the script answer it. The lock is held.
func (sv *server) find(th *vm.Thread, x *serve.Exchange) (serve.Answer, error) {
	req := bind.New(sv.state, ServedRequestClass, &served{x: x})
	if n := sv.log.Len(); n < keepRequests && sv.logged+len(x.Body) <= keepBytes {
		sv.log.RawSetInt(n+1, req)
		sv.logged += len(x.Body)
	}
	if x.Fallback != nil {
		return *x.Fallback, nil
	}
	nothing, given := 404, sv.answer
	if sv.routes != nil {
		nothing, given = 204, sv.routes[x.Pattern]
	}
	values := []lua.LValue{given}
	if bind.IsCallable(given) {
		var err error
		if values, err = th.Call(th.LState(), given, req); err != nil {
			return serve.Answer{}, err
		}
	}
	if len(values) == 0 || values[0] == lua.LNil {
		return serve.Answer{Status: nothing}, nil
	}
	return readAnswer(bind.Outside(th, "http.serve"), values)
}

// close ends the server. The caller holds no Lua lock.
func (sv *server) close(ctx context.Context) error {
	sv.s.Close()
	err := sv.s.Wait(ctx)
	sv.once.Do(func() {
		ended := func() {
			sv.open.Forget(sv)
			sv.host.Env.Shut()
		}
		if err == nil {
			ended()
			return
		}
		go func() { // ends with the handlers, which have been told to
			_ = sv.s.Wait(context.Background()) // that context does not end
			ended()
		}()
	})
	return err
}

// servers are those of a state that run. The lock must be held.
func servers(s *vm.State) *luaopen.Set[*server] {
	return luaopen.Of[*server](s, "luahttp.servers")
}

// CloseServers ends the servers of a state and waits for their answers, which are
// interrupted. It is for the end of the state, on its main goroutine, without the
// lock.
func CloseServers(s *vm.State) {
	s.Main().Lock()
	set := servers(s)
	s.Main().Unlock()
	set.Close(luaopen.Forever, nil, func(ctx context.Context, sv *server) {
		_ = sv.close(ctx) // that context does not end
	})
}
