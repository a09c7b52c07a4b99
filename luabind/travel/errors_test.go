package travel_test

import (
	"strings"
	"testing"

	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

func TestErrors(t *testing.T) {
	runAll(t, []script{
		{"text", `local ok, e = pcall(remote, function() error("oh") end) return e`, "test:1: oh"},
		{"any value", `
			local ok, e = pcall(remote, function() error({code = 7}) end)
			local _, n = pcall(remote, error, nil)
			return e.code, n, select(2, pcall(remote, error, false))`, "7 nil false"},
		{"an error object of a built-in kind", `
			local errors, demo = require("errors"), require("demo")
			local ok, e = pcall(remote, function() demo.hard() end)
			return e.type, e.message, errors.is(e, demo.HardError), errors.is(e, errors.RuntimeError), tostring(e), (e.traceback:find("test:3")) ~= nil`,
			"HardError as granite true true HardError: as granite true"},
		{"a script's kind, its parent, its fields", `
			local errors = require("errors")
			local Base = errors.new("BaseError", errors.RuntimeError)
			local Mine = errors.new("MyError", Base)
			local ok, e = pcall(remote, function() error(Mine("m", {code = 3, cause = Base("below")})) end)
			return e.type, e.code, errors.is(e, Mine), errors.is(e, Base), e.cause.type, errors.is(e.cause, Mine)`,
			"MyError 3 true true BaseError false"},
		{"kinds keep their identity in workers", `
			local errors = require("errors")
			local Mine = errors.new("MyError")
			local function is(e, K) return errors.is(e, Mine) and errors.is(e, K) and Mine == K end
			return remote(is, Mine("x"), Mine), remote(function() return Mine end) == Mine`, "true true"},
		{"a kind made in a worker is one kind", `
			local errors = require("errors")
			local K, e = remote(function() local K = errors.new("There") return K, K("x") end)
			local again = remote(function(K) return K end, K)
			return errors.is(e, K), again == K, tostring(K)`, "true true kind There"},
		{"the metatables of errors and of objects are values too", `
			local errors, demo = require("errors"), require("demo")
			local of = debug.getmetatable
			local e, b = errors.Error("x"), demo.box()
			local m, n, same = remote(function(m, n) return m, n, of(errors.Error("y")) == m and of(demo.box()) == n end, of(e), of(b))
			return m == of(e), n == of(b), same`,
			"true true true"},
		{"a field that cannot travel", `
			local demo = require("demo")
			local ok, e = pcall(remote, function() error(demo.HardError("m", {stone = demo.stone(), n = 4, cause = demo.HardError("below", {s = demo.stone()})})) end)
			return e.type, e.message, e.n, e.stone, e.cause.type, e.cause.s`,
			"HardError m 4 (cannot travel: error: demo.Stone) HardError (cannot travel: error: demo.Stone)"},
		{"an error that cannot travel", `
			local ok, e = pcall(remote, function() error({items = {print, coroutine.create(print)}}) end)
			return e.type, e.message`, "TravelError error.items[2]: coroutine"},
	})
}

func TestTracebacks(t *testing.T) {
	p := newPair(t)
	th := p.home.Main()
	th.Lock()
	defer th.Unlock()
	L := th.LState()
	inner := &vm.Error{Value: bind.KindValue(p.home, bind.Error), Traceback: "\ttest:9: inner", Task: "fetch"}
	outer := &vm.Error{Value: inner.Value, Traceback: "\ttest:1: outer", Stack: "goroutine 1", From: inner}
	m := travel.EncodeError(L, outer)
	p.worker.Main().Lock()
	defer p.worker.Main().Unlock()
	o, err := p.toHome.DecodeOutcome(p.worker.Main().LState(), m.Body)
	if err != nil || o.Err == nil || o.Err.From == nil {
		t.Fatalf("%+v, %v", o, err)
	}
	e := o.Err
	if e.Traceback != outer.Traceback || e.Stack != outer.Stack || e.Task != "" || e.From.Traceback != inner.Traceback || e.From.Task != "fetch" || e.From.From != nil {
		t.Errorf("%+v from %+v", e, e.From)
	}
	if e.Value != e.From.Value || bind.KindOf(e.Value) != bind.Error {
		t.Errorf("the value is %v, then %v", e.Value, e.From.Value)
	}
}

func TestWhereItSits(t *testing.T) {
	const demo = `local demo = require("demo") local stone = demo.stone() `
	for _, test := range []struct{ name, src, want string }{
		{"argument", `remote(print, 1, stone)`, "argument 2: demo.Stone"},
		{"within", `remote(print, {items = {1, 2, stone}})`, "argument 1.items[3]: demo.Stone"},
		{"odd keys", `remote(print, {["a b"] = {[1.5] = {[true] = stone}}})`, `argument 1["a b"][1.5][true]: demo.Stone`},
		{"a key", `remote(print, {x = {[stone] = 1}})`, "argument 1.x's key: demo.Stone"},
		{"a metatable", `remote(print, setmetatable({}, {stone = stone}))`, "argument 1's metatable.stone: demo.Stone"},
		{"an upvalue", "\nremote(function() return stone end)", "upvalue 'stone' of function <test:2>: demo.Stone"},
		{"within an upvalue", "local doc = {list = {stone}}\nremote(print, function() return doc end)", "upvalue 'doc'.list[1] of function <test:2>: demo.Stone"},
		{"a global", `session_pool = stone remote(function() return session_pool end)`, "global 'session_pool': demo.Stone"},
		{"within a global, through another", `cfg = {pool = {stone}} function get() return cfg end remote(function() return get() end)`, "global 'cfg'.pool[1]: demo.Stone"},
		{"an environment", `remote(setfenv(function() end, {x = stone}))`, "environment.x of function <test:1>: demo.Stone"},
		{"the function", `remote(coroutine.create(print))`, "function: coroutine"},
		{"a result", `remote(function() return 1, {x = coroutine.create(print)} end)`, "result 2.x: coroutine"},
		{"a result of Go", `remote(function() return {demo.stone()} end)`, "result 1[1]: demo.Stone"},
		{"an object with a reason", `remote(print, {demo.box("sealed")})`, "argument 1[1]: demo.Box (it is sealed)"},
		{"within an object", `remote(print, demo.box({stone}))`, "argument 1.value[1]: demo.Stone"},
		{"a file", `remote(print, io.stdout)`, "argument 1: io.File"},
		{"an iterator of Go", `remote(print, string.gmatch("a", "a"))`, "argument 1: function that is not of Lua (an iterator, or one made by a call)"},
		{"a proxy", `remote(print, newproxy())`, "argument 1: userdata"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := newPair(t).run("test", demo+test.src)
			if want := "TravelError: " + test.want; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	t.Run("very deep", func(t *testing.T) {
		got := newPair(t).run("test", demo+`local t = stone for i = 1, 100000 do t = {t} end remote(print, t)`)
		if !strings.HasPrefix(got, "TravelError: argument 1") || !strings.Contains(got, "[1]…") || !strings.HasSuffix(got, "[1]: demo.Stone") || len(got) > 3000 {
			t.Errorf("got %d bytes: %.80s", len(got), got)
		}
	})
}
