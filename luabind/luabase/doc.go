// Package luabase is the base of the language: its global functions, require,
// coroutines and debug, as Lua 5.1 has them, for a state that tasks share.
//
//	globals.go    the rows of the global functions
//	basic.go      types, metatables, raw access, errors, select
//	iterate.go    next, pairs, ipairs
//	env.go        getfenv, setfenv, module
//	convert.go    tostring, tonumber
//	load.go       load, loadstring, loadfile, dofile; the names of chunks
//	print.go      print
//	collect.go    collectgarbage, newproxy
//	package.go    the table package and its loaders
//	require.go    require: once, whole, and without a deadlock
//	coroutine.go  the table coroutine
//	debug.go      the table debug; debug_info.go is a part of it
//	open.go       Open, which puts all of it into a state
//
// Errors are strings with a position, worded as Lua 5.1 words them. Where the
// libraries of later versions took more arguments without breaking anything
// (load of a string, xpcall's arguments), these take them too.
package luabase
