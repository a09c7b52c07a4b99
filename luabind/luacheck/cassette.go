package luacheck

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luahttp"
)

var sessionRow = bind.Func{
	Name: "session",
	Doc: "Makes a session that replays a cassette, a file of recorded exchanges beside the spec; where there is none, or with luafut test --record, the session goes to the network and records it. " +
		"In CI (the variable CI is set) a cassette that is not there is a failure. Of secrets see the option record of http.Session.",
	Params: []bind.Param{
		bind.P("cassette", bind.String, "its path, from the spec's folder, such as \"cassettes/login.jsonl\""),
		bind.Opt("opts", luahttp.SessionOptions, "settings of the session"),
	},
	Returns: "Session", Raises: asserts,
	Example: `local site = practice.start()
local session = check.session("cassettes/front.jsonl", {base_url = site.url})
print(session:get("/").status_code)
session:close()
site:close()`,
	Fn: cassette,
}

// cassette makes the session of check.session.
func cassette(c *bind.Call) error {
	st := suiteOf(c.State())
	if c.String(1) == "" {
		return c.Wrong(1, "a path that is not empty")
	}
	path := st.beside(c.String(1))
	option := "replay"
	_, err := os.Stat(path)
	switch missing := errors.Is(err, fs.ErrNotExist); {
	case err != nil && !missing:
		return bind.Errorf(bind.RuntimeError, "the cassette cannot be read: %w", err)
	case missing && st.frozen && !st.runner.Record:
		return fail(c, "", "there is no cassette %s, and in CI none is recorded: run luafut test where it can be, and commit it", filepath.ToSlash(path))
	case missing || st.runner.Record:
		option = "record"
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return bind.Errorf(bind.RuntimeError, "the cassette cannot be written: %w", err)
		}
	}
	opts := c.NewTable(0, 8)
	if given := c.Table(2); given != nil {
		for _, name := range []string{"record", "replay"} {
			if given.RawGetString(name) != lua.LNil {
				return c.Badf("the cassette takes the place of the option '%s'", name)
			}
		}
		for k, v := given.Next(lua.LNil); k != lua.LNil; k, v = given.Next(k) {
			opts.RawSet(k, v)
		}
	}
	opts.RawSetString(option, lua.LString(path))
	session, err := luahttp.NewSession(c, opts)
	if err != nil {
		return err
	}
	if option == "record" {
		st.note("cassette %s is recorded", filepath.ToSlash(path))
	}
	return c.Return(session)
}
