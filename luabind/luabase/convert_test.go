package luabase_test

import (
	"testing"

	"luafut/luabind/luabase/luatest"
)

func TestConvert(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`tostring(1e15), tostring(0.1 + 0.2), tostring(2^53), tostring(1e100), tostring(100)`, "1000000000000000 0.3 9007199254740992 1e+100 100"},
		{`tostring(1/0), tostring(-1/0), tostring(0/0), tostring(nil), tostring(true)`, "inf -inf nan nil true"},
		{`tostring(setmetatable({}, {__tostring = function() return "me" end}))`, "me"},
		{`tostring(setmetatable({}, {__tostring = function() return 5 end}))`, "5"},
		{`tostring(setmetatable({}, {__tostring = function() return {} end}))`, "error: '__tostring' must return a string, got table"},
		{`tostring({}):match("^table: 0x%x+$") ~= nil`, "true"},
		{`tostring()`, "error: bad argument #1 to 'tostring' (value expected, got no value)"},
		{`tonumber("1e1"), tonumber("0x10"), tonumber(" 5 "), tonumber(""), tonumber("1e"), tonumber("inf"), tonumber("nan")`, "10 16 5 nil nil nil nil"},
		{`tonumber(5), tonumber({}), tonumber(nil), tonumber("ff", 16), tonumber("z", 36), tonumber("8", 8)`, "5 nil nil 255 35 nil"},
		{`tonumber("1e1", 10), tonumber(10, 2)`, "10 2"},
		{`tonumber()`, "error: bad argument #1 to 'tonumber' (value expected, got no value)"},
		{`tonumber("1", 1)`, "error: bad argument #2 to 'tonumber' (base out of range: 2 to 36 expected, got 1)"},
		{`tonumber("1", 37)`, "error: bad argument #2 to 'tonumber' (base out of range: 2 to 36 expected, got 37)"},
		{`tonumber({}, 16)`, "error: bad argument #1 to 'tonumber' (string expected, got table)"},
	})
}
