package luahttp

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session"
)

var streamMethods = []bind.Func{
	{
		Name: "iter_content", Doc: "Reads the body bit by bit: for chunk in r:iter_content(n) do.",
		Params: []bind.Param{bind.Opt("n", bind.Count, "bytes a chunk; default what has come")}, Returns: "fun(): string?", Raises: streamKinds,
		Example: `local site = practice.start()
for chunk in http.get(site.url .. "/bytes/5000", {stream = true}):iter_content(1024) do print(#chunk) end
site:close()`,
		Fn: func(c *bind.Call) error {
			o, n := respond(c), c.Int(1, 0)
			return c.Return(c.New(streamClass, &stream{o, func(ctx context.Context) (string, error) {
				chunk, err := o.r.Chunk(ctx, n)
				return string(chunk), err
			}}))
		},
	},
	{
		Name: "iter_lines", Doc: "Reads the body line by line, without the ends of the lines: for line in r:iter_lines() do.",
		Returns: "fun(): string?", Raises: streamKinds,
		Example: `local site = practice.start()
for line in http.get(site.url .. "/robots.txt", {stream = true}):iter_lines() do print(line) end
site:close()`,
		Fn: func(c *bind.Call) error {
			o := respond(c)
			return c.Return(c.New(streamClass, &stream{o, o.r.Line}))
		},
	},
	{
		Name: "save", Doc: "Writes the body to a file, which appears when it is whole; returns its size in bytes. A bar shows how far it has come: its total is what the server says, unknown for a compressed body.",
		Params: []bind.Param{
			bind.P("path", bind.String, "the file"),
			bind.Opt("progress", bind.Or(bind.Callable, saveOptionsType), "called now and then with the bytes written and those to come in all, nil where the server does not say; or a progress.Bar; or options"),
		},
		Returns: "integer", Raises: append([]*bind.Kind{kindOf[session.RequestException]}, streamKinds...),
		Example: `local site = practice.start()
local path = os.tmpname()
print(http.get(site.url .. "/bytes/100000", {stream = true}):save(path, {progress = true}))
os.remove(path)
site:close()`,
		Fn: func(c *bind.Call) error {
			o, path := respond(c), c.String(1)
			w, err := watcherOf(c, 2, filepath.Base(path))
			if err != nil {
				return err
			}
			var n int64
			err = c.Wait(func(ctx context.Context) (err error) {
				ctx, stop := context.WithCancelCause(ctx)
				defer stop(nil)
				n, err = o.r.Save(ctx, path, w.progress(ctx, stop))
				return err
			})
			w.end(err)
			if err != nil {
				return err
			}
			return c.Return(lua.LNumber(n))
		},
	},
	{
		Name: "close", Doc: "Ends a streamed response that is not read to its end.",
		Example: `local site = practice.start()
http.get(site.url, {stream = true}):close()
site:close()`,
		Fn: func(c *bind.Call) error { return respond(c).r.Close() },
	},
}

// stream is what a for loop reads a body with.
type stream struct {
	o    *response
	next func(ctx context.Context) (string, error)
}

var streamClass = &bind.Class{
	Name: "BodyIterator", Module: "http", Doc: "What a for loop reads a body with.",
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next piece, or nil at the end.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "string?",
		Fn: func(c *bind.Call) error {
			s := c.Self().(*stream)
			var piece string
			read := func(ctx context.Context) (err error) {
				piece, err = s.next(ctx)
				return err
			}
			var err error
			if s.o.r.InMemory() {
				err = read(c.Thread.Context())
			} else {
				err = c.Wait(read)
			}
			if errors.Is(err, io.EOF) {
				return c.Return(lua.LNil)
			}
			if err != nil {
				return err
			}
			return c.Return(lua.LString(piece))
		},
	}},
}
