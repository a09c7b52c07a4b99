// Package luaurl is the Lua module url: URLs taken apart, put together and compared, leniently as
// browsers do it (WHATWG's URL standard): what no URL may hold is percent-encoded, a backslash is a
// slash in web addresses, host names are in ASCII, default ports go.
//
//	url.go      the parts of a URL: parsing, resolving, writing
//	host.go     host names and addresses
//	escape.go   percent-encoding; query.go: the queries of forms
//	module.go   the rows of the module
package luaurl
