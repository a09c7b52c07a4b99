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

var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// run runs the binary in a folder of its own and gives its output, ports made
// equal.
func run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(luafut, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "CI=") // where specs write no snapshots
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

var (
	codeBlock = regexp.MustCompile("(?ms)^```lua\n(.*?)^```")
	blockName = regexp.MustCompile(`^-- (\w+\.lua)\n`)
)

// TestDocumentedCode runs every Lua block of the README and the guide. One that
// begins with a comment that is a file's name is there for the others of its page
// to require, under that name. Those that use the module check are specs.
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
		all := codeBlock.FindAllStringSubmatch(string(text), -1)
		for i, block := range all {
			blocks++
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				write := func(name, code string) string {
					path := filepath.Join(dir, name)
					if err := os.WriteFile(path, []byte(code), 0o644); err != nil {
						t.Fatal(err)
					}
					return path
				}
				for _, other := range all {
					if name := blockName.FindStringSubmatch(other[1]); name != nil {
						write(name[1], other[1])
					}
				}
				path := write("block.lua", block[1])
				if strings.Contains(block[1], `require "check"`) {
					run(t, "test", path)
				} else if run(t, path) == "" && !blockName.MatchString(block[1]) {
					t.Errorf("block %d prints nothing:\n%s", i+1, block[1])
				}
			})
		}
	}
	if blocks == 0 {
		t.Error("no block of code was found")
	}
}
