// Package luahttp is the Lua module http over package session.
//
//	module.go    the module: verbs without a session, Session()
//	session.go   the class Session: verbs, settings that can be read and changed
//	call.go      one request: options in, response out
//	options.go   the options table; values.go the types of its entries; body.go bodies
//	response.go  the class Response; stream.go reading it bit by bit
//	headers.go   tables whose keys match in any case
//	cookies.go   the class Cookies
//	kinds.go     error kinds
package luahttp
