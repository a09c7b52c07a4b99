// Package luastore is the Lua module store over engine/keep/store.
//
//	module.go   the module: open
//	class.go    the class of stores: reading and writing
//	params.go   parameters of queries
//	tx.go       transactions, which belong to the task that began them
//	rows.go     the rows of a query
//	kv.go       keys and values
//	closer.go   the stores of a state, and their end
package luastore
