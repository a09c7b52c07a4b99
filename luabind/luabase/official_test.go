package luabase_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase"
	"luafut/luabind/luabase/luatest"
)

// excluded is a piece of an official test that is not run, and why.
type excluded struct{ piece, why string }

// official are the official tests of Lua 5.1 that are run, as gopher-lua ships
// them (it has commented out itself what its compiler and its lack of bytecode
// rule out).
var official = []struct {
	file string
	out  []excluded
}{
	{file: "closure.lua"},
	{file: "calls.lua"},
	{file: "constructs.lua"},
	{file: "events.lua"},
	{file: "math.lua"},
	{file: "nextvar.lua"},
	{file: "vararg.lua"},
	{file: "errors.lua"},
	{file: "files.lua"},
	{file: "locals.lua"},
	{file: "attrib.lua"},
	{file: "literals.lua"},
}

func TestOfficial(t *testing.T) {
	dir := luatest.OfficialDir(t)
	for _, test := range official {
		t.Run(test.file, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(dir, test.file))
			if err != nil {
				t.Fatal(err)
			}
			source := string(raw)
			for _, e := range test.out {
				if !strings.Contains(source, e.piece) {
					t.Fatalf("what is not to be run (%s) is not there: %s", e.why, e.piece)
				}
				// The lines stay, for their numbers.
				source = strings.Replace(source, e.piece, strings.Repeat("\n", strings.Count(e.piece, "\n")), 1)
			}
			t.Chdir(t.TempDir())
			s := luatest.New(t, luatest.Config{Base: luabase.Config{Dir: dir}})
			// Hundreds of collections, which prove nothing here.
			s.Set("collectgarbage", func(*lua.LState) int { return 0 })
			if _, err := s.RunAs(s.Main(), test.file, source); err != nil {
				t.Error(err)
			}
		})
	}
}
