// Package explain says what a person needs to mend a script: the line with a
// caret, and in a sentence what was probably meant. It knows the words of Lua
// 5.1's errors, what the modules hold, and what users of later Luas and of other
// languages write.
//
//	explain.go    the excerpt: which line, which word of it
//	runtime.go    what is probably meant where a script failed
//	elsewhere.go  what other languages call what Lua has
//	modules.go    what does the work of others' modules
//	syntax.go     what is probably meant where it does not compile
//	unclosed.go   what is not closed where the text ended too early
package explain
