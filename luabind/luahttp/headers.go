package luahttp

import (
	"net/http"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

const anyCaseKey = "luahttp.anycase"

// anyCase is the metatable of header tables: a key that is not there is looked
// for in any case, for reading and for writing, so that pairs still sees the
// names as they are.
func anyCase(s *vm.State) *lua.LTable {
	if mt, ok := s.Modules[anyCaseKey].(*lua.LTable); ok {
		return mt
	}
	L := s.Main().LState()
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LNil)
		if t, ok := L.Get(1).(*lua.LTable); ok {
			if k := sameKey(t, L.Get(2)); k != nil {
				L.Push(t.RawGet(k))
			}
		}
		return 1
	}))
	mt.RawSetString("__newindex", L.NewFunction(func(L *lua.LState) int {
		t, ok := L.Get(1).(*lua.LTable)
		if !ok {
			bind.Raise(L, bind.Errorf(bind.ArgumentError, "headers are a table, not %s", bind.Show(L.Get(1))))
		}
		if k := sameKey(t, L.Get(2)); k != nil {
			t.RawSet(k, L.Get(3))
		} else {
			L.RawSet(t, L.Get(2), L.Get(3))
		}
		return 0
	}))
	s.Modules[anyCaseKey] = mt
	return mt
}

// sameKey is the key of t that equals k but for case, or nil.
func sameKey(t *lua.LTable, k lua.LValue) lua.LValue {
	name, ok := k.(lua.LString)
	if !ok {
		return nil
	}
	for key, _ := t.Next(lua.LNil); key != lua.LNil; key, _ = t.Next(key) {
		if s, ok := key.(lua.LString); ok && strings.EqualFold(string(s), string(name)) {
			return key
		}
	}
	return nil
}

// headerTable is a response's or request's headers: a name given several times
// has its values joined by ", ", as requests does.
func headerTable(s *vm.State, h http.Header) *lua.LTable {
	t := s.Main().LState().CreateTable(0, len(h))
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t.RawSetString(name, lua.LString(strings.Join(h[name], ", ")))
	}
	t.Metatable = anyCase(s)
	return t
}
