// Package html runs the specs of this folder, which check the Lua module html
// as its users meet it, by the command.
package html

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"luafut/luabind/cli"
)

// TestMain makes this binary serve as the command luafut as well, built as it is
// (with -race, say).
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"luafut": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// patience is when a spec is taken for one that hangs, in seconds.
const patience = "240"

// TestSpecs expects every test of each spec to pass.
func TestSpecs(t *testing.T) {
	files, err := filepath.Glob("*_test.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no specs: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			if out, err := exec.CommandContext(t.Context(), "luafut", "test", "--timeout", patience, file).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
