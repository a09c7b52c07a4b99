package luahttp

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

const anyCaseKey = "luahttp.anycase"

// anyCaseSource makes the metatable of header tables: a key that is not there is
// looked for in any case, for reading and for writing, so that pairs still sees
// the names as they are. It is in Lua so that such tables travel to processes.
const anyCaseSource = `
local next, rawset, type = next, rawset, type

local function held(t, key)
  if type(key) ~= "string" then return nil end
  key = key:lower()
  for name, value in next, t do
    if type(name) == "string" and name:lower() == key then return name, value end
  end
end

return {
  __index = function(t, key)
    local _, value = held(t, key)
    return value
  end,
  __newindex = function(t, key, value)
    rawset(t, held(t, key) or key, value)
  end,
}`

// anyCase is that metatable, one a state. The lock must be held.
func anyCase(s *vm.State) *lua.LTable {
	if mt, ok := s.Modules[anyCaseKey].(*lua.LTable); ok {
		return mt
	}
	fn, err := s.Load("http headers", anyCaseSource)
	if err != nil {
		panic(fmt.Errorf("luahttp: %w", err)) // the source is above
	}
	th := s.NewThread(context.Background(), "http headers")
	defer th.Close()
	results, err := th.Call(th.LState(), fn)
	if err != nil {
		panic(fmt.Errorf("luahttp: %w", err))
	}
	mt := results[0].(*lua.LTable)
	s.Modules[anyCaseKey] = mt
	return mt
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
