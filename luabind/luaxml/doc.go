// Package luaxml is the Lua module xml over antchfx/xmlquery: feeds, sitemaps, what
// APIs answer.
//
//	module.go      the module: parse
//	wellformed.go  what is refused
//	node.go        the class of nodes
//	xpath.go       XPath
package luaxml
