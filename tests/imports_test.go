package tests

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "luafut"

// layers says what the packages below each folder may import of the project
// besides what lies in the same folder. The longest prefix that fits a package
// counts. Imports point down only, and a folder that need not be named is not.
var layers = map[string][]string{
	"engine":           {},
	"session":          {},
	"scripts/practice": {},
	"luabind/source":   {},
	"luabind/vm":       {"luabind/source"},
	"luabind/bind":     {"luabind/vm"},
	"luabind/travel":   {"luabind/vm", "luabind/bind"},
	"luabind/lua":      {"engine", "session", "scripts/practice", "luabind/vm", "luabind/bind", "luabind/travel"},
	"luabind/observe":  {"engine", "session", "luabind/vm"},
	"luabind/explain":  {"luabind/source", "luabind/vm", "luabind/bind"},
	"luabind/profile":  {"luabind/vm"},
	"luabind":          {"luabind/explain", "luabind/observe", "luabind/profile", "engine", "luabind/vm", "luabind/bind", "luabind/travel", "luabind/lua"},
	"luabind/check":    {"luabind/source", "luabind/explain", "luabind/vm", "luabind/bind"},
	"luabind/docs":     {"luabind/bind"},
	"luabind/repl":     {"luabind", "luabind/docs", "luabind/source", "luabind/vm", "luabind/bind"},
	"luabind/cli":      {"engine", "luabind", "luabind/profile", "luabind/check", "luabind/docs", "luabind/vm", "luabind/bind", "luabind/repl", "luabind/lua", "luabind/observe", "scripts/practice"},
	"tests":            {"engine", "luabind", "luabind/vm", "luabind/cli", "scripts/practice"},
	"":                 {"luabind/cli"},
}

// pureLua are the folders that know Lua.
var pureLua = []string{"luabind", "tests"}

type goPackage struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// imports are those that the layers bind: in the folder of tests, the tests' too.
func (p *goPackage) imports(layer string) []string {
	if layer != "tests" {
		return p.Imports
	}
	return slices.Concat(p.Imports, p.TestImports, p.XTestImports)
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p goPackage
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) < 10 {
		t.Fatalf("only %d packages were listed", len(list))
	}
	return list
}

// folder is a package's path within the project, ok false for one outside.
func folder(importPath string) (path string, ok bool) {
	if importPath == module {
		return "", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

// within reports whether a package lies at or below a layer; "luabind/lua"
// stands for all packages whose names begin so.
func within(path, layer string) bool {
	if layer == "" || path == layer {
		return path == layer
	}
	return strings.HasPrefix(path, layer+"/") || layer == "luabind/lua" && strings.HasPrefix(path, layer)
}

func layerOf(path string) string {
	best := ""
	for layer := range layers {
		if within(path, layer) && len(layer) > len(best) {
			best = layer
		}
	}
	return best
}

func TestImportsPointDown(t *testing.T) {
	used := map[[2]string]bool{}
	for _, p := range listPackages(t) {
		path, _ := folder(p.ImportPath)
		layer := layerOf(path)
		for _, imported := range p.imports(layer) {
			if strings.HasPrefix(imported, "github.com/yuin/gopher-lua") &&
				!slices.ContainsFunc(pureLua, func(l string) bool { return within(path, l) }) {
				t.Errorf("%s imports Lua; only luabind knows it", p.ImportPath)
			}
			target, own := folder(imported)
			if !own || layerOf(target) == layer && layer != "luabind" {
				continue
			}
			used[[2]string{layer, layerOf(target)}] = true
			if !slices.Contains(layers[layer], layerOf(target)) {
				t.Errorf("%s imports %s: layer %q may import %q only", p.ImportPath, imported, layer, layers[layer])
			}
		}
	}
	for layer, may := range layers {
		for _, other := range may {
			if !used[[2]string{layer, other}] {
				t.Errorf("layer %q need not be allowed to import %q: nothing there does", layer, other)
			}
		}
	}
}
