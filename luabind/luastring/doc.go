// Package luastring is the table string of Lua 5.1.
//
// It takes the place of the interpreter's own, which cannot be stopped inside a match that takes
// for ever, allocates without bound, and differs from Lua 5.1 in many places. The functions here
// end where their task is stopped, bound what they make (stdlib.MaxString), keep compiled patterns,
// and report errors in Lua's words, with what came where something else was wanted.
//
//	module.go   Module: the rows, and what the functions of a state share
//	basic.go    byte char len lower upper reverse sub rep dump
//	find.go     find match gmatch
//	search.go   a search: the matcher, its stop, its captures as Lua values
//	gsub.go     gsub and its three kinds of replacement
//	format.go   format: directives, strings
//	numeric.go  format: numbers as C's printf writes them
//	convert.go  ToString
//	pattern/    the matcher, which knows no Lua state
//	stdlib/     arguments and bounded work, shared with the other libraries of the language
//
// Where Lua 5.1 leaves a thing to the C library or to chance, the choice here is: classes and case
// are ASCII's; "\0" may stand in patterns and in what format writes; format's %s takes any value,
// as tostring does; and a "%" that ends gsub's replacement is an error.
package luastring
