// Package stdlib holds what the functions of the language's own libraries share: the arguments as
// Lua 5.1 checks them, and work that can be stopped and bounded.
//
// The interpreter's helpers (LState.CheckString and its like) name the function after the call in
// the script, which they often cannot tell ("bad argument #1 to (anonymous)"), and read numerals as
// Go does. The ones here are told the name, and read numerals as Lua does.
//
//	args.go    arguments: String, Number, Int, Table, …, and the errors about them
//	poll.go    Poll, Ticker: long work lets others run, and ends where its task is stopped
//	text.go    Builder: text that is bounded, and polls as it grows
//	values.go  values made without allocating, results that fit the stack
package stdlib
