package docs

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"luafut/luabind/cli"
)

var update = flag.Bool("update", false, "write the outputs that are not as the pages have them")

// TestMain makes this binary serve as the command luafut as well.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"luafut": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// notRun marks a block that is not run.
const notRun = "not-run"

// excused are the blocks that are not run, by page and first line, with the reason.
var excused = map[string]string{
	"install.md: $ go build": "the command under test is built already",
	"install.md: $ echo 'source <(luafut completion bash)' >> ~/.bashrc":                                                             "an interactive shell; tests/cli tests completion",
	"first-crawl.md: $ luafut practice --port 8080":                                                                                  "serves until Ctrl-C; the test starts the site itself",
	"README.md: $ go run . scripts/chouti.lua     # the main job: log in, fetch 120 pages through a pool of 60, vote for every link": "the tests within the tests; CI runs both",
}

const root = "../.."

var guide = filepath.Join(root, "luabind", "docs", "guide")

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// links are the files that a page links to, in its order.
func links(p *page) []string {
	var list []string
	code := false
	for _, line := range p.lines {
		if strings.HasPrefix(line, "```") {
			code = !code
		}
		if code {
			continue
		}
		for _, found := range link.FindAllStringSubmatch(line, -1) {
			if u, err := url.Parse(found[1]); err == nil && u.Scheme == "" && u.Path != "" {
				list = append(list, filepath.Join(filepath.Dir(p.path), filepath.FromSlash(u.Path)))
			}
		}
	}
	return list
}

func readPage(t *testing.T, path string) *page {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := parsePage(path, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pages are the README and the guide: its index, then its chapters in the
// order of the index.
func pages(t *testing.T) []*page {
	t.Helper()
	index := readPage(t, filepath.Join(guide, "README.md"))
	list := []*page{readPage(t, filepath.Join(root, "README.md")), index}
	seen := map[string]bool{index.path: true}
	for _, path := range links(index) {
		if filepath.Dir(path) == filepath.Dir(index.path) && !seen[path] {
			seen[path] = true
			list = append(list, readPage(t, path))
		}
	}
	files, err := filepath.Glob(filepath.Join(guide, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if !seen[path] {
			t.Errorf("the index of the guide has no link to %s", filepath.Base(path))
		}
	}
	return list
}

// TestPages does what each page says.
func TestPages(t *testing.T) {
	earlier := map[string]string{} // files that earlier pages have their reader write
	for _, p := range pages(t) {
		r := &runner{page: p, dir: t.TempDir()}
		files := map[string]string{}
		for name, text := range earlier {
			files[name] = text
		}
		for _, b := range p.blocks {
			if name := p.fileName(b); name != "" && b.flag != notRun {
				earlier[name] = p.text(b)
			}
		}
		t.Run(filepath.Base(filepath.Dir(p.path))+"/"+filepath.Base(p.path), func(t *testing.T) {
			t.Parallel()
			r.t, r.cwd = t, r.dir
			for name, text := range files {
				r.save(name, text)
			}
			r.run()
			if *update && len(r.edits) > 0 {
				if err := os.WriteFile(p.path, []byte(r.rewritten()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestNotRun holds the blocks that are not run to the list of them.
func TestNotRun(t *testing.T) {
	var found []string
	for _, p := range pages(t) {
		for _, b := range p.blocks {
			if b.flag != notRun {
				continue
			}
			found = append(found, p.title(b))
			if excused[p.title(b)] == "" {
				t.Errorf("%s: not run, and excused by nobody: %s", p.where(b), p.title(b))
			}
		}
	}
	for title := range excused {
		if !slices.Contains(found, title) {
			t.Errorf("no such block is marked as not run: %s", title)
		}
	}
}

// TestFilesAreUsed finds files that a page has its reader save and never run.
func TestFilesAreUsed(t *testing.T) {
	for _, p := range pages(t) {
		for i, b := range p.blocks {
			name := p.fileName(b)
			if name == "" {
				continue
			}
			used := slices.ContainsFunc(p.blocks[i+1:], func(later *block) bool {
				return later.lang == "console" && strings.Contains(p.text(later), " "+name) ||
					later.lang == "lua" && strings.Contains(p.text(later), `require "`+strings.TrimSuffix(name, ".lua")+`"`)
			})
			if !used {
				t.Errorf("%s: nothing below runs %s", p.where(b), name)
			}
		}
	}
}

// TestLinks finds links to files that are not there.
func TestLinks(t *testing.T) {
	for _, p := range pages(t) {
		for _, path := range links(p) {
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s links to %v", p.path, err)
			}
		}
	}
}

// TestMatches holds the comparison itself to what doc.go says of it.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		shown, printed string
		want           bool
	}{
		{"", "", true},
		{"", "x\n", false},
		{"a\n", "a\n", true},
		{"a\n", "a\nb\n", false},
		{"a\n...\nc\n", "a\nb\nb\nc\n", true},
		{"a\n...\nc\n", "a\nc\n", true},
		{"a\n...\nc\n", "a\nb\n", false},
		{"in ... s\n", "in 0.3 s\n", true},
		{"in ... s\n", "in 0.3\n s\n", false},
		{"at 127.0.0.1:1\n", "at 127.0.0.1:40913\n", true},
		{"at 127.0.0.1:1\n", "at 127.0.0.2:40913\n", false},
		{"a.c\n", "abc\n", false},
	} {
		if got := matches(c.shown, c.printed); got != c.want {
			t.Errorf("shown %q, printed %q: %v", c.shown, c.printed, got)
		}
	}
}
