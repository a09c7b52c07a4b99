// Package luanumber turns Lua 5.1's numbers into text and back. It knows no Lua state.
//
// The interpreter's own conversions follow Go's: 1e15 prints as 1000000000000000, 0.1+0.2 with all
// seventeen digits, and "1e1" is no number to tonumber. What is here follows C's, as Lua 5.1 does
// (LUAI_NUMFFORMAT "%.14g", and strtod), so that a script prints the same anywhere.
//
//	format.go   FormatNumber, AppendNumber, and C's %g
//	parse.go    ParseNumber, ParseInteger
package luanumber
