package luaurl

import (
	"errors"
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session/weburl"
)

// InvalidURL is the module's error kind.
var InvalidURL = &bind.Kind{
	Name: "InvalidURL", Doc: "A text is not a URL.",
	Parents: []*bind.Kind{bind.ArgumentError},
}

// Module is the Lua module url.
var Module = &bind.Module{
	Name: "url",
	Elsewhere: map[string]string{ // Python's and JavaScript's
		"urljoin": "join", "urlparse": "parse", "urlsplit": "parse", "quote": "encode", "unquote": "decode", "urlencode": "query",
		"parse_qs": "parse(url).query", "encodeURIComponent": "encode", "escape": "encode", "unescape": "decode",
	},
	Doc: "URLs: taken apart, put together, compared. They are read as browsers do, by WHATWG's URL Standard, and as requests read them: what no URL may hold is percent-encoded, " +
		"a host name is brought into ASCII and lower case (0x7f.1 is 127.0.0.1), a scheme's own port goes, and dot segments are resolved.",
	Funcs: []bind.Func{parseRow, joinRow, normalizeRow, encodeRow, decodeRow, queryRow},
	Kinds: []*bind.Kind{InvalidURL},
	Translate: func(_ *vm.State, err error) *bind.Err {
		if bad := (*weburl.Error)(nil); errors.As(err, &bad) {
			return &bind.Err{Kind: InvalidURL, Message: bad.Error()}
		}
		return nil
	},
}

var parseRow = bind.Func{
	Name: "parse",
	Doc: "Takes a URL apart. The table has, each where the URL has it: href (the whole), scheme, username and password (decoded), hostname, port (a number; " +
		"not the scheme's own), host (hostname and port), origin (scheme and host, of a web address), path, query and fragment (encoded, without ? and #). A relative URL has no scheme.",
	Params:  []bind.Param{bind.P("url", bind.String, "")},
	Returns: "table", Raises: []*bind.Kind{InvalidURL},
	Example: `local u = url.parse("HTTPS://Example.com:8080/a/../b?page=2#top")
print(u.hostname, u.port, u.path, u.query) --> example.com 8080 /b page=2`,
	Fn: func(c *bind.Call) error {
		u, err := weburl.Parse(c.String(1))
		if err != nil {
			return err
		}
		return c.Return(table(c, u))
	},
}

func table(c *bind.Call, u *weburl.URL) *lua.LTable {
	t := c.NewTable(0, 11)
	set := func(name, value string, has bool) {
		if has {
			t.RawSetString(name, lua.LString(value))
		}
	}
	set("href", u.String(), true)
	set("scheme", u.Scheme, u.Scheme != "")
	set("username", weburl.Decode(u.Username), u.Username != "" || u.Password != "")
	set("password", weburl.Decode(u.Password), u.Password != "")
	set("host", u.HostPort(), u.HasHost)
	set("hostname", u.Host, u.HasHost)
	if port, err := strconv.Atoi(u.Port); err == nil {
		t.RawSetString("port", lua.LNumber(port))
	}
	set("origin", u.Origin(), u.Origin() != "")
	set("path", u.Path, true)
	set("query", u.Query, u.HasQuery)
	set("fragment", u.Fragment, u.HasFragment)
	return t
}

var joinRow = bind.Func{
	Name: "join", Doc: "The whole URL that a link on a page leads to.",
	Params: []bind.Param{
		bind.P("base", bind.String, "the page's URL, with its scheme"),
		bind.P("reference", bind.String, "what the link says"),
	},
	Returns: "string", Raises: []*bind.Kind{InvalidURL},
	Example: `print(url.join("https://example.com/a/b?c", "../d?e#f")) --> https://example.com/d?e#f`,
	Fn: func(c *bind.Call) error {
		u, err := weburl.Join(c.String(1), c.String(2))
		if err != nil {
			return err
		}
		return c.Return(lua.LString(u.String()))
	},
}

type normalizeOptions struct {
	Fragment  bool `lua:"fragment" doc:"keep the part from # on; default true"`
	SortQuery bool `lua:"sort_query" doc:"order the query's fields by name; default false"`
}

var normalizeRow = bind.Func{
	Name: "normalize", Doc: "One form of a URL for all that are written differently and mean the same, for telling which pages were visited.",
	Params: []bind.Param{
		bind.P("url", bind.String, ""),
		bind.Opt("opts", bind.OptionsOf[normalizeOptions]("URLNormalizeOptions"), ""),
	},
	Returns: "string", Raises: []*bind.Kind{InvalidURL},
	Example: `print(url.normalize("HTTP://Example.com:80/a/./%7euser?b=2&a=1#top", {fragment = false, sort_query = true})) --> http://example.com/a/~user?a=1&b=2`,
	Fn: func(c *bind.Call) error {
		o := normalizeOptions{Fragment: true}
		if err := c.Options(2, &o); err != nil {
			return err
		}
		u, err := weburl.Parse(c.String(1))
		if err != nil {
			return err
		}
		if !o.Fragment {
			u.Fragment = ""
		}
		if o.SortQuery {
			u.SortQuery()
		}
		u.Normalize()
		return c.Return(lua.LString(u.String()))
	},
}

var encodeRow = bind.Func{
	Name: "encode", Doc: "Percent-encodes a text, so that it can stand in any part of a URL: all but letters, digits and -._~ is encoded, a space as %20.",
	Params:  []bind.Param{bind.P("text", bind.String, "")},
	Returns: "string",
	Example: `print(url.encode("a b/ü")) --> a%20b%2F%C3%BC`,
	Fn:      func(c *bind.Call) error { return c.Return(lua.LString(weburl.Encode(c.String(1)))) },
}

var decodeRow = bind.Func{
	Name: "decode", Doc: "Undoes percent-encoding; what is wrongly encoded stays as it is, and a plus sign is one (url.query reads forms).",
	Params:  []bind.Param{bind.P("text", bind.String, "")},
	Returns: "string",
	Example: `print(url.decode("a%20b%2F100%")) --> a b/100%`,
	Fn:      func(c *bind.Call) error { return c.Return(lua.LString(weburl.Decode(c.String(1)))) },
}
