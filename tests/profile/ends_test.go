package profile_test

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestEnds holds that the profile is written however the script ends, and is the
// only file that is left.
func TestEnds(t *testing.T) {
	for _, test := range []struct {
		name, how string
		signals   []os.Signal
		code      int
	}{
		{"end", "end", nil, 0},
		{"error", "error", nil, 1},
		{"exit", "exit", nil, 7},
		{"exit in a task", "task", nil, 8},
		{"interrupt", "sleep", []os.Signal{os.Interrupt}, 130},
		{"terminate", "sleep", []os.Signal{syscall.SIGTERM}, 143},
		{"at once", "stubborn", []os.Signal{os.Interrupt, os.Interrupt, os.Interrupt}, 130},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "cpu.txt")
			cmd := exec.CommandContext(t.Context(), "luafut", "--profile="+out, "testdata/ends.lua", test.how)
			stderr, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			said := bufio.NewReader(stderr)
			for _, signal := range test.signals {
				// The script says that it is ready, and luafut a line for each signal.
				if _, err := said.ReadString('\n'); err != nil {
					t.Fatal(err)
				}
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
			}
			rest, _ := io.ReadAll(said)
			var exit *exec.ExitError
			if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if code := cmd.ProcessState.ExitCode(); code != test.code {
				t.Fatalf("exit code %d, want %d\n%s", code, test.code, rest)
			}
			_, line := marked(t, "testdata/ends.lua")
			if top := hottest(t, read(t, out), cpu); top.line != line {
				t.Errorf("%+v is hottest, want line %d", top, line)
			}
			if files, _ := os.ReadDir(dir); len(files) != 1 {
				t.Errorf("left behind: %v", files)
			}
		})
	}
}

// TestPrompt holds that what is typed at the prompt is profiled too.
func TestPrompt(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.pb.gz")
	cmd := exec.CommandContext(t.Context(), "luafut", "--profile", out, "-i")
	cmd.Stdin = strings.NewReader("local t = 0 for i = 1, 3000000 do t = t + i % 7 end\n")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	work := int64(0)
	for _, s := range read(t, out).Sample {
		work += s.Value[cpu]
	}
	if work == 0 {
		t.Error("nothing was recorded")
	}
}
