// Package cli is the command luafut.
//
//	main.go      the command line: what is to be done, exit codes
//	run.go       running a script
//	signals.go   SIGINT, SIGTERM, SIGQUIT
//	memory.go    the garbage collector's target
//	practice.go  luafut practice
package cli
