package luamath_test

import (
	"testing"

	"luafut/luabind/luabase/luatest"
)

func TestMath(t *testing.T) {
	luatest.RunCases(t, []luatest.Case{
		{"constants", `return math.pi > 3.14159, math.huge, -math.huge`, "true inf -inf"},
		{"rounding", `return math.floor(-3.5), math.ceil(-3.5), math.floor("7.9"), math.abs(-2)`, "-4 -3 7 2"},
		{"rest", `return math.fmod(-7, 3), math.fmod(7, -3), math.modf(-3.5)`, "-1 1 -3 -0.5"},
		{"modf of an infinity", `return math.modf(math.huge)`, "inf 0"},
		{"powers", `return math.pow(2, 10), math.sqrt(16), math.exp(0), math.ldexp(0.5, 4), math.frexp(8)`, "1024 4 1 8 0.5 4"},
		{"logarithms", `return math.log10(1000) == 3, math.log10(1e-5) == -5, math.log(8, 2), math.log(1), math.log(100, 10)`, "true true 3 0 2"},
		{"angles", `return math.deg(math.pi), math.rad(180) == math.pi, math.sin(0), math.cos(0), math.atan2(0, -1) == math.pi`, "180 true 0 1 true"},
		{"the hyperbolic ones", `return math.sinh(0), math.cosh(0), math.tanh(0), math.tan(0), math.asin(0), math.acos(1), math.atan(0)`, "0 1 0 0 0 0 0"},
		{"extremes", `return math.max(3, 9, -5), math.min(3, 9, -5), math.max(1)`, "9 -5 1"},
		{"no argument", `math.max()`, "test:1: bad argument #1 to 'max' (number expected, got no value)"},
		{"no number", `math.sin({})`, "test:1: bad argument #1 to 'sin' (number expected, got table)"},
		{"zero keeps its sign", `return 1 / math.ceil(-0.5)`, "-inf"},
		{"later versions", `return math.type, math.tointeger`, "nil nil"},
	})
}

func TestRandom(t *testing.T) {
	luatest.RunCases(t, []luatest.Case{
		{"the same seed", `math.randomseed(42) local a, b = math.random(), math.random(1000000) math.randomseed(42) return a == math.random(), b == math.random(1000000)`, "true true"},
		{"another seed", `math.randomseed(1) local a = math.random() math.randomseed(2) return a == math.random()`, "false"},
		{"within the bounds", `for i = 1, 1000 do local a, b, c = math.random(), math.random(6), math.random(-2, 2)
			assert(a >= 0 and a < 1 and b >= 1 and b <= 6 and b % 1 == 0 and c >= -2 and c <= 2) end return math.random(3, 3)`, "3"},
		{"the widest bounds", `local n = math.random(-2^53, 2^53) return n >= -2^53 and n <= 2^53`, "true"},
		{"empty", `math.random(0)`, "test:1: bad argument #1 to 'random' (interval is empty)"},
		{"the wrong way round", `math.random(2, 1)`, "test:1: bad argument #2 to 'random' (interval is empty)"},
		{"too many", `math.random(1, 2, 3)`, "test:1: wrong number of arguments to 'random' (3; at most 2)"},
	})
	a, _ := luatest.New(t, luatest.Config{}).Run(`return math.random(2^50)`)
	if b, _ := luatest.New(t, luatest.Config{}).Run(`return math.random(2^50)`); a == b {
		t.Errorf("two states began with the same number: %s", a)
	}
}
