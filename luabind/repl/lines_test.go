package repl

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luafut/luabind/vm"
)

func TestKeepLocals(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"local x = 1", "      x = 1"},
		{"local a, b", "      a, b = nil"},
		{"local a local b = 2", "      a = nil       b = 2"},
		{"local function f() local y end", "      function f() local y end"},
		{"do local x end", "do local x end"},
		{"for i = 1, 2 do local x end local z = {1}", "for i = 1, 2 do local x end       z = {1}"},
		{"if a then local x elseif b then local y end local z", "if a then local x elseif b then local y end       z = nil"},
		{"repeat local x until x local y", "repeat local x until x       y = nil"},
		{"f(function() local x end) x = 'local y'", "f(function() local x end) x = 'local y'"},
	} {
		got := keepLocals(c.text)
		if got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
		if _, err := vm.Compile("t", got); err != nil {
			t.Errorf("%q: %v", got, err)
		}
	}
}

func TestIncomplete(t *testing.T) {
	for text, want := range map[string]bool{
		"for i = 1, 2 do": true, "1 +": true, "= 1 +": true, "f(": true, "x = [[a": true, "{1,": true, "x =": true,
		"1": false, "= 1": false, "x = 1": false, "for": true, ")": false, "'a": false, ".help": false, "end": false, "--[[": true,
	} {
		if got := incomplete(text); got != want {
			t.Errorf("incomplete(%q) is %v", text, got)
		}
	}
}

func TestShow(t *testing.T) {
	p := newSession(t)
	for _, c := range []struct{ source, want string }{
		{"return 1, 'a\\nb', nil, true", `1	"a\nb"	nil	true`},
		{`return "\1é\255\"\\"`, `"\1é\255\"\\"`},
		{"return {}", "{}"},
		{"return {1, {2}, b = 'x', a = {c = {d = {e = {}}}}, [10] = 5, ['a b'] = 1}", `{1, {2}, [10] = 5, a = {c = {d = {e = {…}}}}, ["a b"] = 1, b = "x"}`},
		{"local t = {} t.t = t return t", "{t = {… itself}}"},
		{"local t = {} for i = 1, 60 do t[i] = 0 end return {#t, t}", "… 10 more"},
		{"local t = {} for i = 1, 40 do t[i] = i end t.x = 1 t.y = {} return t", "{\n  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"},
		{"return setmetatable({}, {__tostring = function() return 'mine' end})", "mine"},
		{"return http.get, print", "<function http.get(url[, opts]) → Response>\t<function print([...])>"},
		{"return futures.Future()", "<Future pending>"},
		{"local f = futures.Future() f:set_result(7) return f", "<Future finished: 7>"},
		{"return html.parse('<ul><li id=a class=\"b c\">one</li><li>two</li></ul>'):find('li')", "  li#a.b.c  one\n  li  two"},
		{"return {html.parse('<a>x</a><a>y</a>'):find('a')}", "nodes, the first a a>}"},
		{"return {string}", "{<module string>}"},
		{"return ('x'):rep(1000)", "… (1000 bytes)"},
	} {
		values, err := p.s.Run("t", c.source)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		got, err := p.show(values)
		if err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s\n got %s, %v\nwant %s", c.source, got, err, c.want)
		}
	}
}

func TestAsScript(t *testing.T) {
	got := asScript([]string{"local f = futures.Future()", "f", "= 1 + 1", "x = ", "for i = 1, 2 do\n\nend"})
	want := "local futures = require \"futures\"\n\nlocal f = futures.Future()\nprint(f)\nprint( 1 + 1)\nfor i = 1, 2 do\n\nend\n"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "luafut", "history")
	h := loadHistory(file)
	for _, line := range []string{"print(1)", "for i = 1, 2 do\nend", "for i = 1, 2 do\nend", "  ", "é\x00"} {
		if _, err := h.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	again := loadHistory(file)
	if want := []string{"print(1)", "for i = 1, 2 do\nend", "é\x00"}; !slices.Equal(again.lines, want) {
		t.Errorf("%q, want %q", again.lines, want)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// FuzzComplete looks for beginnings that completion cannot bear.
func FuzzComplete(f *testing.F) {
	for _, seed := range []string{"http.get('u', {ti", "x = {", "a.b:", "f(g(1, {", "require \"", "--[[", "http.Session{}:ge", "}).", "(("} {
		f.Add(seed)
	}
	s := newSession(f)
	f.Fuzz(func(t *testing.T, text string) {
		if start, _ := s.complete(text); start < 0 || start > len(text) {
			t.Errorf("%q: from %d", text, start)
		}
		keepLocals(text)
		s.highlight(text)
	})
}
