package luatest

import (
	"testing"

	lua "github.com/yuin/gopher-lua"
)

// Benchmark runs Lua, which is given a number of turns as its "...", with these
// libraries and, on the same kind of state, with the interpreter's own, which
// own opens; without any, with these alone.
func Benchmark(b *testing.B, source string, own ...lua.LGFunction) {
	b.Run("ours", func(b *testing.B) { bench(b, source, nil) })
	if len(own) > 0 {
		b.Run("interpreter", func(b *testing.B) { bench(b, source, own) })
	}
}

func bench(b *testing.B, source string, own []lua.LGFunction) {
	s := New(b, Config{Quiet: true})
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	L := th.LState()
	if own != nil { // what is loaded is not put in its place
		loaded := s.Registry().RawGetString("_LOADED").(*lua.LTable)
		for _, name := range []string{"_G", lua.StringLibName, lua.TabLibName, lua.MathLibName} {
			loaded.RawSetString(name, lua.LNil)
		}
	}
	for _, open := range own {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	fn, err := s.Load("bench", source)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := th.Call(L, fn, lua.LNumber(b.N)); err != nil {
		b.Fatal(err)
	}
}
