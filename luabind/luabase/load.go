package luabase

import (
	"errors"
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luaio"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

const (
	// longSource is from what size on a text is compiled with the lock released.
	longSource = 32 << 10
	// maxSource bounds a text that is compiled.
	maxSource = 256 << 20
	// maxChunkName is LUA_IDSIZE of Lua 5.1, without the zero at the end.
	maxChunkName = 59
	// compiledMark is how the output of C Lua's string.dump begins.
	compiledMark = "\x1bLua"
)

// compile makes a function of a text, which sees env. The error is a message.
func compile(L *lua.LState, name, source string, env *lua.LTable) (*lua.LFunction, error) {
	if strings.HasPrefix(source, compiledMark) {
		return nil, errors.New(name + ": is compiled Lua, which only the Lua that made it can run; load its source")
	}
	var chunk *vm.Chunk
	var err error
	if len(source) < longSource {
		chunk, err = vm.Compile(name, source)
	} else {
		vm.Current(L).Unlocked(L, "load", func() { chunk, err = vm.Compile(name, source) })
	}
	if err != nil {
		return nil, err
	}
	fn := L.NewFunctionFromProto(chunk.Protos[0])
	fn.Env = env
	return fn, nil
}

// chunkName is what messages call a chunk, as luaO_chunkid of Lua 5.1 makes it:
// "@file" and "=name" as they are, a text by its first line.
func chunkName(name string) string {
	if name != "" && (name[0] == '@' || name[0] == '=') {
		name = name[1:]
		if len(name) > maxChunkName {
			name = "..." + name[len(name)-maxChunkName+3:]
		}
		return name
	}
	line, _, more := strings.Cut(name, "\n")
	if most := maxChunkName - len(`[string "..."]`); more || len(line) > most {
		line = line[:min(len(line), most)] + "..."
	}
	return `[string "` + line + `"]`
}

// pushLoaded gives what load and its kin return.
func pushLoaded(L *lua.LState, fn *lua.LFunction, err error) int {
	if err != nil {
		L.Push(lua.LNil)
		L.Push(lua.LString(err.Error()))
		return 2
	}
	L.Push(fn)
	return 1
}

func loadString(L *lua.LState) int {
	source := stdlib.String(L, "loadstring", 1)
	fn, err := compile(L, chunkName(stdlib.OptString(L, "loadstring", 2, source)), source, L.Env)
	return pushLoaded(L, fn, err)
}

// load takes a function that gives the text in pieces, and a text too.
func load(L *lua.LState) int {
	source, name := "", "=(load)"
	switch v := L.Get(1).(type) {
	case *lua.LFunction:
		text, err := pieces(L, v)
		if err != nil {
			L.Push(lua.LNil)
			L.Push(err.Value)
			return 2
		}
		source = text
	default:
		text, ok := stdlib.Text(v)
		if !ok {
			stdlib.TypeError(L, "load", 1, "function")
		}
		source, name = text, text
	}
	name = stdlib.OptString(L, "load", 2, name)
	mode := stdlib.OptString(L, "load", 3, "bt")
	if !strings.Contains(mode, "t") {
		return pushLoaded(L, nil, fmt.Errorf("attempt to load a text chunk (mode is '%s')", mode))
	}
	env := L.Env
	if L.Get(4) != lua.LNil {
		env = stdlib.Table(L, "load", 4)
	}
	fn, err := compile(L, chunkName(name), source, env)
	return pushLoaded(L, fn, err)
}

// pieces calls a reader until it gives nil or nothing. What it raises is an
// error of the text, as in Lua 5.1.
func pieces(L *lua.LState, reader *lua.LFunction) (string, *vm.Error) {
	var text strings.Builder
	th := vm.Current(L)
	for {
		results, err := th.Call(L, reader)
		var raised *vm.Error
		switch {
		case errors.As(err, &raised):
			return "", raised
		case err != nil:
			th.Raise(L, err)
		}
		if len(results) == 0 || results[0] == lua.LNil {
			return text.String(), nil
		}
		piece, ok := stdlib.Text(results[0])
		if !ok {
			return "", &vm.Error{Value: lua.LString("reader function must return a string")}
		}
		if piece == "" {
			return text.String(), nil
		}
		if text.WriteString(piece); text.Len() > maxSource {
			return "", &vm.Error{Value: lua.LString(fmt.Sprintf("the text is too long (more than %d bytes)", maxSource))}
		}
	}
}

// loadPath makes a function of a file, or of standard input where path is "".
func loadPath(L *lua.LState, path string) (*lua.LFunction, error) {
	source, name, err := "", "stdin", error(nil)
	if path == "" {
		source, err = luaio.ReadStdin(L, maxSource)
	} else {
		name = chunkName("@" + path)
		source, err = luaio.ReadFile(L, path, maxSource)
	}
	if err != nil {
		return nil, err
	}
	return compile(L, name, source, L.Env)
}

func loadFile(L *lua.LState) int {
	fn, err := loadPath(L, stdlib.OptString(L, "loadfile", 1, ""))
	return pushLoaded(L, fn, err)
}

func doFile(L *lua.LState) int {
	fn, err := loadPath(L, stdlib.OptString(L, "dofile", 1, ""))
	if err != nil {
		L.Error(lua.LString(err.Error()), 0)
	}
	top := L.GetTop()
	L.Push(fn)
	L.Call(0, lua.MultRet)
	return L.GetTop() - top
}
