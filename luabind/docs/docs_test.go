package docs_test

import (
	"flag"
	"os"
	"path/filepath"
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
	texts := []map[string]string{{filepath.Join("meta", "luafut.lua"): docs.SharedLuaCATS()}}
	for _, m := range luabind.AllModules() {
		texts = append(texts, map[string]string{
			filepath.Join("reference", m.Name+".md"): docs.Markdown(m),
			filepath.Join("meta", m.Name+".lua"):     docs.LuaCATS(m),
		})
	}
	for _, files := range texts {
		for name, text := range files {
			kept[name] = true
			if *update {
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
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
