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

var (
	port = regexp.MustCompile(`127\.0\.0\.1:\d{2,}`) // :1 is where nobody listens
	temp = regexp.MustCompile(`TEMP/(\w+-)\d+`)
)

// run runs the binary in a folder of its own and gives its output, ports and
// temporary folders made equal.
func run(t *testing.T, args ...string) string {
	t.Helper()
	return runIn(t, t.TempDir(), args...)
}

func runIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	tempDir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), luafut, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+tempDir, "TMP="+tempDir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("luafut %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	got := strings.ReplaceAll(string(out), tempDir+string(filepath.Separator), "TEMP/")
	return port.ReplaceAllString(temp.ReplaceAllString(got, "TEMP/$1"), "127.0.0.1:PORT")
}

// TestScripts compares the output of every script, run without arguments, and
// holds that it writes nothing where it runs and that the linter has nothing to
// say.
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
			dir := t.TempDir()
			got := runIn(t, dir, path)
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("it has left %v where it ran, %v", left, err)
			}
			run(t, "check", path)
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
