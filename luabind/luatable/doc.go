// Package luatable is the table "table" of Lua 5.1, and with it unpack.
//
// It takes the place of the interpreter's own, where concat of many items overflows the stack,
// a comparison that waits can see another task change the list under it, and unpack of a long list
// takes time with the square of its length. Functions here work without metamethods, as in Lua 5.1,
// end where their task is stopped, and bound what they make.
//
//	module.go  Module: the rows
//	list.go    insert remove getn maxn, and how the interpreter's tables are handled
//	concat.go  concat
//	sort.go    sort
//	each.go    foreach foreachi
//	unpack.go  the global unpack
package luatable
