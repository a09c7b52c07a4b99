// Package luaio is the table io of Lua 5.1, for a state that tasks share: what
// waits for somebody else (standard input, pipes) lets the other tasks run, and
// is cut short when its task is stopped.
//
//	io.go       the rows of io, and its functions
//	class.go    the rows of a file's methods
//	methods.go  those methods, and how results and errors are given
//	formats.go  what read is asked for: lines, numbers, bytes, all
//	lines.go    iterators over lines
//	open.go     open, popen, tmpfile
//	file.go     an open file: its turn, its buffers
//	device.go   what a file reads from and writes to
//	library.go  what one state keeps: the standard and the open files
//	source.go   whole files, for those who load Lua
//
// A file does one thing at a time: who uses it has its turn, a lock of its own
// that is never held by a goroutine that waits for the Lua lock. Work that cannot
// block is done with the Lua lock held, out of the buffer where that has enough;
// only what may block releases it.
package luaio
