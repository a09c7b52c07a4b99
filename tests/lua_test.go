package tests

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is when a program that should have ended is taken for one that
// hangs: it is far above what any of them takes on a slow machine.
const patience = 2 * time.Minute

// silent is a server that takes connections and never says a word: what
// connects to it by TLS is still connecting.
func silent(t *testing.T) (addr string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() }) // what it never accepted goes with it
	return l.Addr().String()
}

// TestLua runs the specs of lua/, each by luafut test. They must pass, and have
// nothing reported. The variable SILENT is the address of a server that does not
// answer.
func TestLua(t *testing.T) {
	files, err := filepath.Glob("lua/*_test.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no specs: %v", err)
	}
	// In CI a spec may not record, which the specs of that try.
	env := append(os.Environ(), "SILENT="+silent(t), "CI=", "TMPDIR="+t.TempDir())
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			cmd := exec.CommandContext(ctx, "luafut", "test", "--verbose", "--timeout", "110", filepath.Base(file))
			cmd.Dir, cmd.Env = filepath.Dir(file), env
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			err := cmd.Run()
			reported := strings.Contains(out.String(), "\n# luafut: ")
			if err != nil || errs.Len() > 0 || reported || strings.Contains(out.String(), "# SKIP") {
				t.Errorf("%v\n--- stdout\n%s--- stderr\n%s", err, &out, &errs)
			}
		})
	}
}
