package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luanumber"
	"luafut/luabind/luastring"
	"luafut/luabind/vm"
)

// keptLine is the longest line whose memory is kept for the next.
const keptLine = 64 << 10

// printLine is print. It writes its line at once, so that those of several tasks stay whole. A
// __tostring may let another task run, which prints meanwhile: the buffer is
// taken, not shared.
func printLine(s *vm.State) lua.LGFunction {
	var spare []byte
	return func(L *lua.LState) int {
		line := spare[:0]
		spare = nil
		for i, n := 1, L.GetTop(); i <= n; i++ {
			if i > 1 {
				line = append(line, '\t')
			}
			switch v := L.Get(i).(type) {
			case lua.LString:
				line = append(line, v...)
			case lua.LNumber:
				line = luanumber.AppendNumber(line, float64(v))
			default:
				line = append(line, luastring.ToString(L, v)...)
			}
		}
		line = append(line, '\n')
		_, err := s.Output.Write(line)
		if cap(line) <= keptLine {
			spare = line
		}
		if err != nil {
			L.RaiseError("cannot print: %s", err.Error())
		}
		return 0
	}
}
