package luaos

import (
	"context"
	"os"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// execute runs a command while other tasks run Lua. What was printed before it
// appears before what it prints.
func execute(s *vm.State) lua.LGFunction {
	return func(L *lua.LState) int {
		if L.Get(1) == lua.LNil {
			L.Push(lua.LNumber(1)) // there is a shell
			return 1
		}
		cmd := Shell(stdlib.String(L, "execute", 1))
		cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
		status := 0
		err := vm.Current(L).Wait(L, func(ctx context.Context) error {
			// What cannot be printed is reported by the next print.
			_ = s.Output.Flush()
			if s.Hooks.Aside != nil {
				defer s.Hooks.Aside()()
			}
			if err := cmd.Start(); err != nil {
				return err
			}
			var err error
			status, err = Wait(ctx, cmd)
			return err
		})
		switch {
		case vm.Current(L).Interrupted() != nil:
			bind.Raise(L, err)
		case err != nil:
			return Fail(L, "", err)
		}
		L.Push(lua.LNumber(status))
		return 1
	}
}
