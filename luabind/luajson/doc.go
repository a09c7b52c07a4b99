// Package luajson is the Lua module json: it turns JSON text (RFC 8259) into Lua values and back.
//
//	marks.go          what tells null from nil, and a list from an object
//	decode*.go        text → value, in one pass; syntax_error.go says where a text is wrong
//	table.go          how the tables of a decoded text are made
//	encode*.go        value → text; encode_error.go says which part cannot be written
//	lines.go          JSON Lines, one value at a time; lines_class.go as Lua knows them
//	writer.go         writing a file of them
//	module.go         the rows of the module
//
// Decoding needs no Lua lock: it only makes values that nobody else has. Encoding reads tables that
// scripts may hold, so it needs the lock.
package luajson
