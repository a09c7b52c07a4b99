package luabase_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind/luabase"
	"luafut/luabind/luabase/luatest"
)

// excluded is a part of an official test that is not run, from one text up to
// another ("" for the text itself, "end" for the rest), and why.
type excluded struct{ from, to, why string }

// official are the official tests of Lua 5.1 that are run, as gopher-lua ships
// them (it has commented out itself what its compiler and its lack of bytecode
// rule out).
var official = []struct {
	file string
	out  []excluded
}{
	{file: "attrib.lua", out: []excluded{
		{`print("testing assignments, logical operators, and constructors")`, "end", "about the compiler, not about require"},
	}},
	{file: "calls.lua"},
	{file: "closure.lua"},
	{file: "constructs.lua"},
	{file: "errors.lua", out: []excluded{
		{`checksyntax("break label", "", "label", 1)`, `assert(doit"assert(false)")`, "gopher-lua words syntax errors in its own way, and takes empty statements"},
		{`assert(doit"a=math.sin\n(3)")`, `checkmessage([[  -- tail call`, "gopher-lua takes ambiguous calls, and words errors without the names of variables"},
		{`checkmessage([[x = print .. "a"]], "concatenate")`, "print'+'", "the same, and there is no __gc"},
		{`assert(lineerror"\n\n for k,v in \n 3 \n do \n print(k) \n end" == 4)`, "", "gopher-lua gives the line of the for"},
		{`assert(not res and type(msg) == 'string')`, "", "what a handler raises is what xpcall gives, here nil"},
		{`assert(i > 15)`, "", "a traceback shows eleven levels of either end"},
		{`checksyntax("syntax error", "", "error", 1)`, `doit('I = loadstring("a=9+"); a=3')`, "gopher-lua words syntax errors in its own way"},
		{`-- testing syntax limits`, "end", "gopher-lua has other limits"},
	}},
	{file: "events.lua", out: []excluded{
		{"assert(tostring(a) == nil)", "", "tostring raises where __tostring gives no string, as since Lua 5.3"},
	}},
	{file: "files.lua"},
	{file: "literals.lua"},
	{file: "locals.lua"},
	{file: "math.lua"},
	{file: "nextvar.lua", out: []excluded{
		{`a = 0; for i="10","1","-2" do a=a+1 end; assert(a==5)`, "", "gopher-lua's for takes no strings as bounds"},
	}},
	{file: "vararg.lua"},
}

// without takes the part out of the source. The lines stay, for their numbers.
func (e excluded) without(source string) (string, bool) {
	start := strings.Index(source, e.from)
	if start < 0 {
		return "", false
	}
	end := start + len(e.from)
	if e.to == "end" {
		end = len(source)
	} else if i := strings.Index(source[start:], e.to); i < 0 {
		return "", false
	} else if e.to != "" {
		end = start + i
	}
	return source[:start] + strings.Repeat("\n", strings.Count(source[start:end], "\n")) + source[end:], true
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
				var found bool
				if source, found = e.without(source); !found {
					t.Fatalf("what is not to be run (%s) is not there: %s", e.why, e.from)
				}
			}
			t.Chdir(t.TempDir())
			if err := os.MkdirAll(filepath.Join("libs", "P1"), 0o777); err != nil {
				t.Fatal(err)
			}
			s := luatest.New(t, luatest.Config{Base: luabase.Config{Dir: dir}})
			// Hundreds of collections, which prove nothing here.
			if _, err := s.Run(`local real = collectgarbage function collectgarbage(...) return ... and real(...) or 0 end`); err != nil {
				t.Fatal(err)
			}
			if _, err := s.RunAs(s.Main(), test.file, source); err != nil {
				var raised *luatest.Error
				if errors.As(err, &raised) {
					t.Logf("traceback:\n%s", raised.Traceback)
				}
				t.Error(err)
			}
		})
	}
}
