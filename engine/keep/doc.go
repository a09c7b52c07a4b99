// Package keep is where records go. It holds what its two halves share:
//
//	value.go    fields and their values
//	key.go      keys of records, and the set of those that are there
//	errors.go   Error: what could not be kept, where and why
//	file.go     files that are replaced whole or not at all; part.go: written bit by bit
//	lock*.go    one process at a time at a file
//	csvtext/    CSV as text: rows in, rows out
//	export/     files of records: JSON Lines, JSON, CSV, SQLite
//	store/      SQLite: records in tables, queries, transactions
//
// Nothing here knows Lua.
package keep
