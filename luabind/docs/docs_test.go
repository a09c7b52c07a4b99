package docs_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/docs"
)

var update = flag.Bool("update", false, "write the files anew")

// TestFilesAreOfTheRows holds the files to the rows.
func TestFilesAreOfTheRows(t *testing.T) {
	kept := map[string]bool{}
	check := func(dir, file, text string) {
		name := filepath.Join(dir, file)
		kept[name] = true
		if *update {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(name)
		if err != nil || string(have) != text {
			t.Errorf("%s is not what the rows say (%v); run go test ./luabind/docs -update", name, err)
		}
	}
	for name, text := range docs.LuaCATS(luabind.AllModules()) {
		check("meta", name+".lua", text)
	}
	check("reference", "README.md", docs.Index(luabind.AllModules()))
	for _, m := range luabind.AllModules() {
		check("reference", m.Name+".md", docs.Markdown(m))
	}
	for _, dir := range []string{"reference", "meta"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !kept[filepath.Join(dir, e.Name())] {
				t.Errorf("%s/%s belongs to no module", dir, e.Name())
			}
		}
	}
}

// TestRowsAreWhole holds every row to what a reader needs.
func TestRowsAreWhole(t *testing.T) {
	sentence := func(where, doc string) {
		if !strings.HasSuffix(doc, ".") || strings.TrimSpace(doc) != doc {
			t.Errorf("%s: the doc %q is no sentence", where, doc)
		}
	}
	check := func(owner string, funcs []bind.Func) {
		names := map[string]bool{}
		for i := range funcs {
			f := &funcs[i]
			where := owner + f.Name
			sentence(where, f.Doc)
			if names[f.Name] {
				t.Errorf("%s is there twice", where)
			}
			names[f.Name] = true
			if f.Example == "" && !strings.HasPrefix(f.Name, "__") {
				t.Errorf("%s has no example", where)
			}
		}
	}
	for _, m := range luabind.AllModules() {
		sentence(m.Name, m.Doc)
		check(m.Name+".", m.Funcs)
		for _, c := range m.Classes {
			sentence(c.Name, c.Doc)
			check(c.Name+":", c.Methods)
			for _, f := range c.Fields {
				sentence(c.Name+"."+f.Name, f.Doc)
			}
		}
		for _, k := range m.Kinds {
			sentence(m.Name+"."+k.Name, k.Doc)
		}
	}
}

// TestIndexLeadsToAll finds what the index leaves out: it has a link for each
// function and method, and no two of one page lead to the same place.
func TestIndexLeadsToAll(t *testing.T) {
	want := 0
	count := func(funcs []bind.Func) {
		for _, f := range funcs {
			if !strings.HasPrefix(f.Name, "__") {
				want++
			}
		}
	}
	for _, m := range luabind.AllModules() {
		count(m.Funcs)
		for _, c := range m.Classes {
			want++
			count(c.Methods)
		}
		if len(m.Kinds) > 0 {
			want++
		}
	}
	seen := map[string]bool{}
	for _, l := range regexp.MustCompile(`\]\(([^)#]+#[^)]+)\)`).FindAllStringSubmatch(docs.Index(luabind.AllModules()), -1) {
		if seen[l[1]] {
			t.Errorf("two links lead to %s", l[1])
		}
		seen[l[1]] = true
	}
	if len(seen) != want {
		t.Errorf("%d links to %d members", len(seen), want)
	}
}
