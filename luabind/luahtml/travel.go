package luahtml

import (
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/travel"
	"luafut/luabind/vm"
	"luafut/session/page"
)

// Codecs let compiled selectors travel to other processes and interpreters, as their
// text. Documents do not: their text does, and is parsed there.
var Codecs = []travel.Codec{{
	Class: SelectorClass,
	Encode: func(_ *vm.State, value any) (lua.LValue, error) {
		return lua.LString(value.(*page.Selector).String()), nil
	},
	Decode: func(_ *vm.State, data lua.LValue) (any, error) {
		css, ok := data.(lua.LString)
		if !ok {
			return nil, errors.New("a selector that is no text")
		}
		return page.CompileQuery(string(css))
	},
}}
