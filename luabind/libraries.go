package luabind

import (
	"path/filepath"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luabase"
	"luafut/luabind/luaio"
	"luafut/luabind/luamath"
	"luafut/luabind/luaos"
	"luafut/luabind/luastring"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/luatable"
	"luafut/luabind/vm"
)

// stdHooks let the string and table libraries be stopped, and give the Lua
// lock away now and then in the middle of a long call.
var stdHooks = stdlib.Hooks{
	Poll: func(L *lua.LState) error {
		t := vm.Current(L)
		t.Breathe(L)
		return t.Interrupted()
	},
	Raise: func(L *lua.LState, err error) { vm.Current(L).Raise(L, err) },
}

// openLibraries opens the language's own libraries; the modules are there for
// require. The lock is held.
func (s *State) openLibraries() error {
	L := s.VM.Main().LState()
	stdin := s.opts.Stdin
	if stdin == nil {
		stdin = strings.NewReader("")
	}
	luaio.SetStreams(s.VM, luaio.Streams{In: stdin, Err: s.opts.Log})
	cfg := luabase.Config{
		Builtins:  map[string]func(*vm.State) (*lua.LTable, error){},
		Libraries: []*bind.Module{luamath.Module, luaos.Module, luaio.Module},
	}
	if s.opts.Script != "" && s.opts.Script != "-" && s.opts.Script != "-e" {
		cfg.Dir = filepath.Dir(s.opts.Script)
	}
	for _, m := range Modules {
		cfg.Builtins[m.Name] = m.Open
	}
	if err := luabase.Open(s.VM, cfg); err != nil {
		return err
	}
	luastring.Open(L, stdHooks)
	luatable.Open(L, stdHooks)
	s.atExit = append(s.atExit, luaio.Closer(s.VM))
	return nil
}
