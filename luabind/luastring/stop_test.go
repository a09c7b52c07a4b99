package luastring_test

import (
	"errors"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

var errStop = errors.New("stopped")

// longWork are calls that would take minutes or a lot of memory, or at least more than one poll.
var longWork = []string{
	`("a"):rep(3000):find(("a-"):rep(8) .. "(b?)%1b")`,
	`("a"):rep(3000):match(("a-"):rep(8) .. "(b?)%1b")`,
	`("a"):rep(3000):gmatch(("a-"):rep(8) .. "(b?)%1b")()`,
	`("a"):rep(3000):gsub(("a-"):rep(8) .. "(b?)%1b", "")`,
	`big:gsub("[ab]", "ab")`,
	`big:find("[bc]")`,
	`big:rep(4)`,
	`big:upper()`,
	`big:reverse()`,
	`("%s%s%s"):format(big, big, big)`,
	`table.concat({big, big, big, big})`,
	`table.concat(list)`,
	`table.sort(list)`,
	`table.sort(mixed)`,
	`table.insert(list, -10000000, "x")`,
}

// TestStop: what Poll returns ends the work, and is raised by the hook, as the value that it makes
// of it.
func TestStop(t *testing.T) {
	polls, limit := 0, 0
	L := newState(t, stdlib.Hooks{
		Poll: func(*lua.LState) error {
			if polls++; polls > limit {
				return errStop
			}
			return nil
		},
		Raise: func(L *lua.LState, err error) {
			L.Error(&lua.LUserData{Value: err}, 0)
		},
	})
	limit = 1 << 30
	if err := L.DoString(`
		big = ("a"):rep(5 * 2^20)
		list, mixed = {}, {}
		local meta = {__lt = function(a, b) return a[1] < b[1] end}
		for i = 1, 20000 do list[i] = "item " .. i; mixed[i] = setmetatable({-i}, meta) end`); err != nil {
		t.Fatal(err)
	}
	for _, work := range longWork {
		polls, limit = 0, 1
		err := L.DoString("return " + work)
		var raised *lua.ApiError
		if !errors.As(err, &raised) {
			t.Errorf("%s: not stopped after %d polls: %v", work, polls, err)
			continue
		}
		value, ok := raised.Object.(*lua.LUserData)
		if !ok || value.Value != errStop {
			t.Errorf("%s: raised %v", work, raised.Object)
		}
		if polls != 2 {
			t.Errorf("%s: polled %d times, want 2", work, polls)
		}
		L.SetTop(0)
	}
}

// TestStopWithoutRaise: with no hook to raise it, the error's text is raised.
func TestStopWithoutRaise(t *testing.T) {
	L := newState(t, stdlib.Hooks{Poll: func(*lua.LState) error { return errStop }})
	if got := results(L, `("a"):rep(30):find(("a-"):rep(10) .. "b")`); got != "error: stopped" {
		t.Error(got)
	}
}

// TestPollRunsOthers: another Lua thread that Poll lets run in the middle of a search does not
// disturb it, whatever it searches for.
func TestPollRunsOthers(t *testing.T) {
	var L *lua.LState
	inside, runs := false, 0
	L = newState(t, stdlib.Hooks{Poll: func(*lua.LState) error {
		if inside {
			return nil
		}
		inside = true
		runs++
		other, _ := L.NewThread()
		defer other.Close()
		if got := results(other, `("key = value"):gsub("(%w+) = (%w+)", function(k, v) return v .. k:find("(e)") end)`); got != "value2 1" {
			t.Errorf("the other thread has %q", got)
		}
		inside = false
		return nil
	}})
	if got := results(L, `(("ab"):rep(20000) .. "c"):gsub("(a)(b)%f[c]", function(a, b) return b .. a end)`); !strings.HasSuffix(got, "abbac 1") || len(got) != 40003 {
		t.Errorf("%d bytes, ending in %q", len(got), got[max(0, len(got)-10):])
	}
	if runs == 0 {
		t.Error("never polled")
	}
}

// TestErrorInCallback: a replacement function's error passes through, and leaves the library fit
// for use.
func TestErrorInCallback(t *testing.T) {
	L := newState(t, stdlib.Hooks{})
	for range 3 {
		if got := results(L, `local ok, err = pcall(string.gsub, "abc", "(b)", function(c) error({c}) end); print(ok, err[1], ("abc"):match("b(.)"))`); got != "false b c" {
			t.Error(got)
		}
	}
}
