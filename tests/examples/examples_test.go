// Package examples runs the scripts that people are shown.
package examples

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected output anew")

const root = "../.."

var luafut string // the binary under test

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "luafut")
	if err != nil {
		panic(err)
	}
	luafut = filepath.Join(dir, "luafut")
	build := exec.Command("go", "build", "-o", luafut, ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		panic("go build: " + string(out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// run runs the binary in a folder of its own and gives its output, ports made
// equal.
func run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(luafut, args...)
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("luafut %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return port.ReplaceAllString(string(out), "127.0.0.1:PORT")
}

// TestScripts compares the output of every script, run without arguments.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(root, "scripts", "*.lua"))
	if err != nil || len(scripts) < 2 {
		t.Fatalf("found %d scripts, %v", len(scripts), err)
	}
	for _, script := range scripts {
		t.Run(filepath.Base(script), func(t *testing.T) {
			t.Parallel()
			path, err := filepath.Abs(script)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, path)
			golden := filepath.Join("testdata", filepath.Base(script)+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
