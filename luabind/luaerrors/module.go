// Package luaerrors is the Lua module errors.
package luaerrors

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

var kindType = &bind.Type{Name: "Kind", Want: "an error kind (such as errors.Error) or the name of one", Accepts: func(v lua.LValue) bool {
	return v.Type() == lua.LTString || bind.KindOf(v) != nil
}}

// Module is the Lua module errors.
var Module = &bind.Module{
	Name: "errors",
	Doc:  "Error kinds: telling errors apart, and making kinds of one's own.",
	Funcs: []bind.Func{
		{
			Name: "is", Doc: "Whether err is an error object of a kind, or of a kind below it.",
			Params:  []bind.Param{bind.P("err", bind.Any, "any value"), bind.P("kind", kindType, "a kind, or its name")},
			Returns: "boolean",
			Example: `local ok, err = pcall(futures.wait, 5)
print(errors.is(err, errors.ArgumentError), errors.is(err, "Error")) --> true true`,
			Fn: func(c *bind.Call) error {
				k := bind.ErrorKind(c.Arg(1))
				is := false
				if name, ok := c.Arg(2).(lua.LString); ok {
					is = k != nil && k.IsNamed(string(name))
				} else {
					is = k != nil && k.Is(bind.KindOf(c.Arg(2)))
				}
				return c.Return(lua.LBool(is))
			},
		},
		{
			Name: "new", Doc: "Makes a kind. It can be called, as all kinds can: MyError(message, fields) makes an error object for error(); fields may hold cause.",
			Params: []bind.Param{
				bind.P("name", bind.String, "what err.type says"),
				bind.Opt("parent", bind.Named("Kind", &bind.Type{Name: "Kind", Want: "an error kind (such as errors.Error)", Accepts: func(v lua.LValue) bool { return bind.KindOf(v) != nil }}), "the kind above it; default errors.Error"),
			},
			Returns: "Kind",
			Example: `local LoginError = errors.new("LoginError")
local ok, err = pcall(error, LoginError("wrong password", {code = 7}))
print(err, err.code, errors.is(err, LoginError)) --> LoginError: wrong password 7 true`,
			Fn: func(c *bind.Call) error {
				if c.String(1) == "" {
					return c.Wrong(1, "a name that is not empty")
				}
				parent := bind.Error
				if c.Has(2) {
					parent = bind.KindOf(c.Arg(2))
				}
				k := &bind.Kind{Name: c.String(1), Doc: "A kind of the script's.", Parents: []*bind.Kind{parent}}
				return c.Return(bind.KindValue(c.State(), k))
			},
		},
	},
	Kinds: []*bind.Kind{bind.Error, bind.RuntimeError, bind.ArgumentError, bind.TimeoutError, bind.InternalError},
}
