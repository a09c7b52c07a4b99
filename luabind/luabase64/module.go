// Package luabase64 is the Lua module base64.
package luabase64

import (
	"encoding/base64"
	"errors"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Base64Error is the kind of what is no base64.
var Base64Error = &bind.Kind{Name: "Base64Error", Doc: "A text is no base64.", Parents: []*bind.Kind{bind.Error}}

type options struct {
	URL     bool  `lua:"url" doc:"use - and _ in place of + and /, as URLs and tokens do; default false"`
	Padding *bool `lua:"padding" doc:"end with = signs; default true, and false with url"`
}

// Module is the Lua module base64.
var Module = &bind.Module{
	Name: "base64", Doc: "Bytes as base64 text and back (RFC 4648).",
	Funcs: []bind.Func{
		{
			Name: "encode", Doc: "Writes bytes as base64, on one line.",
			Params:  []bind.Param{bind.P("bytes", bind.String, "any bytes"), bind.Opt("opts", bind.OptionsOf[options]("Base64Options"), "options")},
			Returns: "string", Example: `print(base64.encode("user:password"), base64.encode("\255\254", {url = true}))`,
			Fn: func(c *bind.Call) error {
				var o options
				if err := c.Options(2, &o); err != nil {
					return err
				}
				enc := base64.StdEncoding
				if o.URL {
					enc = base64.URLEncoding
				}
				if o.Padding == nil && o.URL || o.Padding != nil && !*o.Padding {
					enc = enc.WithPadding(base64.NoPadding)
				}
				return c.Return(lua.LString(enc.EncodeToString([]byte(c.String(1)))))
			},
		},
		{
			Name: "decode", Doc: "Reads base64 in either alphabet, with padding or without; white space is left out.",
			Params:  []bind.Param{bind.P("text", bind.String, "base64")},
			Returns: "string", Raises: []*bind.Kind{Base64Error}, Example: `print(base64.decode("dXNlcjpwYXNzd29yZA=="))`,
			Fn: func(c *bind.Call) error {
				b, err := decode(c.String(1))
				if err != nil {
					return err
				}
				return c.Return(lua.LString(b))
			},
		},
	},
	Kinds: []*bind.Kind{Base64Error},
	Translate: func(_ *vm.State, err error) *bind.Err {
		var corrupt base64.CorruptInputError
		if errors.As(err, &corrupt) {
			return &bind.Err{Kind: Base64Error, Message: "the text is no base64: it goes wrong " + lua.LNumber(corrupt).String() + " characters in, white space apart"}
		}
		return nil
	},
}

func decode(text string) ([]byte, error) {
	text = strings.Join(strings.Fields(text), "")
	text = strings.NewReplacer("-", "+", "_", "/").Replace(text)
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
}
