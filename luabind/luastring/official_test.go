package luastring_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase"
	"luafut/luabind/luabase/luatest"
)

// officialTests are the files, and what is taken out of them because it is about the interpreter and
// not about its libraries.
var officialTests = []struct {
	file string
	out  []string
}{
	{file: "strings.lua"},
	{file: "pm.lua"},
	{file: "sort.lua"},
	{file: "math.lua"},
	{file: "nextvar.lua", out: []string{
		// The interpreter's for takes no strings as bounds.
		`a = 0; for i="10","1","-2" do a=a+1 end; assert(a==5)`,
		// Its tables fill the gap below a key up to 2^26 with nils, a gigabyte of them.
		"for i=0,50 do a[math.pow(2,i)] = true end\nassert(a[table.getn(a)])",
	}},
}

// setAside finds the lines that the interpreter's authors had to comment out of the tests of
// strings and patterns. They are run here.
var setAside = regexp.MustCompile(`(?m)^-- ?(assert\((f|string|strset|table|loadstring|i|k)\b.*|local .*|for .*|end|  assert.*| +".*)$`)

// TestOfficial runs the official tests of Lua 5.1 for strings, patterns, sorting, numbers and
// tables.
func TestOfficial(t *testing.T) {
	dir := luatest.OfficialDir(t)
	for _, official := range officialTests {
		t.Run(official.file, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(dir, official.file))
			if err != nil {
				t.Fatal(err)
			}
			source := setAside.ReplaceAllString(string(raw), "$1")
			for _, line := range official.out {
				if !strings.Contains(source, line) {
					t.Fatalf("what is to be taken out is not there: %s", line)
				}
				source = strings.Replace(source, line, "", 1)
			}
			state := luatest.New(t, luatest.Config{Quiet: true, Base: luabase.Config{Dir: dir}})
			// Hundreds of collections, which prove nothing here.
			state.Set("collectgarbage", func(*lua.LState) int { return 0 })
			if _, err := state.RunAs(state.Main(), official.file, source); err != nil {
				t.Error(err)
			}
		})
	}
}
