package luastring_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luastring"
)

// TestStop: calls that would take minutes or a lot of memory, or at least more than one poll, end
// where their task is stopped.
func TestStop(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	if _, err := s.Run(`big = ("a"):rep(5 * 2^20) slow = ("a"):rep(3000) pattern = ("a-"):rep(8) .. "(b?)%1b"`); err != nil {
		t.Fatal(err)
	}
	s.CheckStops(t, []string{
		`return string.find, slow, pattern`,
		`return string.match, slow, pattern`,
		`return string.gmatch(slow, pattern)`,
		`return string.gsub, slow, pattern, ""`,
		`return string.gsub, big, "[ab]", "ab"`,
		`return string.find, big, "[bc]"`,
		`return string.rep, big, 4`,
		`return string.upper, big`,
		`return string.reverse, big`,
		`return string.format, "%s%s%s", big, big, big`,
	})
}

// TestOthersRunWithinACall: another task that runs in the middle of a search does not disturb it,
// whatever it searches for.
func TestOthersRunWithinACall(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	main := s.Main()
	main.Lock()
	defer main.Unlock()
	var ran atomic.Bool
	go func() {
		other := s.NewThread(context.Background(), "other")
		defer other.Close()
		got, err := s.RunAs(other, "other", `return ("key = value"):gsub("(%w+) = (%w+)", function(k, v) return v .. k:find("(e)") end)`)
		if got != "value2 1" {
			t.Errorf("the other task has %q, %v", got, err)
		}
		ran.Store(true)
	}()
	// Only the call itself gives the lock away: no Lua runs around it.
	gsub := s.Globals().RawGetString("string").(*lua.LTable).RawGetString("gsub")
	for subject := strings.Repeat("ab", 20000) + "c"; !ran.Load(); {
		results, err := main.Call(main.LState(), gsub, lua.LString(subject), lua.LString("(a)(b)%f[c]"), lua.LString("%2%1"))
		if err != nil {
			t.Fatal(err)
		}
		got, count := luastring.ToString(main.LState(), results[0]), luastring.ToString(main.LState(), results[1])
		if !strings.HasSuffix(got, "abbac") || len(got) != len(subject) || count != "1" {
			t.Fatalf("%d bytes, ending in %q, count %s", len(got), got[max(0, len(got)-10):], count)
		}
	}
}

// TestErrorInCallback: a replacement function's error passes through, and leaves the library fit
// for use.
func TestErrorInCallback(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	for range 3 {
		if got := s.Results(`local ok, err = pcall(string.gsub, "abc", "(b)", function(c) error({c}) end); print(ok, err[1], ("abc"):match("b(.)"))`); got != "false b c" {
			t.Error(got)
		}
	}
}
