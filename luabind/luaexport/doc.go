// Package luaexport is the Lua module export over engine/keep/export.
//
//	module.go   the module, and the class of exports
//	closer.go   the exports of a state, and their end
package luaexport
