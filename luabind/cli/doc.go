// Package cli is the command luafut.
//
//	main.go        dispatch; exit codes
//	verbs.go       the rows of what the command does; flags, --help
//	run.go         running scripts: -e, -l, -i, files, standard input
//	script.go      reading scripts, making states
//	observe.go     --stats, --metrics, --trace; profile.go: --profile
//	drift.go       --drift, and fields that scripts expect to find
//	signals.go     SIGINT, SIGTERM, SIGQUIT
//	memory.go      the garbage collector's target
//	practice.go    luafut practice
//	check.go       luafut check
//	test.go        luafut test; specfile.go the process of one file; spec/ the rest
//	fetch.go       luafut fetch and shell, whose scripts are fetch.lua and shell.lua
//	write.go       luafut init (first.lua and firstspec.lua), doc, types
//	colour.go      errors on a terminal
//	completion.go  luafut completion
package cli
