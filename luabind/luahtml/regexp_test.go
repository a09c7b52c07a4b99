package luahtml_test

import (
	"regexp"
	"testing"

	"luafut/luabind/bind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

// compiled is a regular expression as a module of them has it.
type compiled struct{ re *regexp.Regexp }

func (c compiled) Regexp() *regexp.Regexp { return c.re }

var patternClass = &bind.Class{Name: "Pattern", Doc: "A regular expression."}

// patterns is a module that makes such values.
var patterns = &bind.Module{
	Name: "re", Doc: "Regular expressions.", Classes: []*bind.Class{patternClass},
	Funcs: []bind.Func{{
		Name: "compile", Doc: "Compiles one.", Params: []bind.Param{bind.P("pattern", bind.String, "its text")}, Returns: "Pattern",
		Fn: func(c *bind.Call) error {
			return c.Return(c.New(patternClass, compiled{regexp.MustCompile(c.String(1))}))
		},
	}},
}

// TestRegexps holds that find_all and extract take any object that is a compiled
// regular expression.
func TestRegexps(t *testing.T) {
	s := bindtest.NewState(t, luahtml.Module, patterns)
	for source, want := range map[string]string{
		`return #doc:find_all(re.compile("^h[12]$")), #doc:find_all({re.compile("^h1"), "p"})`:                   "2 3",
		`return #doc:find_all("p", {id = re.compile("^b")}), #doc:find_all("p", {id = {re.compile("^b"), "a"}})`: "1 2",
		`return doc:find_all("p", nil, {text = re.compile("tw")}):text()`:                                        "two 2",
		`return doc:extract{fields = {n = {select = "#b", re = re.compile("\\d"), convert = "number"}}}.n + 1`:   "3",
		`doc:find_all(patternless)`: "ArgumentError: argument 1 'what' of Selection:find_all must be a string, a list, a boolean, a regular expression or a function, not a Selection",
	} {
		source = `local doc = html.parse("<h1>x</h1><h2>y</h2><p id=a>one</p><p id=b>two 2</p>") patternless = doc ` + source
		if got := bindtest.Eval(t, s, source); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", source, got, want)
		}
	}
}
