package luaio

import (
	"context"
	"fmt"
	"io"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
	"luafut/luabind/luaos"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// self is the file that a method is called on.
func self(L *lua.LState, name string) *file {
	f, ok := bind.To[*file](L.Get(1))
	if !ok {
		stdlib.TypeError(L, name, 1, "FILE*")
	}
	if f.closed.Load() {
		L.RaiseError("%s", errClosed)
	}
	return f
}

// fail gives a script what went wrong with a file: an interrupt and the use of a
// closed file are raised, what the system said is returned.
func fail(L *lua.LState, name string, err error) int {
	if vm.Current(L).Interrupted() != nil {
		bind.Raise(L, err)
	}
	if err == errClosed {
		L.RaiseError("%s", err)
	}
	return luaos.Fail(L, name, err)
}

func tostring(L *lua.LState) int {
	f, ok := bind.To[*file](L.Get(1))
	switch {
	case !ok:
		stdlib.TypeError(L, "tostring", 1, "FILE*")
	case f.closed.Load():
		L.Push(lua.LString("file (closed)"))
	default:
		L.Push(lua.LString(fmt.Sprintf("file (%p)", f)))
	}
	return 1
}

func closeMethod(L *lua.LState) int { return closeFile(L, self(L, "close")) }

// closeFile is close: true, or nil and what went wrong; with the status of the
// command behind true for a popen.
func closeFile(L *lua.LState, f *file) int {
	if f.standard {
		L.Push(lua.LNil)
		L.Push(lua.LString("cannot close standard file"))
		return 2
	}
	status := 0
	err := f.do(L, func(ctx context.Context) (err error) {
		status, err = f.end(ctx)
		return err
	})
	if f.closed.Load() {
		of(L).open.Forget(f)
	}
	if err != nil {
		return fail(L, f.name, err)
	}
	L.Push(lua.LTrue)
	if f.cmd == nil {
		return 1
	}
	L.Push(lua.LString("exit"))
	L.Push(lua.LNumber(status))
	return 3
}

func flushMethod(L *lua.LState) int { return flushFile(L, L.Get(1), self(L, "flush")) }

func flushFile(L *lua.LState, ud lua.LValue, f *file) int {
	err := f.do(L, func(ctx context.Context) error {
		if out, ok := f.dev.(output); ok {
			return out.to.Flush()
		}
		return f.flush(ctx)
	})
	if err != nil {
		return fail(L, f.name, err)
	}
	L.Push(ud)
	return 1
}

func readMethod(L *lua.LState) int {
	return readFile(L, self(L, "read"), formats(L, "read", 2))
}

// readFile reads one thing after the other and pushes them, with nil for the
// first that there is no more of.
func readFile(L *lua.LState, f *file, wanted []format) int {
	if len(wanted) > 1 {
		stdlib.Fits(L, len(wanted), "too many results")
	}
	for i, what := range wanted {
		var text string
		var number float64
		var ok bool
		err := f.do(L, func(ctx context.Context) (err error) {
			text, number, ok, err = f.read(ctx, what)
			return err
		})
		switch {
		case err != nil:
			return fail(L, "", err)
		case !ok:
			L.Push(lua.LNil)
			return i + 1
		case what.letter == 'n':
			L.Push(lua.LNumber(number))
		default:
			L.Push(lua.LString(text))
		}
	}
	return len(wanted)
}

func writeMethod(L *lua.LState) int { return writeFile(L, L.Get(1), self(L, "write"), 2) }

// writeFile writes the arguments from the first on as one piece, so that tasks
// that write to the same file do not mix theirs, and gives the file back.
func writeFile(L *lua.LState, ud lua.LValue, f *file, first int) int {
	var p []byte
	for i, n := first, L.GetTop(); i <= n; i++ {
		switch v := L.Get(i).(type) {
		case lua.LString:
			p = append(p, v...)
		case lua.LNumber:
			p = luanumber.AppendNumber(p, float64(v))
		default:
			stdlib.TypeError(L, "write", i-first+1, "string")
		}
	}
	err := f.do(L, func(ctx context.Context) error { return f.write(ctx, p) })
	if err != nil {
		return fail(L, f.name, err)
	}
	L.Push(ud)
	return 1
}

func seekMethod(L *lua.LState) int {
	f := self(L, "seek")
	whence := 0
	switch name := stdlib.OptString(L, "seek", 2, "cur"); name {
	case "set":
		whence = io.SeekStart
	case "cur":
		whence = io.SeekCurrent
	case "end":
		whence = io.SeekEnd
	default:
		stdlib.ArgError(L, "seek", 2, "invalid option '%s'", name)
	}
	offset := stdlib.OptInt(L, "seek", 3, 0)
	var place int64
	err := f.do(L, func(ctx context.Context) (err error) {
		place, err = f.seek(ctx, int64(offset), whence)
		return err
	})
	if err != nil {
		return fail(L, f.name, err)
	}
	L.Push(lua.LNumber(place))
	return 1
}

func setvbufMethod(L *lua.LState) int {
	f := self(L, "setvbuf")
	var when flushing
	switch mode := stdlib.OptString(L, "setvbuf", 2, ""); mode {
	case "no":
		when = flushEach
	case "full":
		when = flushFull
	case "line":
		when = flushLine
	default:
		stdlib.ArgError(L, "setvbuf", 2, "invalid option '%s'", mode)
	}
	size := min(max(stdlib.OptInt(L, "setvbuf", 3, bufferSize), 0), maxBuffer)
	err := f.do(L, func(ctx context.Context) error {
		if err := f.flush(ctx); err != nil {
			return err
		}
		if !f.standard {
			f.when, f.size = when, size
		}
		return nil
	})
	if err != nil {
		return fail(L, f.name, err)
	}
	L.Push(lua.LTrue)
	return 1
}
