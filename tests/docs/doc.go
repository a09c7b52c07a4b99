// Package docs runs the documentation as its readers do: every block of code in
// the README and the guide, page by page, each page in a folder of its own.
//
//	page_test.go    a page as a list of blocks
//	runner_test.go  what a block is to its reader: a file, a program, a terminal
//	docs_test.go    the pages, and the blocks that are not run
//
// What a block is:
//
//	```lua          a program: it is run, and prints what the page shows: in a
//	                ```text block that follows it, or behind "-->" on the lines
//	                that print, or anything where the page shows nothing
//	```lua          whose first line is "-- NAME.lua": a file of that name, which
//	                a console block then runs, and in which luafut check finds
//	                nothing. Later pages have it as well
//	```console      a terminal: each line "$ COMMAND" is run by sh, and prints the
//	                lines below it; lines "> …" are typed into its prompt
//	```console not-run   is not run, and listed in docs_test.go with the reason
//	```text         what the program before it prints
//
// In what is shown, "..." stands for anything within a line, a line "..." for
// any lines, and the port of a loopback address for any port. 127.0.0.1:8080 is
// where a page's own practice site runs. Blocks are not indented.
//
// After a change: go test ./tests/docs -update writes the outputs that differ.
package docs
