package spec

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Names are what the files of specs are called, as a person says it.
const Names = "*_test.lua, *_spec.lua and test_*.lua"

// isSpec reports whether a file's name is that of a spec.
func isSpec(name string) bool {
	stem, isLua := strings.CutSuffix(name, ".lua")
	return isLua && (strings.HasSuffix(stem, "_test") || strings.HasSuffix(stem, "_spec") || strings.HasPrefix(stem, "test_"))
}

// Find gives the specs among paths: a file as it is, whatever its name, and the
// specs in a folder and those below it, in their order. Folders whose names begin
// with a dot are left out. Each file comes once. Errors are those of package os.
func Find(paths []string) ([]string, error) {
	var files []string
	add := func(path string) {
		if path = filepath.Clean(path); !slices.Contains(files, path) {
			files = append(files, path)
		}
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			add(path)
			continue
		}
		err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && p != path && strings.HasPrefix(d.Name(), "."):
				return fs.SkipDir
			case !d.IsDir() && isSpec(d.Name()):
				add(p)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}
