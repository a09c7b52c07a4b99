package luare_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luare"
)

func TestModule(t *testing.T) {
	s := bindtest.NewState(t, luare.Module)
	for _, c := range [][2]string{
		{`return re.match("b+", "abbc")`, `bb`},
		{`return re.match("x", "abc")`, `nil`},
		{`return re.match("^b", "ab"), re.match("(?m)^b", "a\nb")`, `nil b`},
		{`local m = re.match([[(\d+)-(?P<m>\d+)(x)?]], "in 2026-11"); return m[0], m[1], m[2], m.m, m["m"], m[3]`, `2026-11 2026 11 11 11 nil`},
		{`local m = re.match("(?<year>[0-9]+)", "in 2026"); return m.year, m:group("year"), m:group(1), m:group(), m:group(0)`, `2026 2026 2026 2026 2026`},
		{`return re.match("(a)(b)?(c)", "ac"):groups()`, `a nil c`},
		{`local m = re.match("(?P<k>a)(?P<v>b)?", "a"); local n = m:named(); return n.k, n.v`, `a nil`},
		{`local s = "日本"; local m = re.match("本", s); return m:span(), s:sub(m:span())`, `4 本`},
		{`return re.match("(a)(b)?", "xa"):span(2)`, `nil nil`},
		{`return re.match("b*", "a"):span()`, `1 0`},
		{`local m = re.match("(a)", "a"); return m[2]`, `ArgumentError: the pattern "(a)" has the groups 0 to 1, not the number 2`},
		{`local m = re.match("(?P<year>a)", "a"); return m.yeer`, `ArgumentError: the pattern "(?P<year>a)" has no group named 'yeer'; did you mean 'year'?`},
		{`local m = re.match("(a)", "a"); return m:group("x")`, `ArgumentError: the pattern "(a)" has no group named 'x'`},
		{`return table.concat(re.find_all("[a-z]+", "ab c\ndef"), ",")`, `ab,c,def`},
		{`return table.concat(re.find_all("([a-z])=", "a=1 b=2"), ",")`, `a,b`},
		{`local l = re.find_all("([a-z])=([0-9])?", "a=1 b=x"); return #l, l[1][1], l[1][2], l[2][1], l[2][2] == ""`, `2 a 1 b true`},
		{`return #re.find_all("x", "abc")`, `0`},
		{`return #re.find_all("", "abc")`, `4`},
		{`local t = {}; for i, m in re.find_iter("[0-9]", "1a2") do t[#t + 1] = i .. ":" .. m[0] .. "@" .. m:span() end; return table.concat(t, " ")`, `1:1@1 2:2@3`},
		{`return re.sub("[0-9]+", "#", "a1b22")`, `a#b#`},
		{`return re.sub("[0-9]", "#", "a1b22", 2)`, `a#b#2`},
		{`return re.sub("(?P<a>.)(.)", "$2${a}$1$0$$", "xy")`, `yxxxy$`},
		{`return re.sub("(.)", "$12${1}2$0x", "a")`, `a2a2ax`},
		{`return re.sub("a", "$ $x cost$", "a")`, `$ $x cost$`},
		{`return re.sub("a", [[\n\\]], "a")`, `\n\\`},
		{`return re.sub("(a)(b)?", "[$2]", "a")`, `[]`},
		{`return re.sub("x", "y", "abc")`, `abc`},
		{`return re.sub("(?P<n>[0-9]+)", function(m) return m.n * 2 end, "a1b22")`, `a2b44`},
		{`return re.sub("[a-z]", function(m) if m[0] == "b" then return "<b>" end end, "abc")`, `a<b>c`},
		{`return re.sub("a", function() return false end, "a")`, `a`},
		{`return re.sub("a", function() return {} end, "a")`, `ArgumentError: re.sub: the function must return a string, a number or nil for a match, not a table`},
		{`re.sub("a", function() error("mine", 0) end, "a")`, `mine`},
		{`re.sub("(?P<year>a)", "${yeer}", "a")`, `ArgumentError: re.sub: the pattern has no group named 'yeer'; did you mean 'year'?`},
		{`re.sub("(a)", "$2", "a")`, `ArgumentError: re.sub: the pattern has no group 2, only 1`},
		{`re.sub("(a)", "${2}", "a")`, `ArgumentError: re.sub: the pattern has no group 2, only 1`},
		{`re.sub("(a)", "${a", "a")`, `ArgumentError: re.sub: the replacement has a ${ without its }`},
		{`re.sub("(a)", [[\1]], "a")`, `ArgumentError: re.sub: the replacement has \1; a group is written $1 or ${name}`},
		{`re.sub("", ("y"):rep(1e5) .. "$0", ("x"):rep(2e4))`, `ArgumentError: re.sub: the text would be longer than 1 GB`},
		{`return re.sub("[a-z]+", {ann = "Ann", bob = 7, joe = false}, "ann bob joe kim"), re.sub("<([a-z])>", {a = "$1"}, "<a><b>")`, `Ann 7 joe kim $1<b>`},
		{`return re.sub("[a-z]", setmetatable({}, {__index = function(_, k) return k:upper() end}), "ab")`, `AB`},
		{`return re.sub("[a-z]", setmetatable({}, {__call = function(_, m) return m[0]:upper() end}), "ab")`, `AB`},
		{`re.sub("a", {a = {}}, "a")`, `ArgumentError: re.sub: the table must hold a string, a number or nil for a match, not a table`},
		{`re.sub("a", setmetatable({}, {__index = function() error("mine", 0) end}), "a")`, `mine`},
		{`re.sub("a", true, "a")`, `ArgumentError: argument 2 'replacement' of re.sub must be a string, a function or a table, not true`},
		{`local p = re.compile("b") return re.compile(p) == p, re.compile("") == nil`, `true false`},
		{`return table.concat(re.split(" *, *", "a , b,c"), "|")`, `a|b|c`},
		{`return table.concat(re.split(",", "a,b,c", 1), "|")`, `a|b,c`},
		{`return table.concat(re.split("(,)", ",a,"), "|")`, `|,|a|,|`},
		{`return #re.split(",", ""), re.split(",", "")[1] == ""`, `1 true`},
		{`local p = re.compile("(?i)([a-c])"); return p.pattern, p.groups, p, p:sub("<$1>", "xB"), p:match("xC"), #p:find_all("aBz"), #p:split("xay")`, `(?i)([a-c]) 1 (?i)([a-c]) x<B> C 2 3`},
		{`return re.match(re.compile("b"), "abc")`, `b`},
		{`return re.match(re.escape("a.b*"), "xa.b*x")`, `a.b*`},
		{`return re.match("(?s)a.b", "a\nb") ~= nil, re.match("a.b", "a\nb")`, `true nil`},
		{`re.match(5, "a")`, `ArgumentError: argument 1 'pattern' of re.match must be a string or a Pattern, not the number 5`},
		{`re.match("a")`, `ArgumentError: argument 2 'text' of re.match must be a string, not nothing`},
		{`re.sub("a", "b", "c", 0)`, `ArgumentError: argument 4 'count' of re.sub must be a whole number from 1, not the number 0`},
		{`re.compile("(a")`, `PatternError: bad pattern "(a": missing closing ): "(a"`},
		{`re.compile("a(?=b)")`, `PatternError: bad pattern "a(?=b)": invalid or unsupported Perl syntax: "(?=" (RE2 has no look-around, so that matching takes linear time; match more and take a group)`},
		{`re.compile("(?<!b)a")`, `PatternError: bad pattern "(?<!b)a": invalid named capture: "(?<!b)a" (RE2 has no look-around, so that matching takes linear time; match more and take a group)`},
		{`re.compile([[(a)\1]])`, `PatternError: bad pattern "(a)\\1": invalid escape sequence: "\\1" (RE2 has no references to groups within a pattern, so that matching takes linear time)`},
		{`re.compile([[a\Z]])`, `PatternError: bad pattern "a\\Z": invalid escape sequence: "\\Z" (the end of the text is \z)`},
		{`re.frob("a", "a")`, `ArgumentError: module 're' has no member 'frob'; there are PatternError, compile, escape, find_all, find_iter, match, split, sub`},
		{`local ok, e = pcall(re.compile, "("); return e.type`, `PatternError`},
	} {
		if got := bindtest.Eval(t, s, c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// A long text is searched with the lock given away.
func TestLongText(t *testing.T) {
	s := bindtest.NewState(t, luare.Module)
	got := bindtest.Eval(t, s, `
		local text = ("item 7, "):rep(5000)
		return #re.find_all("[0-9]", text), #re.split(", ", text), #re.sub("item ", "", text), re.match("x", text)`)
	if got != "5000 5001 15000 nil" {
		t.Errorf("got %s", got)
	}
}

// More patterns than the cache holds do not get in each other's way.
func TestCompileCache(t *testing.T) {
	for range 2 {
		for i := range 1200 {
			p, err := luare.Compile(fmt.Sprintf("^%d$", i))
			if err != nil || p.Find(fmt.Sprint(i)) == nil || p.Find(fmt.Sprint(i+1)) != nil {
				t.Fatalf("pattern %d: %v", i, err)
			}
		}
	}
	a, _ := luare.Compile("same")
	if b, _ := luare.Compile("same"); a != b {
		t.Error("a pattern is compiled once")
	}
}

// FuzzReplace holds that no template makes replacing fail otherwise than by saying so, and that the
// parts of a split are the text.
func FuzzReplace(f *testing.F) {
	f.Add("(?P<a>.)(.)?", "$1${a}$$$2", "xyz")
	f.Add("", "$", "é\xff")
	f.Add("b*", "${0}$9", "abab")
	f.Add("x", `\1${`, "x")
	f.Fuzz(func(t *testing.T, pattern, template, text string) {
		p, err := luare.Compile(pattern)
		if err != nil {
			return
		}
		out, err := p.Replace(text, template, 0)
		if wrong := (*luare.TemplateError)(nil); err != nil && !errors.As(err, &wrong) {
			t.Fatal(err)
		}
		if err == nil && p.Find(text) == nil && out != text {
			t.Fatalf("nothing matched, but %q became %q", text, out)
		}
		same, err := p.Replace(text, "$0", 0)
		if err != nil || same != text {
			t.Fatalf("%q by itself became %q, %v", text, same, err)
		}
		if p.Groups() == 0 {
			matches, between := p.FindAll(text, 0), p.Split(text, 0)
			var joined strings.Builder
			for i, part := range between {
				joined.WriteString(part)
				if i < len(matches) {
					whole, _ := matches[i].Group(0)
					joined.WriteString(whole)
				}
			}
			if joined.String() != text || len(between) != len(matches)+1 {
				t.Fatalf("%q was split at %q into %q", text, pattern, between)
			}
		}
	})
}

func BenchmarkFindAll(b *testing.B) {
	p, err := luare.Compile(`href="([^"]*)"`)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(`<a class="title" href="/link/123">A title</a><p>some more text between the links</p>`, 700)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if n := len(p.FindAll(text, 0)); n != 700 {
			b.Fatal(n)
		}
	}
}
