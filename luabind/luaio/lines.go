package luaio

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luaos"
	"luafut/luabind/vm"
)

func linesMethod(L *lua.LState) int {
	f := self(L, "lines")
	return pushLines(L, L.Get(1), f, formats(L, "lines", 2), false)
}

// pushLines pushes an iterator over a file, which it may close at the end. The
// iterator holds the userdata, so that the collector does not close the file.
func pushLines(L *lua.LState, ud lua.LValue, f *file, wanted []format, closes bool) int {
	L.Push(L.NewClosure(func(L *lua.LState) int {
		if f.closed.Load() {
			L.RaiseError("file is already closed")
		}
		top := L.GetTop()
		n := readFile(L, f, wanted)
		if first := L.Get(top + 1); first == lua.LNil {
			if n > 1 {
				// The message and the number are behind nil.
				L.RaiseError("%s", L.Get(top+2).String())
			}
			if closes {
				lib := of(L)
				if err := f.do(L, func(ctx context.Context) error { return f.shut(ctx) }); err != nil {
					return fail(L, f.name, err)
				}
				lib.open.Forget(f)
			}
		}
		return n
	}, ud))
	return 1
}

// lines is io.lines: over the default input, or over a file that it opens, and
// closes at its end.
func lines(L *lua.LState) int {
	if L.Get(1) == lua.LNil {
		ud := of(L).input
		return pushLines(L, ud, current(L, ud, "input"), formats(L, "lines", 2), false)
	}
	name := text(L, "lines", 1)
	f, err := openFile(L, name, "r")
	if err != nil {
		raiseOpen(L, name, err)
	}
	return pushLines(L, of(L).add(f), f, formats(L, "lines", 2), true)
}

// raiseOpen raises that a file cannot be opened.
func raiseOpen(L *lua.LState, name string, err error) {
	if vm.Current(L).Interrupted() != nil {
		fail(L, name, err)
	}
	L.RaiseError("%s: %s", name, luaos.ErrorText(err))
}
