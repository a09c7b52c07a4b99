package luabase

import (
	"runtime"
	"runtime/metrics"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// collectGarbage speaks for Go's collector, which runs by itself: what would
// steer Lua's is taken and changes nothing.
func collectGarbage(L *lua.LState) int {
	switch option := stdlib.OptString(L, "collectgarbage", 1, "collect"); option {
	case "collect":
		vm.Current(L).Unlocked(L, "collectgarbage", runtime.GC)
		L.Push(lua.LNumber(0))
	case "count":
		L.Push(lua.LNumber(float64(heapBytes()) / 1024))
	case "step":
		L.Push(lua.LTrue)
	case "stop", "restart":
		L.Push(lua.LNumber(0))
	case "setpause", "setstepmul":
		L.Push(lua.LNumber(200)) // what Lua 5.1 has before anybody sets it
	default:
		stdlib.ArgError(L, "collectgarbage", 1, "invalid option '%s'", option)
	}
	return 1
}

func gcInfo(L *lua.LState) int {
	L.Push(lua.LNumber(heapBytes() / 1024))
	return 1
}

// heapBytes is how much memory objects take, those included that the next
// collection frees.
func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// newProxy makes a userdata that holds nothing: with true, it has a metatable
// of its own; with another proxy, that one's.
func newProxy(L *lua.LState) int {
	ud := L.NewUserData()
	switch v := L.Get(1).(type) {
	case lua.LBool:
		if v {
			ud.Metatable = L.NewTable()
		}
	case *lua.LNilType:
	case *lua.LUserData:
		if _, isProxy := v.Value.(proxy); !isProxy {
			stdlib.ArgError(L, "newproxy", 1, "boolean or proxy expected")
		}
		ud.Metatable = v.Metatable
	default:
		stdlib.ArgError(L, "newproxy", 1, "boolean or proxy expected")
	}
	ud.Value = proxy{}
	L.Push(ud)
	return 1
}

// proxy is the value of a userdata made by newproxy.
type proxy struct{}
