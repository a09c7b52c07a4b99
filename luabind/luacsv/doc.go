// Package luacsv is the Lua module csv over engine/keep/csvtext.
//
//	module.go   the module: decode, encode, rows, read, writer
//	rows.go     going through rows
//	writer.go   writing a file row by row
package luacsv
