// Package stdlib holds what the language's own libraries (luastring, luatable) share: the row that
// declares a function, the hooks that let its work be stopped, and the arguments as Lua 5.1 checks
// them.
//
// The interpreter's helpers (LState.CheckString and its like) name the function after the call in
// the script, which they often cannot tell ("bad argument #1 to (anonymous)"), and read numerals as
// Go does. The ones here are told the name, and read numerals as Lua does.
//
//	row.go     Func, NewTable, Install
//	hooks.go   Hooks: polls, and raising what they return
//	args.go    arguments: String, Number, Int, Table, …, and the errors about them
//	values.go  values made without allocating, results that fit the stack
//	text.go    Builder: text that is bounded, and polls as it grows
package stdlib
