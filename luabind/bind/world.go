package bind

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// world is what bind keeps for one state.
type world struct {
	state       *vm.State
	kinds       map[*Kind]*kindValue
	classes     map[*Class]*lua.LTable
	modules     map[string]*lua.LTable
	rows        map[*lua.LFunction]Row
	access      map[*lua.LFunction]*Class // __index and __newindex
	translators []func(*vm.State, error) *Err
	errorText   *lua.LFunction
}

const worldKey = "bind"

// Install prepares a state for modules: errors of every kind, and panics. Call
// it once, before any Open, with the lock held.
func Install(s *vm.State) {
	w := &world{
		state:   s,
		kinds:   map[*Kind]*kindValue{},
		classes: map[*Class]*lua.LTable{},
		modules: map[string]*lua.LTable{},
		rows:    map[*lua.LFunction]Row{},
		access:  map[*lua.LFunction]*Class{},
	}
	w.errorText = s.Main().LState().NewFunction(func(L *lua.LState) int {
		if t, ok := L.Get(1).(*lua.LTable); ok {
			L.Push(lua.LString(ErrorText(t)))
		} else {
			L.Push(lua.LString(L.Get(1).String()))
		}
		return 1
	})
	s.Modules[worldKey] = w
	s.Hooks.Panicked = panicked
	s.Hooks.Caught = caught
	s.Hooks.Text = ownText
	s.Hooks.FuncName = w.funcName
}

func worldOf(s *vm.State) *world { return s.Modules[worldKey].(*world) }
