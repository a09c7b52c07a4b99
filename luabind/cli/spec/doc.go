// Package spec runs spec files for luafut test: each in a process of its own, so
// that none can end, crash or hang the others, and tells of them in TAP.
//
//	find.go    which files are specs
//	run.go     Run: the files, some at a time, told of in their order
//	file.go    one file: its process, and what is known of its end
//	event.go   what a process tells of its tests, among what it prints
//	tap.go     TAP, version 14
//
// The processes are luafut too: Arg has it run one file and tell of it by a
// Teller. What the spec prints goes the same way and is told apart.
package spec
