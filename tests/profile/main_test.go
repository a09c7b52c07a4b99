// Package profile tests that --profile names the hot line of scripts that have one.
package profile_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"luafut/luabind/cli"
)

// TestMain makes this binary serve as the command luafut as well.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"luafut": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}
