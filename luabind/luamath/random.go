package luamath

import (
	"math"
	"math/rand/v2"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// generatorKey is where a state keeps its generator.
const generatorKey = "luamath"

// generatorOf is the generator of a state, which the Lua lock guards. It begins
// with a seed that no one can foresee.
func generatorOf(s *vm.State) *rand.PCG {
	if g, ok := s.Modules[generatorKey].(*rand.PCG); ok {
		return g
	}
	g := rand.NewPCG(rand.Uint64(), rand.Uint64())
	s.Modules[generatorKey] = g
	return g
}

// random is math.random. The bounds are cut to whole numbers, as in Lua 5.1.
func random(s *vm.State) lua.LGFunction {
	source := generatorOf(s)
	generator := rand.New(source)
	return func(L *lua.LState) int {
		low, high, last := 1, 1, 1
		switch L.GetTop() {
		case 0:
			L.Push(lua.LNumber(generator.Float64()))
			return 1
		case 1:
			high = stdlib.Int(L, "random", 1)
		case 2:
			low, high, last = stdlib.Int(L, "random", 1), stdlib.Int(L, "random", 2), 2
		default:
			L.RaiseError("wrong number of arguments to 'random' (%d; at most 2)", L.GetTop())
		}
		if low > high {
			stdlib.ArgError(L, "random", last, "interval is empty")
		}
		// The bounds lie within ±2^53, so that their distance fits.
		L.Push(stdlib.Integer(low + int(generator.Uint64N(uint64(high-low)+1))))
		return 1
	}
}

func randomSeed(s *vm.State) lua.LGFunction {
	source := generatorOf(s)
	return func(L *lua.LState) int {
		source.Seed(math.Float64bits(stdlib.Number(L, "randomseed", 1)), 0)
		return 0
	}
}
