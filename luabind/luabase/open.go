package luabase

import (
	"os"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Config is what a state is opened with; the zero value has no built-in
// modules and looks for files from the working folder on.
type Config struct {
	// Dir is the folder of the script: require looks there first. "" for none.
	Dir string
	// Path is what package.path is besides that; "" means the environment's
	// LUA_PATH (where ";;" stands for the usual one), or the usual one:
	// "./?.lua;./?/init.lua".
	Path string
	// Builtins make the modules that need no file, by their names. Each is
	// called once a state, by the first require, with the lock held.
	Builtins map[string]func(*vm.State) (*lua.LTable, error)
	// Libraries are opened at once, besides Modules: each becomes a global and
	// is required by its name.
	Libraries []*bind.Module
	// Advice says what to write for a module that is none here but that people know
	// from elsewhere, or ""; nil knows none.
	Advice func(module string) string
}

// Modules are what Open opens by itself: the globals first, and package, which
// knows the others.
var Modules = []*bind.Module{Globals, Package, Coroutine, Debug}

// library is what the base keeps for one state. The Lua lock guards it.
type library struct {
	pkg      *lua.LTable // the table package
	loaded   *lua.LTable // package.loaded as it was made: another one that a script puts there changes nothing, as in Lua 5.1
	builtins map[string]func(*vm.State) (*lua.LTable, error)
	advice   func(module string) string // may be nil
	loading  map[string]*loading
	waits    map[*vm.Thread]*loading
	path     string
	below    *lua.LFunction // below, compiled
}

const stateKey = "luabase"

func of(L *lua.LState) *library { return vm.Of(L).Modules[stateKey].(*library) }

// Open puts Modules and the libraries of cfg into a state that bind.Install has prepared. Call it once, with the lock
// held.
func Open(s *vm.State, cfg Config) error {
	path := cfg.Path
	if path == "" {
		path = os.Getenv("LUA_PATH")
	}
	under, err := s.Load("=coroutine", below)
	if err != nil {
		return err
	}
	s.Modules[stateKey] = &library{
		below:    under,
		builtins: cfg.Builtins,
		advice:   cfg.Advice,
		loading:  map[string]*loading{},
		waits:    map[*vm.Thread]*loading{},
		path:     searchPath(cfg.Dir, path),
	}
	if err := Globals.OpenInto(s, s.Globals()); err != nil {
		return err
	}
	for _, m := range slices.Concat(Modules[1:], cfg.Libraries) {
		if err := Library(s, m); err != nil {
			return err
		}
	}
	register(s, Globals.Name, s.Globals())
	return nil
}

// Library opens a module in a state, makes it a global, and what require gives
// for its name. The lock must be held.
func Library(s *vm.State, m *bind.Module) error {
	t, err := m.Open(s)
	if err != nil {
		return err
	}
	s.Globals().RawSetString(m.Name, t)
	register(s, m.Name, t)
	return nil
}

// register makes t what require gives for a name.
func register(s *vm.State, name string, t *lua.LTable) {
	s.Modules[stateKey].(*library).loaded.RawSetString(name, t)
}
