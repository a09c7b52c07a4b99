// Package export writes records to a file: JSON Lines, a JSON list, CSV, or a
// table of SQLite.
//
//	export.go   Export: Write, Flush, Close, from any number of goroutines
//	open.go     Open: formats, options, what is there already
//	batch.go    what was written and is not in the file yet
//	run.go      the one goroutine that writes batches
//	lines.go    files of lines: JSON Lines and CSV
//	repair.go   what a kill left of the last line
//	jsonl.go  csv.go  array.go  table.go   the four formats
//
// A write puts its record into a batch in memory and returns; a goroutine puts
// batches into the file, some 20 ms later at most. So a hundred tasks that write
// cost one system call and not a hundred.
//
// What the file holds is whole records at every moment. Lines are written such
// that each system call ends with a record and stays within one page of memory: a
// process that is killed is stopped between two pages at most (Linux looks for a
// deadly signal there). JSON lines are padded with spaces to that end, which mean
// nothing in JSON. A row of CSV has no such room: one that lies across two pages, as a
// line of JSON longer than a page, is written alone, and is torn by a kill in just
// that moment; it is put aside when the file is opened again. A JSON list is written
// beside and renamed.
package export
