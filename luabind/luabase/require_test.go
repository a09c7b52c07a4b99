package luabase_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase"
	"luafut/luabind/luabase/luatest"
	"luafut/luabind/vm"
)

// files writes Lua files into a folder of their own.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRequire(t *testing.T) {
	dir := files(t, map[string]string{
		"plain.lua":     `runs = (runs or 0) + 1 return {name = ...}`,
		"silent.lua":    `silent = true`,
		"pack/init.lua": `return "init"`,
		"pack/sub.lua":  `return "sub"`,
		"a.lua":         `return require "b"`,
		"b.lua":         `return require "a"`,
		"fails.lua":     `error("boom")`,
		"bad.lua":       `x = = 1`,
		"old.lua":       `module(..., package.seeall) function f() return tostring(5) end`,
	})
	opened := 0
	advice := func(module string) string {
		return map[string]string{"widget": "here it is require \"gadget\""}[module]
	}
	cfg := luatest.Config{Base: luabase.Config{Dir: dir, Path: "./none/?.lua", Advice: advice, Builtins: map[string]func(*vm.State) (*lua.LTable, error){
		"gadget": func(s *vm.State) (*lua.LTable, error) { opened++; return s.Main().LState().NewTable(), nil },
		"broken": func(*vm.State) (*lua.LTable, error) { return nil, errors.New("cannot be opened") },
	}}}
	luatest.RunCasesIn(t, cfg, []luatest.Case{
		{"once", `local m = require "plain" return m == require "plain", m.name, runs`, "true plain 1"},
		{"returns nothing", `return require "silent", silent`, "true true"},
		{"folders", `return require "pack", require "pack.sub"`, "init sub"},
		{"built in", `return require "gadget" == require "gadget"`, "true"},
		{"built in and broken", `return (select(2, pcall(require, "broken"))).type`, "InternalError"},
		{"the libraries", `return require "math" == math, require "_G" == _G, require "package" == package, require "coroutine" == coroutine`, "true true true true"},
		{"preload goes first", `package.preload.plain = function(n) return n .. "!" end return require "plain"`, "plain!"},
		{"a loader of the script's own", `table.insert(package.loaders, function(n) return function() return n end end) return require "made.up"`, "made.up"},
		{"module of Lua 5.1", `local m = require "old" return m.f(), old == m`, "5 true"},
		{"circle", `return (select(2, pcall(require, "a"))):match("[^:]*:1: (.*)")`, "loop or previous error loading module 'a'"},
		{"an error can be tried again", `pcall(require, "fails") return (select(2, pcall(require, "fails"))):match("boom")`, "boom"},
		{"known from elsewhere", `return (select(2, pcall(require, "widget")):match("^[^\n]*"))`, "test:1: module 'widget' not found (here it is require \"gadget\"):"},
		{"not found", `require "gadgte"`, "test:1: module 'gadgte' not found; did you mean 'gadget'?:\n\tno field package.preload['gadgte']\n\tno built-in module 'gadgte'\n\tno file '" +
			filepath.Join(dir, "gadgte.lua") + "'\n\tno file '" + filepath.Join(dir, "gadgte", "init.lua") + "'\n\tno file './none/gadgte.lua'"},
	})
	if opened != 1 {
		t.Errorf("the built-in module was opened %d times", opened)
	}
	if _, err := luatest.New(t, cfg).Run(`require "bad"`); err == nil || !strings.Contains(err.Error(), "error loading module 'bad' from file '"+filepath.Join(dir, "bad.lua")) {
		t.Errorf("a file with a mistake: %v", err)
	}
}

func TestScriptDir(t *testing.T) {
	dir := files(t, map[string]string{"here.lua": `return "here"`})
	s := luatest.New(t, luatest.Config{Base: luabase.Config{Dir: dir}})
	if got, err := s.Run(`return require "here", package.path`); err != nil || got != "here "+dir+"/?.lua;"+dir+"/?/init.lua;./?.lua;./?/init.lua" {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestTasksRequireOneFile holds that a file which waits while it runs is run
// once, and that nobody sees its module half made.
func TestTasksRequireOneFile(t *testing.T) {
	dir := files(t, map[string]string{
		"slow.lua": `local m = {} package.loaded[...] = m started() gate() m.whole = true return m`,
		"x.lua":    `meet() return require "y"`,
		"y.lua":    `meet() return require "x"`,
	})
	s := luatest.New(t, luatest.Config{Base: luabase.Config{Dir: dir}})
	const tasks = 8
	gate, started, waiting := make(chan struct{}), make(chan struct{}), make(chan struct{}, tasks)
	var runs atomic.Int32
	s.Set("started", func(*lua.LState) int { runs.Add(1); close(started); return 0 })
	s.Set("gate", func(L *lua.LState) int { return wait(L, gate) })
	s.Set("asks", func(*lua.LState) int { waiting <- struct{}{}; return 0 })
	var met atomic.Int32
	both := make(chan struct{})
	s.Set("meet", func(L *lua.LState) int {
		if met.Add(1) == 2 {
			close(both)
		}
		return wait(L, both)
	})
	results := make(chan string, tasks)
	task := func(source string) {
		th := s.NewThread(context.Background(), "task")
		defer th.Close()
		got, err := s.RunAs(th, "task", source)
		if err != nil {
			got = err.Error()
		}
		results <- got
	}
	go task(`return require("slow").whole`)
	<-started
	for range tasks - 1 {
		go task(`asks() return require("slow").whole`)
	}
	for range tasks - 1 {
		<-waiting
	}
	close(gate)
	for range tasks {
		if got := <-results; got != "true" {
			t.Errorf("a task got %q", got)
		}
	}
	if runs.Load() != 1 {
		t.Errorf("the file was run %d times", runs.Load())
	}
	// Two tasks whose files require each other's must not wait for ever.
	go task(`return require "x"`)
	go task(`return require "y"`)
	if got := <-results + <-results; !strings.Contains(got, "loop or previous error loading module") {
		t.Errorf("a circle between tasks: %s", got)
	}
}

// wait waits with the Lua lock released.
func wait(L *lua.LState, until <-chan struct{}) int {
	err := vm.Current(L).Wait(L, func(ctx context.Context) error {
		select {
		case <-until:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	if err != nil {
		vm.Current(L).Raise(L, err)
	}
	return 0
}
