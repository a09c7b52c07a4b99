package luahttp

import (
	"context"
	"math"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/cookies"
)

type cookieOptions struct {
	Domain   string   `lua:"domain" doc:"the domain that it is for; default every host"`
	Path     string   `lua:"path" doc:"the prefix of the paths that it goes to; default /"`
	Expires  *float64 `lua:"expires" doc:"seconds since 1970 when it ends; default with the session"`
	Secure   bool     `lua:"secure" doc:"whether it goes out over https only; default false"`
	HTTPOnly bool     `lua:"http_only" doc:"kept, for files and for who looks at it; default false"`
	SameSite string   `lua:"same_site" doc:"\"Strict\", \"Lax\" or \"None\"; kept likewise"`
}

// maxExpires is the end of the year 9999, beyond which no cookie file can go.
const maxExpires = 253402300799

type cookieFilter struct {
	Domain string `lua:"domain" doc:"only those of this domain"`
	Path   string `lua:"path" doc:"only those of this path"`
}

func jar(c *bind.Call) *cookies.Jar { return c.Self().(*cookies.Jar) }

var filterParam = bind.Opt("opts", bind.OptionsOf[cookieFilter]("CookieFilter"), "which, where several have the name")

// filter reads the options of get and delete.
func filter(c *bind.Call) (f cookieFilter, err error) {
	err = c.Options(2, &f)
	return f, err
}

// CookiesClass is the class of cookie jars.
var CookiesClass = &bind.Class{
	Name: "Cookies", Module: "http", Doc: "A cookie jar, as browsers keep one (RFC 6265bis).",
	Methods: []bind.Func{
		{
			Name: "get", Doc: "The value of a cookie, or nil; of several, the one set last.",
			Params: []bind.Param{bind.P("name", bind.String, "its name"), filterParam}, Returns: "string?",
			Example: `print(http.Session{cookies = {a = "1"}}.cookies:get("a")) --> 1`,
			Fn: func(c *bind.Call) error {
				f, err := filter(c)
				if err != nil {
					return err
				}
				cookie, ok := jar(c).Get(c.String(1), f.Domain, f.Path)
				if !ok {
					return c.Return(lua.LNil)
				}
				return c.Return(lua.LString(cookie.Value))
			},
		},
		{
			Name: "set", Doc: "Sets a cookie.",
			Params: []bind.Param{
				bind.P("name", bind.String, "its name"), bind.P("value", bind.String, "its value"),
				bind.Opt("opts", bind.OptionsOf[cookieOptions]("CookieOptions"), "its attributes"),
			},
			Example: `local s = http.Session()
s.cookies:set("token", "abc", {domain = "example.com", secure = true})
print(s.cookies:get("token")) --> abc`,
			Fn: func(c *bind.Call) error {
				var o cookieOptions
				if err := c.Options(3, &o); err != nil {
					return err
				}
				cookie := cookies.Cookie{Name: c.String(1), Value: c.String(2), Domain: o.Domain, Path: o.Path, Secure: o.Secure, HTTPOnly: o.HTTPOnly}
				if o.Expires != nil {
					if math.Abs(*o.Expires) > maxExpires {
						return c.Badf("option 'expires' must be seconds since 1970 (leave it out for the session's end), not %v", *o.Expires)
					}
					cookie.Expires = time.UnixMilli(int64(*o.Expires * 1000))
				}
				if o.SameSite != "" {
					same, err := cookies.ParseSameSite(o.SameSite)
					if err != nil {
						return err
					}
					cookie.SameSite = same
				}
				return jar(c).Set(cookie)
			},
		},
		{
			Name: "delete", Doc: "Deletes the cookies of a name; returns how many there were.",
			Params: []bind.Param{bind.P("name", bind.String, "their name"), filterParam}, Returns: "integer",
			Example: `print(http.Session().cookies:delete("token")) --> 0`,
			Fn: func(c *bind.Call) error {
				f, err := filter(c)
				if err != nil {
					return err
				}
				return c.Return(lua.LNumber(jar(c).Delete(c.String(1), f.Domain, f.Path)))
			},
		},
		{
			Name: "clear", Doc: "Deletes all cookies.", Example: `http.Session().cookies:clear()`,
			Fn: func(c *bind.Call) error { jar(c).Clear(); return nil },
		},
		{
			Name: "iter", Doc: "The cookies, in the order in which they were set: for cookie in jar:iter() do. Each is a table with name, value, domain, path, expires (seconds since 1970, or nil), secure, http_only and same_site.",
			Returns: "fun(): table?",
			Example: `local s = http.Session{cookies = {a = "1"}}
for cookie in s.cookies:iter() do print(cookie.name, cookie.value) end`,
			Fn: func(c *bind.Call) error {
				all := jar(c).All()
				return c.Return(c.L.NewFunction(func(L *lua.LState) int {
					if len(all) == 0 {
						L.Push(lua.LNil)
						return 1
					}
					L.Push(cookieTable(L, &all[0]))
					all = all[1:]
					return 1
				}))
			},
		},
		fileMethod("save", "Writes all cookies to a file: JSON where its name ends in .json, else a cookies.txt that curl reads.", (*cookies.Jar).Save),
		fileMethod("load", "Adds the cookies of a file that save wrote, or a browser's cookies.txt.", (*cookies.Jar).Load),
	},
	Meta: []bind.Func{{
		Name: "__len", Doc: "How many cookies there are.", Returns: "integer", Params: []bind.Param{bind.Rest(bind.Any, "not looked at")},
		Fn: func(c *bind.Call) error { return c.Return(lua.LNumber(jar(c).Len())) },
	}},
}

func fileMethod(name, doc string, do func(*cookies.Jar, string) error) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Params: []bind.Param{bind.P("path", bind.String, "the file")}, Raises: []*bind.Kind{bind.RuntimeError},
		Example: `local path = os.tmpname()
http.Session().cookies:save(path)
http.Session().cookies:load(path)
os.remove(path)`,
		Fn: func(c *bind.Call) error {
			j, path := jar(c), c.String(1)
			return c.Wait(func(context.Context) error { return do(j, path) })
		},
	}
}

func cookieTable(L *lua.LState, cookie *cookies.Cookie) *lua.LTable {
	t := L.CreateTable(0, 8)
	t.RawSetString("name", lua.LString(cookie.Name))
	t.RawSetString("value", lua.LString(cookie.Value))
	t.RawSetString("domain", lua.LString(cookie.Domain))
	t.RawSetString("path", lua.LString(cookie.Path))
	if !cookie.Expires.IsZero() {
		t.RawSetString("expires", lua.LNumber(float64(cookie.Expires.UnixMilli())/1000))
	}
	t.RawSetString("secure", lua.LBool(cookie.Secure))
	t.RawSetString("http_only", lua.LBool(cookie.HTTPOnly))
	if s := cookie.SameSite.String(); s != "" {
		t.RawSetString("same_site", lua.LString(s))
	}
	return t
}
