// Package luaos is the table os of Lua 5.1, and what it shares with io: how a
// command is run by the shell, and how errors of the system are worded.
//
//	os.go       the rows, and the functions about files and the process
//	clock.go    time and date; strftime.go the formats of date
//	execute.go  execute; shell.go runs commands, shell_unix.go ends them whole
//	cpu_*.go    the CPU time of the process
//	text.go     C's words for errors
package luaos
