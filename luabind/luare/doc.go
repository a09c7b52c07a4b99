// Package luare is the Lua module re: regular expressions in RE2's syntax, as Go's package regexp
// has them. A match takes time linear in the text, whatever the pattern, so a page cannot make one
// run for minutes.
//
//	pattern.go     compiling, with a cache, and what a match found
//	template.go    the replacement text of sub
//	work.go        matching, finding, replacing, splitting over Go values
//	module.go      the module; rows.go has what is a function and a method; class.go the objects
package luare
