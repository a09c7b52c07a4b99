// Luafut runs Lua scripts that fetch, parse and act on web pages, many at a
// time. See README.md.
package main

import (
	"os"

	"luafut/luabind/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
