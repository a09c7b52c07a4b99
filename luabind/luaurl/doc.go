// Package luaurl is the Lua module url over session/weburl.
//
//	module.go   the rows of the module
//	query.go    url.query, and how values are written in queries and forms
package luaurl
