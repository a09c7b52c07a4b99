package vm_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// newState makes a state with gopher-lua's base, string, table and math
// libraries and the functions under test.
func newState(t testing.TB) *vm.State {
	s := vm.New(context.Background(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	L := th.LState()
	for _, open := range []lua.LGFunction{lua.OpenBase, lua.OpenTable, lua.OpenString, lua.OpenMath} {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	g := s.Globals()
	g.RawSetString("pcall", L.NewFunction(vm.PCall))
	g.RawSetString("xpcall", L.NewFunction(vm.XPCall))
	co := L.NewTable()
	g.RawSetString("coroutine", co)
	co.RawSetString("create", L.NewFunction(func(L *lua.LState) int { L.Push(vm.CoCreate(L, L.CheckFunction(1))); return 1 }))
	co.RawSetString("yield", L.NewFunction(vm.CoYield))
	co.RawSetString("status", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LString(vm.CoStatus(L.CheckThread(1))))
		return 1
	}))
	co.RawSetString("resume", L.NewFunction(func(L *lua.LState) int {
		var args []lua.LValue
		for i := 2; i <= L.GetTop(); i++ {
			args = append(args, L.Get(i))
		}
		values, ok := vm.CoResume(L, L.CheckThread(1), args)
		L.Push(lua.LBool(ok))
		for _, v := range values {
			L.Push(v)
		}
		return len(values) + 1
	}))
	g.RawSetString("wait", L.NewFunction(func(L *lua.LState) int {
		d := time.Duration(float64(L.CheckNumber(1)) * float64(time.Second))
		err := vm.Current(L).Wait(L, func(ctx context.Context) error {
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(d):
				return nil
			}
		})
		if err != nil {
			vm.Current(L).Raise(L, err)
		}
		return 0
	}))
	th.Unlock()
	t.Cleanup(th.Close)
	return s
}

// run runs a script in the main thread and gives its first result as text.
func run(t testing.TB, s *vm.State, src string) (string, error) {
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	fn, err := s.Load("test", src)
	if err != nil {
		return "", err
	}
	results, err := th.Call(th.LState(), fn)
	if err != nil || len(results) == 0 {
		return "", err
	}
	return results[0].String(), nil
}

func TestScripts(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"upvalues survive a caught error", `
			local n = 0
			local function inc() n = n + 1 end
			inc() pcall(error, "x") inc()
			pcall(function() pcall(error) local t = nil; t.x = 1 end) inc()
			return n`, "3"},
		{"upvalues of failed frames are closed", `
			local esc
			pcall(function() local k = 5; esc = function() k = k + 1; return k end; error("x") end)
			local a, b, c, d = 1, 2, 3, 4
			return esc() + esc()`, "13"},
		{"pcall gives any value back", `
			local v = {}
			local ok, e = pcall(error, v)
			return tostring(ok == false and e == v) .. tostring(select(2, pcall(error, nil)))`, "truenil"},
		{"pcall returns all results", `return select('#', pcall(function() return 1, nil, nil end))`, "4"},
		{"nested pcall", `return tostring(pcall(pcall, error, "e"))`, "true"},
		{"xpcall handler and arguments", `
			local ok, e = xpcall(function(a, b) error(a .. b, 0) end, function(m) return m .. "!" end, "x", "y")
			return e`, "xy!"},
		{"10,000 nested calls", `
			local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end
			return f(10000)`, "10000"},
		{"100,000 nested calls", `
			local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end
			return f(100000)`, "100000"},
		{"overflow is caught", `
			local function f() return 1 + f() end
			local ok, e = pcall(f)
			return tostring(ok) .. tostring(e:find("stack overflow") ~= nil) .. tostring(select(2, pcall(f)):find("overflow") ~= nil)`, "falsetruetrue"},
		{"nested pcall overflow", `
			local function f() local ok, e = pcall(f) if not ok then error(e, 0) end end
			local ok, e = pcall(f)
			return tostring(ok) .. tostring(tostring(e):find("overflow") ~= nil)`, "falsetrue"},
		{"a for body that begins with break", `
			local n = 0
			for _, v in ipairs{1, 2, 3} do break end
			for _, v in ipairs{1, 2, 3} do do break end end
			for _, v in ipairs{1, 2, 3} do while true do break end n = n + v end
			for _, v in ipairs{1, 2, 3} do if true then break end n = n + 100 end
			for _, v in ipairs{1, 2, 3} do goto next; ::next:: end
			return n`, "6"},
		{"a for over what a call's field gives", `
			local x, out = {text = "ab", list = {z = "cd"}, iter = nil}, {}
			local function get() return x end
			function x:get() return self end
			local function put(v) out[#out + 1] = v end
			x.iter = function(_, n) n = (n or 0) + 1 if n < 3 then return n end end
			for c in get().text:gmatch(".") do put(c) end
			for c in x:get():get().list.z:gmatch(".") do put(c) end
			for c in (get().text):gmatch(".") do put(c) end
			for n in get().iter do put(n) end
			for n in get()["it" .. "er"], nil, 1 do put(n) end
			for i = get().text:len(), #get().list.z + 1 do put(i) end
			for i, c in ipairs({get().text, x:get().list.z}) do put(i .. c) end
			return table.concat(out, " ")`, "a b c d a b 1 2 2 2 3 1ab 2cd"},
		{"a for begins anew each time", `
			local out = {}
			local function f(state, control) out[#out + 1] = tostring(state) .. tostring(control) if not control then return 1 end end
			for _ in f do end
			for _ in f do end
			local t = {a = 1}
			for _ = 1, 2 do for k, v in next, t do out[#out + 1] = k .. v end end
			return table.concat(out, " ")`, "nilnil nil1 nilnil nil1 a1 a1"},
		{"the right side first", `
			local t = {}
			local function f() t[#t+1] = "inner" return "outer" end
			t[#t+1] = f()
			return table.concat(t, " ")`, "inner outer"},
		{"the right side first, several", `
			local t, i = {}, 1
			local function f() i = 5 return "a", "b" end
			t[i], t[i+1] = f()
			return tostring(t[5]) .. tostring(t[6])`, "ab"},
		{"several targets", `
			local v1, v2, v3, a = 1, 2, 10, {}
			b, a.x = v1, v2
			a.y, c, a[1] = v1, v2, v3
			local i = 1
			i, a[i] = i + 1, 20
			return table.concat({b, a.x, a.y, c, a[1], i}, " ")`, "1 2 1 2 20 2"},
		{"several locals", `
			local a, b, x, up = 1, 2, "x", "u"
			a, b = b, a
			local f = function() a, b = a + b, a x, up = up, x end
			f()
			return table.concat({a, b, x, up}, " ")`, "3 2 u x"},
		{"a call in brackets to the last parameter", `
			local function clean(a, s, ...)
				local n, m = "kept", ...
				s = (s:gsub("a", "b"))
				a = (tostring(a))
				return table.concat({a, s, n, m, (...)}, " ")
			end
			return clean(1, "aba", "rest")`, "1 bbb kept rest rest"},
		{"a page that has no next", `
			local path, pages = "/1", 0
			local function links(p) return p == "/3" and {} or {next = {url = "/" .. tonumber(p:sub(2)) + 1}} end
			while path and pages < 9 do
				pages = pages + 1
				path = links(path).next and links(path).next.url
			end
			return pages`, "3"},
		{"swaps", `local t = {1, 2} t[1], t[2] = t[2], t[1] return t[1] .. t[2]`, "21"},
		{"large indexes take no room", `local t = {} t[60000000] = true local n = 0 for k in pairs(t) do n = n + k end return n`, "60000000"},
		{"a coroutine that gives nothing", `
			local co = coroutine.create(function() coroutine.yield() coroutine.yield(nil) end)
			local function n(...) return select('#', ...) end
			return n(coroutine.resume(co)) .. n(coroutine.resume(co)) .. n(coroutine.resume(co))`, "121"},
		{"coroutines", `
			local co = coroutine.create(function(a) local b = coroutine.yield(a + 1); return b * 2 end)
			local _, x = coroutine.resume(co, 1)
			local _, y = coroutine.resume(co, 21)
			return x .. " " .. y .. " " .. coroutine.status(co)`, "2 42 dead"},
		{"yield across pcall is an error", `
			local co = coroutine.create(function() return pcall(coroutine.yield, 1) end)
			local ok, inner, e = coroutine.resume(co)
			return tostring(ok) .. tostring(inner) .. tostring(tostring(e):find("across") ~= nil)`, "truefalsetrue"},
		{"yield across an iterator is an error", `
			local co = coroutine.create(function() for x in function() return coroutine.yield(1) end do return x end end)
			local ok, e = coroutine.resume(co)
			return tostring(ok) .. tostring(tostring(e):find("across") ~= nil)`, "falsetrue"},
		{"a coroutine cannot resume itself", `
			local co; co = coroutine.create(function() return coroutine.resume(co) end)
			local _, ok, e = coroutine.resume(co)
			return tostring(ok) .. tostring(e)`, "falsecannot resume non-suspended coroutine"},
		{"an error in a coroutine closes upvalues", `
			local esc
			local co = coroutine.create(function() local k = 1; esc = function() k = k + 1 return k end error("x") end)
			coroutine.resume(co)
			return esc() + esc()`, "5"},
		{"deep recursion in a coroutine", `
			local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end
			return select(2, coroutine.resume(coroutine.create(f), 20000))`, "20000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := run(t, newState(t), test.src)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestInterruptStopsLua(t *testing.T) {
	stop := errors.New("stop")
	for name, src := range map[string]string{
		"loop":       `signal() while true do end`,
		"goto":       `signal() ::top:: goto top`,
		"repeat":     `signal() repeat until false`,
		"pcall":      `signal() while true do pcall(function() while true do end end) end`,
		"xpcall":     `signal() while true do xpcall(function() while true do end end, function() while true do end end) end`,
		"coroutine":  `signal() while true do coroutine.resume(coroutine.create(function() while true do end end)) end`,
		"wait":       `signal() while true do pcall(wait, 3600) end`,
		"recursion":  `signal() local function f() pcall(f) while true do end end f()`,
		"metamethod": `signal() local t = setmetatable({}, {__index = function() while true do end end}) return t.x`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newState(t)
			th := s.Main()
			running := make(chan struct{})
			th.Lock()
			s.Globals().RawSetString("signal", th.LState().NewFunction(func(*lua.LState) int { close(running); return 0 }))
			th.Unlock()
			go func() { <-running; th.Interrupt(stop) }()
			if _, err := run(t, s, src); err != stop {
				t.Fatalf("got %v, want the cause of the interrupt", err)
			}
			th.Reset()
			if got, err := run(t, s, "return 7"); got != "7" || err != nil {
				t.Errorf("after Reset: %q, %v", got, err)
			}
		})
	}
}

func TestTakeTurnsAtSafePointsOnly(t *testing.T) {
	s := newState(t)
	const workers, each = 8, 40000
	s.Main().Lock()
	fn, err := s.Load("test", `
		t, n = {}, 0
		function work(count) for i = 1, count do t[#t+1] = i; n = n + 1 end end`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Main().Call(s.Main().LState(), fn); err != nil {
		t.Fatal(err)
	}
	work := s.Globals().RawGetString("work")
	s.Main().Unlock()
	done := make(chan error)
	for range workers {
		go func() {
			th := s.NewThread(context.Background(), "worker")
			defer th.Close()
			th.Lock()
			_, err := th.Call(th.LState(), work, lua.LNumber(each))
			th.Unlock()
			done <- err
		}()
	}
	for range workers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got, _ := run(t, s, "return #t .. ' ' .. n"); got != "320000 320000" {
		t.Errorf("lost updates: %s", got)
	}
}

func TestTwoThreadsInOneCoroutine(t *testing.T) {
	s := newState(t)
	if _, err := run(t, s, `co = coroutine.create(function() wait(0.05) return "done" end)`); err != nil {
		t.Fatal(err)
	}
	s.Main().Lock()
	fn, _ := s.Load("test", `return select(2, coroutine.resume(co))`)
	s.Main().Unlock()
	results := make(chan string, 2)
	for range 2 {
		go func() {
			th := s.NewThread(context.Background(), "worker")
			defer th.Close()
			th.Lock()
			values, err := th.Call(th.LState(), fn)
			th.Unlock()
			if err != nil {
				results <- err.Error()
				return
			}
			results <- values[0].String()
		}()
	}
	got := <-results + "|" + <-results
	if !strings.Contains(got, "done") || !strings.Contains(got, "non-suspended") {
		t.Errorf("got %s", got)
	}
}

func TestErrorsCarryTracebacks(t *testing.T) {
	_, err := run(t, newState(t), "local function inner()\n  error('boom')\nend\nlocal function outer()\n  inner()\nend\nouter()")
	var e *vm.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	want := "\t[Go]: in function 'error'\n\ttest:2: in function 'inner'\n\ttest:5: in function 'outer'\n\ttest:7: in main chunk"
	if e.Traceback != want {
		t.Errorf("traceback:\n%s\nwant:\n%s", e.Traceback, want)
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range []struct {
		src        string
		line       int
		incomplete bool
	}{
		{"x = ", 0, true},
		{"for i = 1, 2 do", 0, true},
		{"x = = 1", 1, false},
		{"\n\nreturn )", 3, false},
		{"local s = [[abc", 0, true},
		{"goto nowhere", 0, false},
	} {
		_, err := vm.Compile("test", test.src)
		var e *vm.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", test.src, err)
			continue
		}
		if e.Incomplete != test.incomplete || test.line != 0 && e.Line != test.line {
			t.Errorf("%q: %+v", test.src, e)
		}
	}
	if _, err := vm.Compile("test", "#!/usr/bin/env luafut\nreturn 1"); err != nil {
		t.Error(err)
	}
}

// BenchmarkLoop is a turn of a loop: of a state as it is, and of one that is sampled.
func BenchmarkLoop(b *testing.B) {
	for _, name := range []string{"plain", "sampled"} {
		b.Run(name, func(b *testing.B) {
			s := newState(b)
			if name == "sampled" {
				sampler := vm.NewSampler()
				defer sampler.Stop()
				s.Sample(sampler)
			}
			s.Main().Lock()
			defer s.Main().Unlock()
			fn, _ := s.Load("bench", `local n = ... local x = 0 for i = 1, n do x = x + i % 7 end return x`)
			b.ResetTimer()
			if _, err := s.Main().Call(s.Main().LState(), fn, lua.LNumber(b.N)); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func BenchmarkLoopPlain(b *testing.B) {
	L := lua.NewState()
	defer L.Close()
	fn, _ := L.LoadString(`local n = ... local x = 0 for i = 1, n do x = x + i % 7 end return x`)
	b.ResetTimer()
	if err := L.CallByParam(lua.P{Fn: fn, NRet: 1, Protect: true}, lua.LNumber(b.N)); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkNewThread(b *testing.B) {
	s := newState(b)
	b.ReportAllocs()
	for b.Loop() {
		s.NewThread(context.Background(), "x")
	}
}

func BenchmarkPCallError(b *testing.B) {
	s := newState(b)
	s.Main().Lock()
	fn, _ := s.Load("bench", `for i = 1, (...) do pcall(error, "x") end`)
	b.ResetTimer()
	if _, err := s.Main().Call(s.Main().LState(), fn, lua.LNumber(b.N)); err != nil {
		b.Fatal(err)
	}
	s.Main().Unlock()
}
