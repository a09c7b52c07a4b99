package luatable_test

import (
	"fmt"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luastring/stdlib"
)

// prelude are functions that the cases use.
const prelude = `
		-- show calls a function with a list, and returns what it returns, and the list.
		function show(list, fn, ...)
			local r = {fn(list, ...)}
			for i = 1, table.maxn(r) do r[i] = tostring(r[i]) end
			local items = {}
			for i = 1, #list do items[i] = tostring(list[i]) end
			return "{" .. table.concat(r, ",") .. "} {" .. table.concat(items, ",") .. "}"
		end
		function numbers(n) local t = {} for i = 1, n do t[i] = i end return t end`

func check(t *testing.T, cases [][2]string) {
	t.Helper()
	s := luatest.New(t, luatest.Config{})
	if _, err := s.Run(prelude); err != nil {
		t.Fatal(err)
	}
	s.Check(t, cases)
}

func TestConcat(t *testing.T) {
	check(t, [][2]string{
		{`table.concat({})`, ""},
		{`table.concat({1, 2.5, "x", 1e15}, "-")`, "1-2.5-x-1000000000000000"},
		{`table.concat({1, 2, 3}, ", ", 2), table.concat({1, 2, 3}, ", ", 2, 2), table.concat({1, 2, 3}, 0, 1, 2)`, "2, 3 2 102"},
		{`table.concat({1, 2, 3}, ",", 3, 2), table.concat({[0] = "a", "b"}, ",", 0)`, " a,b"},
		{`#table.concat(numbers(100000), ",")`, "588894"},
		{`table.concat({1, 2, nil, 4}, ",", 1, 4)`, "error: invalid value (nil) at index 3 in table for 'concat'"},
		{`table.concat({1, {}, 3})`, "error: invalid value (table) at index 2 in table for 'concat'"},
		{`table.concat({1}, ",", 1, 2^60)`, "error: invalid value (nil) at index 2 in table for 'concat'"},
		{`table.concat({("x"):rep(2^20)}, "", 1, 1) == ("x"):rep(2^20)`, "true"},
		{`table.concat()`, "error: bad argument #1 to 'concat' (table expected, got no value)"},
		{`table.concat({}, {})`, "error: bad argument #2 to 'concat' (string expected, got table)"},
		{`table.concat({}, "", "x")`, "error: bad argument #3 to 'concat' (number expected, got string)"},
	})
}

// TestConcatTooLarge: what would be too large is refused before it is made.
func TestConcatTooLarge(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	want := fmt.Sprintf("error: resulting string too large (%d bytes; at most %d)", stdlib.MaxString+1<<20, stdlib.MaxString)
	if got := s.Results(`(function() local s, t = ("x"):rep(2^20), {} for i = 1, 2000 do t[i] = s end return table.concat(t) end)()`); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInsertAndRemove(t *testing.T) {
	check(t, [][2]string{
		{`show({}, table.insert, "a")`, "{} {a}"},
		{`show({1, 2}, table.insert, 3)`, "{} {1,2,3}"},
		{`show({1, 3}, table.insert, 2, 2)`, "{} {1,2,3}"},
		{`show({1}, table.insert, 1, 0)`, "{} {0,1}"},
		{`show({1, 2}, table.insert, 3, 3)`, "{} {1,2,3}"},
		{`show({1, 2}, table.insert, "2", 9)`, "{} {1,9,2}"},
		{`(function() local t = {1, 2} table.insert(t, 5, "x") return t[4], t[5] end)()`, "nil x"},
		{`(function() local t = {1, 2} table.insert(t, 0, "x") return t[0], t[1], t[2], t[3] end)()`, "x nil 1 2"},
		{`(function() local t = {1, 2, 3} t[3] = nil t[2] = nil table.insert(t, 1, 0) table.insert(t, 8) return #t, t[1], t[2], t[3] end)()`, "3 0 1 8"},
		{`show({1, 2, 3}, table.remove)`, "{3} {1,2}"},
		{`show({1, 2, 3}, table.remove, 1)`, "{1} {2,3}"},
		{`show({1, 2, 3}, table.remove, 2)`, "{2} {1,3}"},
		{`show({1, 2, 3}, table.remove, 3)`, "{3} {1,2}"},
		{`show({1, 2, 3}, table.remove, 4)`, "{} {1,2,3}"},
		{`show({1, 2, 3}, table.remove, 0)`, "{} {1,2,3}"},
		{`show({}, table.remove)`, "{} {}"},
		{`(function() local t = {1, 2, 3} t[3] = nil return table.remove(t), #t, table.remove(t), table.remove(t), #t end)()`, "2 1 1 nil 0"},
		{`table.insert({})`, "error: wrong number of arguments to 'insert' (a list, a place or none, and a value expected; got 1)"},
		{`table.insert({}, 1, 2, 3)`, "error: wrong number of arguments to 'insert' (a list, a place or none, and a value expected; got 4)"},
		{`table.insert(nil, 1)`, "error: bad argument #1 to 'insert' (table expected, got nil)"},
		{`table.insert({}, "x", 1)`, "error: bad argument #2 to 'insert' (number expected, got string)"},
		{`table.remove({}, {})`, "error: bad argument #2 to 'remove' (number expected, got table)"},
	})
}

func TestLengths(t *testing.T) {
	check(t, [][2]string{
		{`table.getn({}), table.getn({1, 2})`, "0 2"},
		{`table.maxn({}), table.maxn({1, 2}), table.maxn({x = 1, [24.5] = 1, [3] = 1}), table.maxn({[-1] = 1})`, "0 2 24.5 0"},
		{`table.maxn(1)`, "error: bad argument #1 to 'maxn' (table expected, got number)"},
	})
}

func TestEach(t *testing.T) {
	check(t, [][2]string{
		{`table.foreach({a = 5}, function(k, v) return k .. v end)`, "a5"},
		{`select("#", table.foreach({1, 2}, function() end))`, "0"},
		{`table.foreachi({5, 7, 9}, function(i, v) if v > 6 then return i end end)`, "2"},
		{`table.foreachi({5})`, "error: bad argument #2 to 'foreachi' (function expected, got no value)"},
	})
}

func TestUnpack(t *testing.T) {
	check(t, [][2]string{
		{`unpack({1, 2, 3})`, "1 2 3"},
		{`unpack({1, 2, 3}, 2), unpack({1, 2, 3}, -1, 1)`, "2 nil nil 1"},
		{`select("#", unpack({}, 1, 3)), select("#", unpack({}))`, "3 0"},
		{`select("#", unpack(numbers(100000))), (select(100000, unpack(numbers(100000))))`, "100000 100000"},
		{`unpack({}, 1, 2^24)`, "error: too many results to unpack (16777216; there is room for 8388605)"},
		{`unpack({}, -2^53, 2^53)`, "error: too many results to unpack (18014398509481985; there is room for 8388605)"},
		{`unpack()`, "error: bad argument #1 to 'unpack' (table expected, got no value)"},
	})
}

func TestSort(t *testing.T) {
	check(t, [][2]string{
		{`show({3, 1, 2}, table.sort)`, "{} {1,2,3}"},
		{`show({"b", "a", "B", ""}, table.sort)`, "{} {,B,a,b}"},
		{`show({3, 1, 2}, table.sort, function(a, b) return a > b end)`, "{} {3,2,1}"},
		{`show({3, 1, 2}, table.sort, nil)`, "{} {1,2,3}"},
		{`show({false, false}, table.sort, function() return nil end)`, "{} {false,false}"},
		{`table.sort({1, "x"})`, "error: attempt to compare string with number"},
		{`table.sort({{}, {}})`, "error: attempt to compare two table values"},
		{`table.sort({1}, 5)`, "error: bad argument #2 to 'sort' (function expected, got number)"},
		{`table.sort({3, 2, 1}, function(a, b) error("mine", 0) end)`, "error: mine"},
		{`show({3, 1, 2}, function(t) pcall(table.sort, t, function() error("x") end) end)`, "{} {3,1,2}"},
	})
}

// TestSortBound: however wrong the order, the sort ends with the same items, and after no more
// than a few times n log n comparisons.
func TestSortBound(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	for _, order := range []string{
		"return true", "return a <= b", "return false", "return a < b", "return a > b", "return calls % 3 == 0", "return (a * 7919) % 101 < 50",
	} {
		for _, fill := range []string{"i", "-i", "i % 2", "0", "(i * 7919) % 5003"} {
			got := s.Results(fmt.Sprintf(`(function()
				local t, calls, sum, n = {}, 0, 0, 1000
				for i = 1, n do t[i] = %s; sum = sum + t[i] end
				table.sort(t, function(a, b) calls = calls + 1; %s end)
				for i = 1, n do sum = sum - t[i] end
				return #t, sum, calls < 4 * n * 10
			end)()`, fill, order))
			if got != "1000 0 true" {
				t.Errorf("%s of %s: %s", order, fill, got)
			}
		}
	}
}

// TestSortListChanges: a comparison that changes the list, as another task may while it waits, does
// no harm.
func TestSortListChanges(t *testing.T) {
	check(t, [][2]string{
		{`(function() local t = numbers(100) table.sort(t, function(a, b) t[#t] = nil return a < b end) return #t, t[1], t[100] end)()`, "100 1 100"},
		{`(function() local t = numbers(100) table.sort(t, function(a, b) t[#t + 1] = 0 return a > b end) return #t > 100, t[1], t[100] end)()`, "true 100 1"},
	})
}

// TestStop: long work on tables ends where its task is stopped.
func TestStop(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	if _, err := s.Run(`
		list, mixed = {}, {}
		local meta = {__lt = rawequal} -- a function of Go, so that no Lua runs
		for i = 1, 20000 do list[i] = "item " .. i; mixed[i] = setmetatable({}, meta) end`); err != nil {
		t.Fatal(err)
	}
	s.CheckStops(t, []string{
		`return table.sort, list`,
		`return table.sort, mixed`,
		`return table.concat, list`,
		`return table.concat, {("x"):rep(2^20), ("x"):rep(2^20), ("x"):rep(2^20)}`,
		`return table.insert, list, -10000000, "x"`,
	})
}

func BenchmarkTables(b *testing.B) {
	for _, c := range []struct{ name, call string }{
		{"concat", `table.concat(list, ",")`},
		{"sort", `local t = {} for i = 1, #list do t[i] = list[i] end table.sort(t)`},
		{"sort function", `local t = {} for i = 1, #list do t[i] = list[i] end table.sort(t, function(a, b) return a < b end)`},
		{"queue", `local t = {} for i = 1, 1000 do table.insert(t, i) end for i = 1, 1000 do table.remove(t, 1) end`},
		{"unpack", `local n = select("#", unpack(list))`},
	} {
		source := fmt.Sprintf(`local list = {} for i = 1, 10000 do list[i] = (i * 7919) %% 10007 end for i = 1, ... do %s end`, c.call)
		b.Run(c.name, func(b *testing.B) { luatest.Benchmark(b, source, lua.OpenBase, lua.OpenTable) })
	}
}
