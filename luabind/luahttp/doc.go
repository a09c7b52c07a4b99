// Package luahttp is the Lua module http over package session,
// and servers for tests over session/serve.
//
//	module.go    the module: verbs without a session, Session()
//	session.go   the class Session; client.go what stands behind it: settings that
//	             can be read and changed, which watch.go notices
//	call.go      one request: options in, response out
//	options.go   the options table; the types of its entries are in values.go
//	             (fields and bodies), numbers.go, choices.go and hooks.go
//	errands.go   Lua that runs while a request goes on: hooks, uploads, progress
//	response.go  the class Response; stream.go reading it bit by bit; saving.go
//	             writing it to a file
//	request.go   the class Request
//	headers.go   tables whose keys match in any case
//	cookies.go   the class Cookies
//	kinds.go     error kinds
//	serve.go     http.serve; server.go the class Server; served.go the requests
//	             that it gets; answer.go what a script answers with
//	travel.go    what travels to other processes
package luahttp
