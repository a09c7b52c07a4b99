package stdlib_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unsafe"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// raised runs a Go function as a Lua function with arguments, and returns the error it raises.
func raised(L *lua.LState, fn lua.LGFunction, args ...lua.LValue) string {
	L.Push(L.NewFunction(fn))
	for _, arg := range args {
		L.Push(arg)
	}
	if err := L.PCall(len(args), 0, nil); err != nil {
		return err.(*lua.ApiError).Object.String()
	}
	return ""
}

func newState(t *testing.T) *lua.LState {
	L := lua.NewState()
	t.Cleanup(L.Close)
	return L
}

func TestArguments(t *testing.T) {
	L := newState(t)
	for _, c := range []struct {
		fn   func(L *lua.LState)
		args []lua.LValue
		want string
	}{
		{func(L *lua.LState) { stdlib.String(L, "f", 1) }, nil, "bad argument #1 to 'f' (string expected, got no value)"},
		{func(L *lua.LState) { stdlib.String(L, "f", 1) }, []lua.LValue{lua.LNil}, "bad argument #1 to 'f' (string expected, got nil)"},
		{func(L *lua.LState) { stdlib.OptString(L, "f", 1, "") }, []lua.LValue{lua.LTrue}, "bad argument #1 to 'f' (string expected, got boolean)"},
		{func(L *lua.LState) { stdlib.Number(L, "f", 2) }, []lua.LValue{lua.LNil, lua.LString("1e")}, "bad argument #2 to 'f' (number expected, got string)"},
		{func(L *lua.LState) { stdlib.Table(L, "f", 1) }, []lua.LValue{lua.LNumber(1)}, "bad argument #1 to 'f' (table expected, got number)"},
		{func(L *lua.LState) { stdlib.Function(L, "f", 1) }, []lua.LValue{lua.LString("x")}, "bad argument #1 to 'f' (function expected, got string)"},
		{func(L *lua.LState) { stdlib.Any(L, "f", 1) }, nil, "bad argument #1 to 'f' (value expected, got no value)"},
		{func(L *lua.LState) { stdlib.ArgError(L, "f", 1, "100%% %s", "sure") }, nil, "bad argument #1 to 'f' (100% sure)"},
		{func(L *lua.LState) { stdlib.Fits(L, 1<<30, "too many") }, nil, fmt.Sprintf("too many (1073741824; there is room for %d)", lua.RegistrySize)},
		{func(L *lua.LState) {
			if stdlib.String(L, "f", 1) != "0.5" || stdlib.Number(L, "f", 2) != 16 || stdlib.Int(L, "f", 2) != 16 ||
				stdlib.OptInt(L, "f", 3, 7) != 7 || stdlib.OptString(L, "f", 3, "x") != "x" {
				L.RaiseError("wrong values")
			}
		}, []lua.LValue{lua.LNumber(0.5), lua.LString(" 0x10 ")}, ""},
	} {
		got := raised(L, func(L *lua.LState) int { c.fn(L); return 0 }, c.args...)
		if strings.TrimSpace(got) != c.want {
			t.Errorf("raised %q, want %q", got, c.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for in, want := range map[float64]int{
		0: 0, 2.9: 2, -2.9: -2, 1e300: 1 << 53, -1e300: -1 << 53, math.Inf(1): 1 << 53, math.Inf(-1): -1 << 53,
	} {
		if got := stdlib.Truncate(in); got != want {
			t.Errorf("Truncate(%v) = %d, want %d", in, got, want)
		}
	}
	if got := stdlib.Truncate(math.NaN()); got != 0 {
		t.Errorf("Truncate(NaN) = %d", got)
	}
}

// TestSub: a small piece of a long string does not keep it in memory; a large one is not copied.
func TestSub(t *testing.T) {
	long := strings.Repeat("abcdefgh", 1000)
	shares := func(start, end int) bool {
		piece := string(stdlib.Sub(long, start, end).(lua.LString))
		if piece != long[start:end] {
			t.Errorf("Sub(%d, %d) has other bytes", start, end)
		}
		return unsafe.StringData(piece) == unsafe.StringData(long[start:end])
	}
	if shares(10, 20) {
		t.Error("ten bytes keep 8000 alive")
	}
	if !shares(0, 7000) {
		t.Error("7000 of 8000 bytes are copied")
	}
	if got := stdlib.Sub(long, 1, 2); got != lua.LString("b") {
		t.Errorf("one byte: %q", got)
	}
	if got := stdlib.Sub(long, 5, 5); got != lua.LString("") {
		t.Errorf("no byte: %q", got)
	}
}

func TestInteger(t *testing.T) {
	for _, i := range []int{-1, 0, 255, 256, 1 << 40} {
		if got := stdlib.Integer(i); got != lua.LNumber(i) {
			t.Errorf("Integer(%d) = %v", i, got)
		}
	}
}

func TestBuilder(t *testing.T) {
	L := newState(t)
	polls := 0
	hooks := stdlib.Hooks{Poll: func(*lua.LState) error { polls++; return nil }}
	b := hooks.Builder(L)
	piece := strings.Repeat("x", 5<<20)
	b.Text(piece)
	b.Bytes([]byte("yz"))
	b.Byte('!')
	if got := b.String(); got != piece+"yz!" || b.Len() != len(got) {
		t.Errorf("%d bytes", len(got))
	}
	if polls != 5 {
		t.Errorf("polled %d times for 5 MB", polls)
	}
	got := raised(L, func(L *lua.LState) int {
		b := stdlib.Hooks{}.Builder(L)
		b.Text("abc")
		b.Grow(stdlib.MaxString - 2)
		return 0
	})
	if want := "resulting string too large (1073741825 bytes; at most 1073741824)"; strings.TrimSpace(got) != want {
		t.Errorf("raised %q, want %q", got, want)
	}
}

func TestTicker(t *testing.T) {
	L := newState(t)
	stop := errors.New("stop")
	polls := 0
	hooks := stdlib.Hooks{Poll: func(*lua.LState) error {
		if polls++; polls == 3 {
			return stop
		}
		return nil
	}}
	ticks := 0
	got := raised(L, func(L *lua.LState) int {
		for ticker := hooks.Ticker(L); ; ticks++ {
			ticker.Tick()
		}
	})
	if strings.TrimSpace(got) != "stop" || ticks != 3*4096-1 {
		t.Errorf("raised %q after %d ticks", got, ticks)
	}
}

func TestInstall(t *testing.T) {
	L := newState(t)
	funcs := []stdlib.Func{{Name: "answer", Fn: func(L *lua.LState) int { L.Push(lua.LNumber(42)); return 1 }}}
	table := stdlib.Install(L, "thing", funcs)
	stdlib.InstallGlobals(L, funcs)
	L.SetGlobal("want", table)
	if err := L.DoString(`assert(thing == want and require("thing") == want and thing.answer() == 42 and answer() == 42)`); err != nil {
		t.Error(err)
	}
}
