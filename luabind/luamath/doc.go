// Package luamath is the table math of Lua 5.1.
//
//	math.go    the rows, and the functions that only compute
//	random.go  random and randomseed
package luamath
