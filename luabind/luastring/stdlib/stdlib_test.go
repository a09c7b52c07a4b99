package stdlib_test

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"unsafe"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// raised runs a Go function as a Lua function with arguments, and returns the error it raises.
func raised(s *vm.State, fn lua.LGFunction, args ...lua.LValue) string {
	L := s.Main().LState()
	if _, err := s.Main().Call(L, L.NewFunction(fn), args...); err != nil {
		return strings.TrimSpace(err.Error())
	}
	return ""
}

// newState is a state whose lock its main thread holds.
func newState(t *testing.T) *vm.State {
	s := vm.New(context.Background(), vm.NewOutput(io.Discard, false))
	s.Main().Lock()
	t.Cleanup(s.Main().Close)
	return s
}

func TestArguments(t *testing.T) {
	s := newState(t)
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
		{func(L *lua.LState) { stdlib.Fits(L, 1<<30, "too many") }, nil, "too many (1073741824; there is room for 8388608)"},
		{func(L *lua.LState) {
			if stdlib.String(L, "f", 1) != "0.5" || stdlib.Number(L, "f", 2) != 16 || stdlib.Int(L, "f", 2) != 16 ||
				stdlib.OptInt(L, "f", 3, 7) != 7 || stdlib.OptString(L, "f", 3, "x") != "x" {
				L.RaiseError("wrong values")
			}
		}, []lua.LValue{lua.LNumber(0.5), lua.LString(" 0x10 ")}, ""},
	} {
		got := raised(s, func(L *lua.LState) int { c.fn(L); return 0 }, c.args...)
		if got != c.want {
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
	s := newState(t)
	b := stdlib.NewBuilder(s.Main().LState())
	piece := strings.Repeat("x", 5<<20)
	b.Text(piece)
	b.Bytes([]byte("yz"))
	b.Byte('!')
	if got := b.String(); got != piece+"yz!" || b.Len() != len(got) {
		t.Errorf("%d bytes", len(got))
	}
	got := raised(s, func(L *lua.LState) int {
		b := stdlib.NewBuilder(L)
		b.Text("abc")
		b.Grow(stdlib.MaxString - 2)
		return 0
	})
	if want := "resulting string too large (1073741825 bytes; at most 1073741824)"; got != want {
		t.Errorf("raised %q, want %q", got, want)
	}
}

// TestBuilderStops: text that is added in many pieces, or in one, ends with its task.
func TestBuilderStops(t *testing.T) {
	s := newState(t)
	stop := errors.New("stop")
	s.Main().Interrupt(stop)
	for name, add := range map[string]func(b *stdlib.Builder){
		"bytes": func(b *stdlib.Builder) { b.Byte('x') },
		"text":  func(b *stdlib.Builder) { b.Text(strings.Repeat("x", 3<<20)) },
	} {
		added := 0
		L := s.Main().LState()
		_, err := s.Main().Call(L, L.NewFunction(func(L *lua.LState) int {
			b := stdlib.NewBuilder(L)
			for added < 4<<20 {
				add(&b)
				added = b.Len()
			}
			return 0
		}))
		if !errors.Is(err, stop) || added > 1<<20 {
			t.Errorf("%s: %v after %d bytes", name, err, added)
		}
	}
}

func TestTicker(t *testing.T) {
	s := newState(t)
	stop := errors.New("stop")
	ticks := 0
	L := s.Main().LState()
	_, err := s.Main().Call(L, L.NewFunction(func(L *lua.LState) int {
		for ticker := stdlib.NewTicker(L); ticks < 1<<20; ticks++ {
			if ticks == 10000 {
				s.Main().Interrupt(stop)
			}
			ticker.Tick()
		}
		return 0
	}))
	if !errors.Is(err, stop) || ticks != 3*4096-1 {
		t.Errorf("%v after %d ticks", err, ticks)
	}
}
