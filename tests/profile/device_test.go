//go:build unix

package profile_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDevice holds that what is no plain file is written, not replaced.
func TestDevice(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "luafut", "--profile", pipe, "testdata/ends.lua", "end")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hottest(t, read(t, pipe), cpu)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v", err)
	}
}

// TestNotPermitted holds that a file that may not be written is refused, as such.
func TestNotPermitted(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "luafut", "--profile", filepath.Join(dir, "out.pb.gz"), "testdata/ends.lua", "end")
	said, _ := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != 4 || !strings.Contains(string(said), "permission denied") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}
