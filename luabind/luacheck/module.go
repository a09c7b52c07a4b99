package luacheck

import (
	"slices"

	"luafut/luabind/bind"
)

// Module is the Lua module check.
var Module = &bind.Module{
	Name: "check",
	Doc: "Tests: what a spec checks with, how it declares tests, stubs and fixtures. luafut test runs specs; a spec is a plain script too. " +
		"The command luafut check is another thing: it reads scripts without running them.",
	Funcs: slices.Concat(testRows(), valueRows(), raisesRows(), fileRows()),
	Kinds: []*bind.Kind{AssertionError},
}
