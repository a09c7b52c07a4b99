package luaurl

import (
	"errors"
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
	"luafut/luabind/vm"
)

// InvalidURL is the module's error kind.
var InvalidURL = &bind.Kind{
	Name: "InvalidURL", Doc: "A text is not a URL.",
	Parents: []*bind.Kind{bind.ArgumentError},
}

// Module is the Lua module url.
var Module = &bind.Module{
	Name: "url",
	Doc: "URLs: taken apart, put together, compared. They are read as leniently as browsers do: what no URL may hold is percent-encoded, " +
		"a host name is brought into ASCII and lower case, a scheme's own port goes, and dot segments are resolved.",
	Funcs: []bind.Func{parseRow, joinRow, normalizeRow, encodeRow, decodeRow, queryRow},
	Kinds: []*bind.Kind{InvalidURL},
	Translate: func(_ *vm.State, err error) *bind.Err {
		if bad := (*Error)(nil); errors.As(err, &bad) {
			return &bind.Err{Kind: InvalidURL, Message: bad.Error()}
		}
		return nil
	},
}

var parseRow = bind.Func{
	Name: "parse",
	Doc: "Takes a URL apart. The table has, each where the URL has it: href (the whole), scheme, username and password (decoded), hostname, port (a number; " +
		"not the scheme's own), host (hostname and port), origin (scheme and host), path, query and fragment (encoded, without ? and #). A relative URL has no scheme.",
	Params:  []bind.Param{bind.P("url", bind.String, "")},
	Returns: "table", Raises: []*bind.Kind{InvalidURL},
	Example: `local u = url.parse("HTTPS://Example.com:8080/a/../b?page=2#top")
print(u.hostname, u.port, u.path, u.query) --> example.com 8080 /b page=2`,
	Fn: func(c *bind.Call) error {
		u, err := Parse(c.String(1))
		if err != nil {
			return err
		}
		return c.Return(table(c, u))
	},
}

func table(c *bind.Call, u *URL) *lua.LTable {
	t := c.NewTable(0, 11)
	set := func(name, value string, has bool) {
		if has {
			t.RawSetString(name, lua.LString(value))
		}
	}
	set("href", u.String(), true)
	set("scheme", u.Scheme, u.Scheme != "")
	set("username", Decode(u.Username), u.Username != "" || u.Password != "")
	set("password", Decode(u.Password), u.Password != "")
	set("host", u.HostPort(), u.HasHost)
	set("hostname", u.Host, u.HasHost)
	if port, err := strconv.Atoi(u.Port); err == nil {
		t.RawSetString("port", lua.LNumber(port))
	}
	set("origin", u.Scheme+"://"+u.HostPort(), u.Scheme != "" && u.HasHost)
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
		u, err := Join(c.String(1), c.String(2))
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
		u, err := Parse(c.String(1))
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
	Fn:      func(c *bind.Call) error { return c.Return(lua.LString(Encode(c.String(1)))) },
}

var decodeRow = bind.Func{
	Name: "decode", Doc: "Undoes percent-encoding; what is wrongly encoded stays as it is, and a plus sign is one (url.query reads forms).",
	Params:  []bind.Param{bind.P("text", bind.String, "")},
	Returns: "string",
	Example: `print(url.decode("a%20b%2F100%")) --> a b/100%`,
	Fn:      func(c *bind.Call) error { return c.Return(lua.LString(Decode(c.String(1)))) },
}

type queryOptions struct {
	Pairs bool `lua:"pairs" doc:"read a query as a list of {name, value} pairs, in its order; default false"`
}

var queryRow = bind.Func{
	Name: "query",
	Doc: "Writes a table as a query, or reads a query, with or without its ?, as a table. In the table a value is a text, or a list of texts where a name comes more than once; " +
		"numbers and booleans can be written too, and a list of {name, value} pairs for an order.",
	Params: []bind.Param{
		bind.P("fields", bind.Or(bind.Table, bind.String), ""),
		bind.Opt("opts", bind.OptionsOf[queryOptions]("URLQueryOptions"), ""),
	},
	Returns: "string|table",
	Example: `print(url.query({{"q", "a b"}, {"page", 2}}), url.query("?q=a+b&tag=x&tag=y").tag[2]) --> q=a+b&page=2 y`,
	Fn: func(c *bind.Call) error {
		var o queryOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		if fields := c.Table(1); fields != nil {
			pairs, err := pairsOf(c, fields)
			if err != nil {
				return err
			}
			return c.Return(lua.LString(EncodeQuery(pairs)))
		}
		pairs := ParseQuery(c.String(1))
		if o.Pairs {
			return c.Return(pairList(c, pairs))
		}
		return c.Return(fieldTable(c, pairs))
	},
}

// pairsOf reads a table of fields, or a list of pairs, in its order.
func pairsOf(c *bind.Call, fields *lua.LTable) (pairs []Pair, err error) {
	for key, value := fields.Next(lua.LNil); key != lua.LNil; key, value = fields.Next(key) {
		name, ok := key.(lua.LString)
		if pair, isTable := value.(*lua.LTable); isTable && !ok {
			if name, ok = pair.RawGetInt(1).(lua.LString); !ok || pair.Len() != 2 {
				return nil, c.Badf("item %s is not a pair {name, value}", key)
			}
			value = pair.RawGetInt(2)
		}
		if !ok {
			return nil, c.Badf("a field's name must be a string, not %s", bind.Show(key))
		}
		if pairs, err = appendField(c, pairs, string(name), value); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// appendField adds a field, once for each item where the value is a list.
func appendField(c *bind.Call, pairs []Pair, name string, value lua.LValue) ([]Pair, error) {
	list, ok := value.(*lua.LTable)
	if !ok {
		text, ok := Text(value)
		if !ok {
			return nil, c.Badf("the field '%s' must be a string, a number, a boolean or a list of these, not %s", name, bind.Show(value))
		}
		return append(pairs, Pair{name, text}), nil
	}
	for i := 1; i <= list.MaxN(); i++ {
		text, ok := Text(list.RawGetInt(i))
		if !ok {
			return nil, c.Badf("item %d of the field '%s' must be a string, a number or a boolean, not %s", i, name, bind.Show(list.RawGetInt(i)))
		}
		pairs = append(pairs, Pair{name, text})
	}
	return pairs, nil
}

// Text is how a string, number or boolean is written as a name or value of a query or
// a form; false for any other value. Safe from any goroutine.
func Text(v lua.LValue) (string, bool) {
	switch v := v.(type) {
	case lua.LString:
		return string(v), true
	case lua.LNumber:
		return luanumber.FormatNumber(float64(v)), true
	case lua.LBool:
		return v.String(), true
	}
	return "", false
}

func pairList(c *bind.Call, pairs []Pair) *lua.LTable {
	list := c.NewTable(len(pairs), 0)
	for i, p := range pairs {
		pair := c.NewTable(2, 0)
		pair.RawSetInt(1, lua.LString(p.Name))
		pair.RawSetInt(2, lua.LString(p.Value))
		list.RawSetInt(i+1, pair)
	}
	return list
}

func fieldTable(c *bind.Call, pairs []Pair) *lua.LTable {
	t := c.NewTable(0, len(pairs))
	for _, p := range pairs {
		value := lua.LString(p.Value)
		switch before := t.RawGetString(p.Name).(type) {
		case *lua.LNilType:
			t.RawSetString(p.Name, value)
		case lua.LString:
			list := c.NewTable(2, 0)
			list.RawSetInt(1, before)
			list.RawSetInt(2, value)
			t.RawSetString(p.Name, list)
		case *lua.LTable:
			before.RawSetInt(before.Len()+1, value)
		}
	}
	return t
}
