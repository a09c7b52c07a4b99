package luabase

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// onThread is the Lua thread that a function of debug is about, and how many
// arguments come before its others: one where a coroutine is given.
func onThread(L *lua.LState) (co *lua.LState, shift int) {
	if co, ok := L.Get(1).(*lua.LState); ok {
		return co, 1
	}
	return L, 0
}

// everything is what getinfo tells where nobody says what.
const everything = "flnSu"

func getInfo(L *lua.LState) int {
	co, shift := onThread(L)
	what := stdlib.OptString(L, "getinfo", shift+2, everything)
	if i := strings.IndexFunc(what, func(r rune) bool { return !strings.ContainsRune(everything+"L", r) }); i >= 0 {
		stdlib.ArgError(L, "getinfo", shift+2, "invalid option")
	}
	fn, frame := (*lua.LFunction)(nil), &lua.Debug{}
	if f, ok := L.Get(shift + 1).(*lua.LFunction); ok {
		fn = f
		// The error is about values that are no functions.
		_, _ = co.GetInfo(">Slu", frame, fn)
		frame.CurrentLine = -1
	} else {
		level := stdlib.Int(L, "getinfo", shift+1)
		var found bool
		if level >= 0 {
			frame, found = co.GetStack(level)
		}
		if !found {
			L.Push(lua.LNil)
			return 1
		}
		v, err := co.GetInfo("fSlnu", frame, nil)
		if fn, found = v.(*lua.LFunction); err != nil || !found {
			L.Push(lua.LNil)
			return 1
		}
	}
	t := L.CreateTable(0, 12)
	for _, letter := range what {
		describe(L, t, letter, fn, frame)
	}
	L.Push(t)
	return 1
}

// describe puts the fields of one letter into the table of getinfo.
func describe(L *lua.LState, t *lua.LTable, letter rune, fn *lua.LFunction, frame *lua.Debug) {
	switch letter {
	case 'f':
		t.RawSetString("func", fn)
	case 'l':
		t.RawSetString("currentline", lua.LNumber(frame.CurrentLine))
	case 'n':
		name := frame.Name
		if name == "?" || strings.HasPrefix(name, "<") || strings.HasPrefix(name, "(") {
			name = ""
		}
		if name != "" {
			t.RawSetString("name", lua.LString(name))
		}
		t.RawSetString("namewhat", lua.LString(""))
	case 'u':
		t.RawSetString("nups", lua.LNumber(frame.NUpvalues))
	case 'L':
		if !fn.IsG {
			lines := L.NewTable()
			for _, line := range fn.Proto.DbgSourcePositions {
				lines.RawSetInt(line, lua.LTrue)
			}
			t.RawSetString("activelines", lines)
		}
	case 'S':
		what, source, short, first, last := "C", "=[C]", "[C]", -1, -1
		if !fn.IsG {
			what, short = "Lua", fn.Proto.SourceName
			if fn.Proto.LineDefined == 0 {
				what = "main"
			}
			source, first, last = sourceOf(fn.Proto), fn.Proto.LineDefined, fn.Proto.LastLineDefined
		}
		t.RawSetString("what", lua.LString(what))
		t.RawSetString("source", lua.LString(source))
		t.RawSetString("short_src", lua.LString(short))
		t.RawSetString("linedefined", lua.LNumber(first))
		t.RawSetString("lastlinedefined", lua.LNumber(last))
	}
}

// sourceOf is the name that a chunk was loaded by, as far as what messages call
// it tells: the text itself, "@file", or what was given.
func sourceOf(p *lua.FunctionProto) string {
	if chunk, _, ok := vm.OriginOf(p); ok && chunkName(chunk.Source) == p.SourceName {
		return chunk.Source
	}
	if name, ok := strings.CutPrefix(p.SourceName, `[string "`); ok {
		return strings.TrimSuffix(name, `"]`)
	}
	return "@" + p.SourceName
}

func getLocal(L *lua.LState) int {
	co, shift := onThread(L)
	frame := frameOf(L, co, "getlocal", shift)
	name, v := co.GetLocal(frame, stdlib.Int(L, "getlocal", shift+2))
	if name == "" {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LString(name))
	L.Push(v)
	return 2
}

func setLocal(L *lua.LState) int {
	co, shift := onThread(L)
	frame := frameOf(L, co, "setlocal", shift)
	name := co.SetLocal(frame, stdlib.Int(L, "setlocal", shift+2), stdlib.Any(L, "setlocal", shift+3))
	if name == "" {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(lua.LString(name))
	return 1
}

// frameOf is the frame at the level that is given behind the thread.
func frameOf(L, co *lua.LState, name string, shift int) *lua.Debug {
	if level := stdlib.Int(L, name, shift+1); level >= 0 {
		if frame, ok := co.GetStack(level); ok {
			return frame
		}
	}
	stdlib.ArgError(L, name, shift+1, "level out of range")
	return nil
}

const (
	// shownFrames is how many levels of a deep stack traceback shows.
	shownFrames = 22
	// manyFrames is more than a stack has.
	manyFrames = 1 << 20
)

func traceback(L *lua.LState) int {
	co, shift := onThread(L)
	message := L.Get(shift + 1)
	text, isText := stdlib.Text(message)
	if !isText && message != lua.LNil {
		L.Push(message)
		return 1
	}
	level := 1
	if co != L {
		level = 0
	}
	level = max(0, stdlib.OptInt(L, "traceback", shift+2, level))
	frames, left := vm.Stack(co, shownFrames+min(level, manyFrames))
	middle := (shownFrames + min(level, manyFrames)) / 2
	var b strings.Builder
	if isText {
		b.WriteString(text + "\n")
	}
	b.WriteString("stack traceback:")
	for i, f := range frames {
		if left > 0 && i == middle {
			b.WriteString("\n\t...")
		}
		if i >= level {
			b.WriteString("\n\t" + f.String())
		}
	}
	L.Push(lua.LString(b.String()))
	return 1
}
