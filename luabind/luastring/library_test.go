package luastring_test

import (
	"testing"

	"luafut/luabind/luabase/luatest"
)

func TestBasic(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`("a\0b"):len(), string.len(12.5)`, "3 4"},
		{`("ÄbC"):lower(), ("äBc"):upper()`, "Äbc äBC"},
		{`("abc"):upper(), ("ABC"):upper()`, "ABC ABC"},
		{`("x"):rep(5000):upper() == ("X"):rep(5000)`, "true"},
		{`("abc"):reverse(), (""):reverse()`, "cba "},
		{`("ab"):rep(3000):reverse() == ("ba"):rep(3000)`, "true"},
		{`("abc"):rep(0), ("abc"):rep(-1), (""):rep(1e15), ("ab"):rep(2.9)`, "   abab"},
		{`#("abc"):rep(100000), ("abc"):rep(100000):sub(-4)`, "300000 cabc"},
		{`#("x"):rep(2^20 + 3)`, "1048579"},
		{`("x"):rep(2^31)`, "error: resulting string too large (2147483648 times 1 bytes; at most 1073741824)"},
		{`("x"):rep(1e300)`, "error: resulting string too large (9007199254740992 times 1 bytes; at most 1073741824)"},
		{`("x"):rep(-1e300), ("x"):rep(0/0)`, " "},
		{`("hello"):sub(2, 3), ("hello"):sub(-3), ("hello"):sub(0), ("hello"):sub(4, 99), ("hello"):sub(3, 2)`, "el llo hello lo "},
		{`("hello"):sub(-99, 2), ("hello"):sub(2, -99), ("hello"):sub("2", "3")`, "he  el"},
		{`("hi"):byte(), ("hi"):byte(1, -1)`, "104 104 105"},
		{`select("#", ("hi"):byte(9)), select("#", ("hi"):byte(-9)), ("hi"):byte(-1)`, "0 0 105"},
		{`select("#", ("x"):rep(100000):byte(1, -1))`, "100000"},
		{`("x"):rep(2^24):byte(1, -1)`, "error: string slice too long (16777216; there is room for 8388605)"},
		{`string.char(), string.char(76, 117, 97), #string.char(0, 255)`, " Lua 2"},
		{`string.char(256)`, "error: bad argument #1 to 'char' (invalid value: a byte from 0 to 255 expected, got 256)"},
		{`string.char(65, -1)`, "error: bad argument #2 to 'char' (invalid value: a byte from 0 to 255 expected, got -1)"},
		{`string.dump(function() end)`, "error: unable to dump given function"},
		{`string.rep()`, "error: bad argument #1 to 'rep' (string expected, got no value)"},
		{`string.rep(nil, 1)`, "error: bad argument #1 to 'rep' (string expected, got nil)"},
		{`string.rep("x", {})`, "error: bad argument #2 to 'rep' (number expected, got table)"},
		{`string.rep("x", "1x")`, "error: bad argument #2 to 'rep' (number expected, got string)"},
		{`local f = string.sub; f({})`, "error: bad argument #1 to 'sub' (string expected, got table)"},
		{`require("string") == string, getmetatable("").__index == string, string.__index`, "true true nil"},
	})
}

func TestFindAndMatch(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`("hello"):find("l"), ("hello"):find("xyz"), ("hello"):find("")`, "3 nil 1 0"},
		{`("hello"):find("", 10), ("hello"):find("", -2)`, "6 4 3"},
		{`("a.b"):find(".", 1, true), ("a.b"):find("%."), ("a+b"):find("+", 1, true)`, "2 2 2 2"},
		{`("a.b"):find("%", 1, true)`, "nil"},
		{`("a)b"):find(")")`, "2 2"},
		{`("hello world"):find("(o)(.)", 6)`, "8 9 o r"},
		{`("hello"):match("l+"), ("hello"):match("(h)(e)"), ("hello"):match("z")`, "ll h nil"},
		{`("hello"):match("()ll()")`, "3 5"},
		{`("2024-01-02"):match("^(%d+)-(%d+)-(%d+)$")`, "2024 01 02"},
		{`string.match(123, "2")`, "2"},
		{`("hello"):match(".-", 99)`, ""},
		{`("x"):find("[a")`, "error: malformed pattern (missing ']')"},
		{`("x"):find("%")`, "error: malformed pattern (ends with '%')"},
		{`("x"):match("(")`, "error: unfinished capture"},
		{`("x"):match(")")`, "error: invalid pattern capture"},
		{`("x"):match(("a?"):rep(20000))`, "error: pattern too complex"},
		{`("x"):find(("a?"):rep(20000)), ("x"):find(("a?"):rep(20000), 1, true)`, "error: pattern too complex"},
		{`("a"):rep(30):find(("a-"):rep(10) .. "b")`, "nil"},
		{`string.find("a", nil)`, "error: bad argument #2 to 'find' (string expected, got nil)"},
		{`string.find("a", "a", {})`, "error: bad argument #3 to 'find' (number expected, got table)"},
	})
}

func TestGmatch(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`for w in ("one two"):gmatch("%a+") do print(w) end`, "one two"},
		{`for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do print(k, v) end`, "a 1 b 2"},
		{`for i in ("ab"):gmatch("()") do print(i) end`, "1 2 3"},
		{`for w in ("^a^a"):gmatch("^a") do print(w) end`, "^a ^a"},
		{`for w in ("ab"):gmatch("b*") do print("<" .. w .. ">") end`, "<> <b> <>"},
		{`select("#", ("x"):gmatch("x"))`, "1"},
		{`local it = ("x"):gmatch("x"); print(it(), it(), it(), it())`, "x nil nil nil"},
		{`string.gmatch("x")`, "error: bad argument #2 to 'gmatch' (string expected, got no value)"},
		{`("x"):gmatch("(")()`, "error: unfinished capture"},
	})
}

func TestGsub(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`("hello world"):gsub("o", "0")`, "hell0 w0rld 2"},
		{`("hello world"):gsub("o", "0", 1)`, "hell0 world 1"},
		{`("hello"):gsub("l", "", 0), ("hello"):gsub("l", "", -1)`, "hello hello 0"},
		{`("abc"):gsub("", "-")`, "-a-b-c- 4"},
		{`("abc"):gsub("%w*", "x")`, "xx 2"},
		{`("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x")`, "xbc xaa 1"},
		{`("hello world"):gsub("(%w+) (%w+)", "%2 %1")`, "world hello 1"},
		{`("abc"):gsub("%w", "%0%0"), ("abc"):gsub("%w", "%1")`, "aabbcc abc 3"},
		{`("abc"):gsub("()b", "%1")`, "a2c 1"},
		{`("abc"):gsub("b", "%%"), ("abc"):gsub("b", "%x")`, "a%c axc 1"},
		{`("abc"):gsub("b", 7), ("abc"):gsub("b", 0.5)`, "a7c a0.5c 1"},
		{`("abc"):gsub("b", "")`, "ac 1"},
		{`("abc"):gsub("abc", "")`, " 1"},
		{`("$a $b"):gsub("%$(%w+)", {a = "x", b = false})`, "x $b 2"},
		{`("abc"):gsub("().", {10, 20})`, "1020c 3"},
		{`("abc"):gsub("%w", function(c) if c ~= "b" then return c:upper() end end)`, "AbC 3"},
		{`("abc"):gsub("(.)(.)", function(a, b) return b .. a end)`, "bac 1"},
		{`("abc"):gsub(".", function(c) return (c:gsub(".", function(d) return d .. d end)) end)`, "aabbcc 3"},
		{`("abc"):gsub("b", function() return {} end)`, "error: invalid replacement value (a table)"},
		{`("abc"):gsub("b", {b = true})`, "error: invalid replacement value (a boolean)"},
		{`("abc"):gsub("b", "%2")`, "error: invalid capture index %2 in replacement string (the pattern has 0)"},
		{`("abc"):gsub("(b)", "%2")`, "error: invalid capture index %2 in replacement string (the pattern has 1)"},
		{`("abc"):gsub("b", "%")`, "error: invalid use of '%' in replacement string (it ends with one; '%%' stands for a percent sign)"},
		{`("abc"):gsub("b", true)`, "error: bad argument #3 to 'gsub' (string/function/table expected, got boolean)"},
		{`("abc"):gsub("b")`, "error: bad argument #3 to 'gsub' (string/function/table expected, got no value)"},
		{`pcall(string.gsub, "abc", "b", function() error("mine", 0) end)`, "false mine"},
		{`(("abc"):gsub("b", "x"))`, "axc"},
	})
}
