// Package html runs the programs of this folder, which check the Lua module html
// as its users meet it, by the command.
package html

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

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

// patience is when a program is taken for one that hangs.
const patience = 4 * time.Minute

// TestPrograms expects "ok" in each program's last line, nothing on standard
// error, and exit code 0. Their checks come from lib/check.lua of the folder lua.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("*.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no programs: %v", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			cmd := exec.CommandContext(ctx, "luafut", file)
			cmd.Env = append(os.Environ(), "LUA_PATH="+filepath.Join("..", "lua", "?.lua")+";;")
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			err := cmd.Run()
			if err != nil || errs.Len() > 0 || !bytes.HasSuffix(out.Bytes(), []byte("ok\n")) {
				t.Errorf("%v\n--- stdout\n%s--- stderr\n%s", err, &out, &errs)
			}
		})
	}
}
