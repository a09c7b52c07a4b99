// Package luahtml is the Lua module html: pages parsed, selected from, changed,
// and made into records. It is thin over session/page, which knows no Lua.
//
//	module.go     html.parse, html.compile
//	kinds.go      error kinds, and which Go error becomes which
//	selection.go  the class Selection; a document is the selection of its root
//	weight.go     which work is worth giving the Lua lock away for
//	find.go       find, filter and the like; move.go: from one selection to the next
//	walk.go       sel[i], each, map; read.go: text, attributes, other shapes of a page
//	change.go     what changes the page
//	soup.go       find_all, select, get_text
//	spec.go       a table that says what to extract, read; converters.go: what is done
//	              with a text; dateformat.go: dates as os.date writes them; order.go:
//	              a table's keys in their order
//	extract.go    records as tables
//	drift.go      how often each field was found, and what was expected
//	about.go      json_ld and meta; forms.go: forms, and sending them
//
// A row holds the Lua lock; the page's own lock is taken and released inside each
// call of session/page, so that no task waits for Lua with a page locked.
package luahtml
