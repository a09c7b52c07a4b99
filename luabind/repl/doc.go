// Package repl is the prompt: it reads Lua from a terminal, runs it line by
// line in one state, and prints what comes of it.
//
//	repl.go      the loop: reading, running, printing
//	editor.go    lines from a terminal, with history, colours and completion
//	plain.go     lines from a pipe or a dumb terminal
//	screen.go    what tasks print while a line is being typed
//	history.go   lines kept from run to run; search.go Ctrl-R, which looks in them
//	locals.go    locals of the outermost level live on
//	complete.go  what may come next
//	chain.go     the value that a name stands for, without running anything
//	commands.go  .help and the others; help(x)
//	show.go      values as text
//	short.go     the short forms of responses, futures, selections
//	paint.go     colours
package repl
