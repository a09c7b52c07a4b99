package luabind

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

func (s *State) openLibraries() error {
	L := s.VM.Main().LState()
	for _, open := range []lua.LGFunction{lua.OpenBase, lua.OpenPackage, lua.OpenTable, lua.OpenString, lua.OpenMath} {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	g := s.VM.Globals()
	g.RawSetString("pcall", L.NewFunction(vm.PCall))
	g.RawSetString("xpcall", L.NewFunction(vm.XPCall))
	for _, m := range Modules {
		L.PreloadModule(m.Name, func(L *lua.LState) int {
			t, err := m.Open(s.VM)
			if err != nil {
				L.RaiseError("%s", err)
			}
			L.Push(t)
			return 1
		})
	}
	return nil
}
