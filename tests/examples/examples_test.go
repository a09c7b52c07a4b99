// Package examples runs what people are shown: the scripts, and the code in
// the README and the guide.
package examples

import (
	"flag"
	"io/fs"
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

var codeBlock = regexp.MustCompile("(?ms)^```lua\n(.*?)^```")

// TestDocumentedCode runs every Lua block of the README and the guide.
func TestDocumentedCode(t *testing.T) {
	files := []string{filepath.Join(root, "README.md")}
	err := filepath.WalkDir(filepath.Join(root, "luabind", "docs", "guide"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		if os.IsNotExist(err) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	blocks := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, block := range codeBlock.FindAllStringSubmatch(string(text), -1) {
			blocks++
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				path := filepath.Join(t.TempDir(), "block.lua")
				if err := os.WriteFile(path, []byte(block[1]), 0o644); err != nil {
					t.Fatal(err)
				}
				if run(t, path) == "" {
					t.Errorf("block %d prints nothing:\n%s", i+1, block[1])
				}
			})
		}
	}
	if blocks == 0 {
		t.Error("no block of code was found")
	}
}
