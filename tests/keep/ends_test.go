package keep_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestEnds holds that an export loses nothing however the script ends.
func TestEnds(t *testing.T) {
	for _, test := range []struct {
		how    string
		signal os.Signal
		code   int
		all    bool // every task that has begun comes to its end
	}{
		{"end", nil, 0, true},
		{"error", nil, 1, true},
		{"exit", nil, 7, false},
		{"signal", os.Interrupt, 130, true},
		{"signal", syscall.SIGTERM, 143, true},
	} {
		for _, ext := range []string{".jsonl", ".json"} {
			name := fmt.Sprint(test.how, test.signal, ext)
			t.Run(name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "out"+ext)
				cmd := exec.CommandContext(t.Context(), "luafut", "testdata/ends.lua", path, test.how)
				stderr, err := cmd.StderrPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				written := 0
				r := bufio.NewReader(stderr)
				if _, err := fmt.Fscanf(r, "written %d\n", &written); err != nil {
					t.Fatal(err)
				}
				if test.signal != nil {
					cmd.Process.Signal(test.signal)
				}
				said, _ := io.ReadAll(r)
				var exit *exec.ExitError
				if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
					t.Fatal(err)
				}
				if code := cmd.ProcessState.ExitCode(); code != test.code {
					t.Fatalf("exit code %d, want %d\n%s", code, test.code, said)
				}
				counts := countTasks(t, path)
				total := 0
				for task, n := range counts {
					total += n
					if test.all && n != 2000 {
						t.Errorf("task %d: %d records of 2000", task, n)
					}
				}
				if total < written {
					t.Errorf("%d records, but %d were written", total, written)
				}
			})
		}
	}
}

// countTasks counts the records of each task, whose numbers must have no hole.
func countTasks(t *testing.T, path string) map[int]int {
	t.Helper()
	text := read(t, path)
	text = bytes.Trim(text, "[]\n")
	counts := map[int]int{}
	for line := range bytes.Lines(text) {
		var r row
		if err := json.Unmarshal(bytes.TrimRight(line, ",\n"), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if counts[r.Task]++; counts[r.Task] != r.N {
			t.Fatalf("task %d: record %d comes as number %d", r.Task, r.N, counts[r.Task])
		}
	}
	return counts
}
