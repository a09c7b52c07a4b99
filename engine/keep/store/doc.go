// Package store keeps records in SQLite: one writer, any number of readers, from
// any number of goroutines and of processes.
//
//	store.go     DB: Open, Close
//	connect.go   connections, and how they are set
//	writer.go    the one goroutine that writes: many calls, one commit
//	record.go    Insert, Upsert, and the columns that records bring
//	bulk.go      InsertNew: many records, few statements
//	tables.go    what the writer knows of tables
//	tx.go        transactions
//	statement.go what is no statement
//	query.go     Query: rows, a batch at a time
//	value.go     values of records and of SQLite
//	errors.go    what SQLite says, and what it means
//
// The file is in WAL mode. A call that writes returns when its commit has; what
// was acknowledged so outlives the process, however that ends. With
// Options.Durable each commit is also passed on to the disk (synchronous = FULL),
// and outlives the machine's power.
//
// Calls that come while a commit is under way share the next one, so a hundred tasks
// that write pay for a few commits and not for a hundred.
package store
