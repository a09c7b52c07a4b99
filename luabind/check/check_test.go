package check_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind"
	"luafut/luabind/check"
)

// TestScripts holds the scripts that people are shown, and the command's own, to
// the rules.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("../../scripts/*.lua")
	if err != nil || len(files) < 2 {
		t.Fatalf("found %d scripts, %v", len(files), err)
	}
	own, err := filepath.Glob("../cli/*.lua")
	if err != nil || len(own) < 3 {
		t.Fatalf("found %d scripts of the command, %v", len(own), err)
	}
	files = append(files, own...)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range check.Source(file, string(text), luabind.World()) {
			t.Error(p)
		}
	}
}

func TestProblems(t *testing.T) {
	const http = `local http = require "http" `
	for _, c := range []struct{ source, want string }{
		{"x = 1 print(x)", ""},
		{"for a in require('html').parse(''):find('a') do print(a) end", "t:1:5: for … in wants an iterator, and this is a Selection: for i, item in x:each() do (arguments)"},
		{"for i, a in require('html').parse(''):find('a'):each() do print(i, a) end", ""},
		{"local db = require('store').open('x') for row in db:query('SELECT 1') do print(row) end", ""},
		{"local f = require('futures').ThreadPoolExecutor(1) for x in f:submit(print) do print(x) end", "t:1:56: for … in wants an iterator, and this is a Future (arguments)"},
		{"for i, x in require('futures').ThreadPoolExecutor(1):map(print, {}) do print(i, x) end", ""},
		{"for row in require('csv').rows('a') do print(row) end", ""},
		{"print(x) x = 1", ""},
		{"function f() end f()", ""},
		{"print(arg[1], _VERSION, string.rep('x', 3), coroutine.wrap)", ""},
		{"print(x)", "t:1:7: no global 'x' was set: is it misspelt, or a local of another function or file? (global)"},
		{"prnit(1)", "t:1:1: no global 'prnit' was set; did you mean 'print'? (global)"},
		{"print(json)", "t:1:7: json is a module: local json = require \"json\" (global)"},
		{"table.unpack({})", "t:1:7: table.unpack came with Lua 5.2; here it is unpack(list) (member)"},
		{"function table.unpack() end table.unpack()", ""},
		{"local x = 7 // 2", "t:1:13: unexpected symbol near '/'; integer division"},
		{"goto continue ::continue::", ""},
		{"local x = 1", "t:1:7: local 'x' is never used (unused)"},
		{"local _x = 1", ""},
		{"local a, b = f() print(b) function f() end", ""},
		{"local function f() end", "t:1:16: local 'f' is never used (unused)"},
		{"local n = 0\nn = n + 1\nprint(function() n = 2 end)", ""},
		{"for i = 1, 2 do end", ""},
		{"local h = require 'htpp' print(h)", "t:1:11: there is no module 'htpp'; did you mean 'http'? (module)"},
		{"local json = require 'json' print(json.loads('1'))", "t:1:40: json has no member 'loads'; here it is decode (member)"},
		{"print(require 'socket.core', require 'mymodule')", ""},
		{"local function require(x) return x end print(require 'htpp')", ""},
		{http + "http.gett('u')", "t:1:34: http has no member 'gett'; did you mean 'get'? (member)"},
		{http + "http = nil print(http.gett)", ""},
		{http + "http.get()", "http.get wants at least 1 argument, not 0"},
		{http + "http.get(unpack(arg))", ""},
		{http + "http.get('u', {}, 1)", "http.get takes at most 2 arguments, not 3"},
		{http + "http.get('u', {timout = 1})", "t:1:44: http.get has no option 'timout'; did you mean 'timeout'? (option)"},
		{http + "http.get('u', {max_redirects = 'x'})", "option 'max_redirects' of http.get must be"},
		{http + "http.get('u', {1})", "options are named"},
		{http + "local s = http.Session() s:gett('u')", "a Session has no member 'gett'; did you mean 'get'?"},
		{http + "local s = http.Session() s.get()", "Session:get is a method: call it with a colon, as x:get(…)"},
		{http + "http:get('u')", "t:1:34: http.get is a function of a module: call it with a dot, as http.get(…) (arguments)"},
		{"print(('x'):upper())", ""},
		{http + "print(http.get('u'):jsn())", "a Response has no member 'jsn'; did you mean 'json'?"},
		{http + "print(http.get('u').status_cod)", "a Response has no member 'status_cod'; did you mean 'status_code'?"},
		{http + "print(http.get('u').body)", "a Response has no member 'body'; here it is content, or text"},
		{"local f = require('futures').Future() f.links = {} print(f.links)", ""},
		{"local html = require 'html' print(html.parse('x'):find('a'):frist())", "a Selection has no member 'frist'; did you mean 'first'?"},
		{"local html = require 'html' print(html.parse('x'):find('a::text')[1]:upper())", ""},
		{"local time = require 'time' time.sleep('long')", "argument 1 'seconds' of time.sleep must be"},
	} {
		var got []string
		for _, p := range check.Source("t", c.source, luabind.World()) {
			got = append(got, p.String())
		}
		text := strings.Join(got, "\n")
		if c.want == "" && text != "" || !strings.Contains(text, c.want) || len(got) > 1 {
			t.Errorf("%s\n got %s\nwant %s", c.source, text, c.want)
		}
	}
}

// FuzzSource looks for texts that the linter cannot bear.
func FuzzSource(f *testing.F) {
	f.Add("local http = require 'http' http.get('u', {timeout = 1, [2] = 3, 4})")
	f.Add("function a.b:c(...) return ..., (f()), -x, not #y end for k in pairs(t) do goto done end ::done::")
	f.Add("local x <const> = 1 // 2")
	f.Add("#!/x\nif a then elseif b then else end repeat local q until q while x do break end")
	world := luabind.World()
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range check.Source("fuzz", text, world) {
			if p.Line < 0 || p.Column < 0 || p.Message == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}
