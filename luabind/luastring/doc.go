// Package luastring is the string library of Lua 5.1, for gopher-lua states, and with it tostring
// and tonumber.
//
// It takes the place of the interpreter's own, which cannot be stopped inside a match that takes
// for ever, allocates without bound, and differs from Lua 5.1 in many places. The functions here
// can be stopped (Hooks), bound what they make (stdlib.MaxString), keep compiled patterns, and
// report errors in Lua's words, with what came where something else was wanted.
//
//	open.go     Open, Funcs, Globals: the table of contents
//	basic.go    byte char len lower upper reverse sub rep dump
//	find.go     find match gmatch
//	search.go   a search: the matcher, its stop, its captures as Lua values
//	gsub.go     gsub and its three kinds of replacement
//	format.go   format: directives, strings
//	numeric.go  format: numbers as C's printf writes them
//	convert.go  tostring tonumber
//	pattern/    the matcher, which knows no Lua state
//	stdlib/     rows, hooks and argument checks, shared with luatable
//
// Where Lua 5.1 leaves a thing to the C library or to chance, the choice here is: classes and case
// are ASCII's; "\0" may stand in patterns and in what format writes; format's %s takes any value,
// as tostring does; and a "%" that ends gsub's replacement is an error.
package luastring
