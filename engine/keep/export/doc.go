// Package export writes records to a file: JSON Lines, a JSON list, CSV, or a
// table of SQLite.
//
//	export.go   Export: Write, Flush, Close, from any number of goroutines
//	open.go     Open: formats, options, what is there already
//	batch.go    what was written and is not in the file yet
//	run.go      the one goroutine that writes batches
//	lines.go    files that are appended to
//	swapped.go  files that are exchanged; exchange_*.go how
//	jsonl.go  csv.go  array.go  table.go   the four formats
//
// A write puts its record into a batch in memory and returns; a goroutine puts
// batches into the file, some 20 ms later at most. So a hundred tasks that write
// cost one system call and not a hundred.
//
// What the file holds is whole records at every moment, for readers and after a kill.
// CSV and JSON lists are written twice, to the file and to PATH.part, which change
// their names at each commit. JSON Lines are appended, such that a line lies within one
// page of memory: a process that is killed is stopped between two pages at most (Linux
// looks for a deadly signal there). Lines are padded with spaces to that end, which mean
// nothing in JSON. From the first line on that is longer than a page, 4 KB, JSON Lines
// are written twice too. (A reader that has a file open while two commits go by can meet
// the end of it being written.) Where a system cannot exchange names, each commit costs a
// copy, and there are fewer.
package export
