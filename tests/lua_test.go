package tests

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// patience is when a program that should have ended is taken for one that
// hangs: it is far above what any of them takes on a slow machine.
const patience = 2 * time.Minute

// TestLua runs the programs of lua/, each by the command, in a process of its
// own. They check themselves: one that goes well prints "ok" in its last line,
// nothing on standard error, and exits with 0.
func TestLua(t *testing.T) {
	files, err := filepath.Glob("lua/*.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no programs: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			cmd := exec.CommandContext(ctx, "luafut", filepath.Base(file))
			cmd.Dir = filepath.Dir(file)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			err := cmd.Run()
			if err != nil || errs.Len() > 0 || !bytes.HasSuffix(out.Bytes(), []byte("ok\n")) {
				t.Errorf("%v\n--- stdout\n%s--- stderr\n%s", err, &out, &errs)
			}
		})
	}
}
