package luabind

import (
	"path/filepath"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/explain"
	"luafut/luabind/luabase"
	"luafut/luabind/luaexport"
	"luafut/luabind/luaio"
	"luafut/luabind/luaprogress"
	"luafut/luabind/luastore"
	"luafut/luabind/vm"
)

// openLibraries opens the language's own libraries; the modules are there for
// require. The lock is held.
func (s *State) openLibraries() error {
	stdin := s.opts.Stdin
	if stdin == nil {
		stdin = strings.NewReader("")
	}
	luaio.SetStreams(s.VM, luaio.Streams{In: stdin, Err: s.opts.Log})
	cfg := luabase.Config{
		Builtins:  map[string]func(*vm.State) (*lua.LTable, error){},
		Libraries: libraries,
		Advice:    explain.ModuleHint,
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
	luaprogress.SetDisplay(s.VM, s.bars)
	s.atExit = append(s.atExit, luaprogress.Closer(s.VM), luaio.Closer(s.VM), luaexport.Closer(s.VM, s.Log), luastore.Closer(s.VM, s.Log))
	return nil
}
