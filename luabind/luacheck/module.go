package luacheck

import (
	"slices"

	"luafut/luabind/bind"
)

// Module is the Lua module check.
var Module = &bind.Module{
	Name: "check",
	Elsewhere: map[string]string{ // pytest's, busted's and Deno's
		"assert": "ok(value)", "assertEquals": "equal", "assert_equal": "equal", "assertEqual": "equal", "is_true": "ok", "assert_true": "ok",
		"is_false": "falsy", "approx": "near", "fail": "error(message)", "it": "test(name, fn)", "describe": "group(name, fn)", "fixture": "before_each(fn)",
		"throws": "raises", "has_error": "raises", "assertThrows": "raises", "before": "before_each", "after": "after_each", "teardown": "defer(fn)",
	},
	Doc: "Tests: what a spec checks with, how it declares tests, stubs and fixtures. luafut test runs specs; a spec is a plain script too. " +
		"The command luafut check is another thing: it reads scripts without running them.",
	Funcs: slices.Concat(testRows(), valueRows(), raisesRows(), fileRows()),
	Kinds: []*bind.Kind{AssertionError},
}
