package luamath

import (
	"math"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// Module is the table math.
var Module = &bind.Module{
	Name:  "math",
	Doc:   "Mathematics; angles are in radians.",
	Plain: true,
	Values: []bind.Constant{
		{Name: "huge", Type: bind.Number, Doc: "Infinity.", Make: constant(math.Inf(1))},
		{Name: "pi", Type: bind.Number, Doc: "The ratio of a circle's circumference to its diameter.", Make: constant(math.Pi)},
	},
	Funcs: []bind.Func{
		one("abs", "Returns a number without its sign.", `print(math.abs(-3)) --> 3`, math.Abs),
		one("acos", "Returns the arc cosine.", `print(math.acos(1)) --> 0`, math.Acos),
		one("asin", "Returns the arc sine.", `print(math.asin(0)) --> 0`, math.Asin),
		one("atan", "Returns the arc tangent.", `print(math.atan(0)) --> 0`, math.Atan),
		two("atan2", "Returns the arc tangent of y/x, in the quadrant that the signs tell.", "y", "x", `print(math.atan2(1, -1)) --> 2.3561944901923`, math.Atan2),
		one("ceil", "Returns the smallest whole number that is not below x.", `print(math.ceil(3.2)) --> 4`, math.Ceil),
		one("cos", "Returns the cosine.", `print(math.cos(0)) --> 1`, math.Cos),
		one("cosh", "Returns the hyperbolic cosine.", `print(math.cosh(0)) --> 1`, math.Cosh),
		one("deg", "Returns an angle in degrees.", `print(math.deg(math.pi)) --> 180`, func(x float64) float64 { return x / radian }),
		one("exp", "Returns e to the power of x.", `print(math.exp(0)) --> 1`, math.Exp),
		one("floor", "Returns the largest whole number that is not above x.", `print(math.floor(3.7)) --> 3`, math.Floor),
		two("fmod", "Returns the rest of x divided by y, with the sign of x.", "x", "y", `print(math.fmod(-7, 3)) --> -1`, math.Mod),
		{
			Name: "frexp", Doc: "Returns m and e so that x is m times 2 to the power of e, with m from 0.5 to 1, or 0.",
			Params: []bind.Param{bind.P("x", bind.Number, "")}, Returns: "number, number", Example: `print(math.frexp(8)) --> 0.5 4`, Raw: bind.Raw(frexp),
		},
		{
			Name: "ldexp", Doc: "Returns m times 2 to the power of e.",
			Params: []bind.Param{bind.P("m", bind.Number, ""), bind.P("e", bind.Number, "")}, Returns: "number", Example: `print(math.ldexp(0.5, 4)) --> 8`, Raw: bind.Raw(ldexp),
		},
		{
			Name: "log", Doc: "Returns the logarithm, the natural one where no base is given.",
			Params: []bind.Param{bind.P("x", bind.Number, ""), bind.Opt("base", bind.Number, "e where it is left out")}, Returns: "number", Example: `print(math.log(8, 2)) --> 3`, Raw: bind.Raw(log),
		},
		one("log10", "Returns the logarithm to the base 10.", `print(math.log10(1000)) --> 3`, log10),
		extreme("max", "Returns the largest of its arguments.", `print(math.max(3, 9, 5)) --> 9`, func(v, best float64) bool { return v > best }),
		extreme("min", "Returns the smallest of its arguments.", `print(math.min(3, 9, 5)) --> 3`, func(v, best float64) bool { return v < best }),
		two("mod", "Is fmod, by its name in Lua 5.0.", "x", "y", `print(math.mod(7, 3)) --> 1`, math.Mod),
		{
			Name: "modf", Doc: "Returns the whole part of a number and the rest.",
			Params: []bind.Param{bind.P("x", bind.Number, "")}, Returns: "number, number", Example: `print(math.modf(3.5)) --> 3 0.5`, Raw: bind.Raw(modf),
		},
		two("pow", "Returns x to the power of y.", "x", "y", `print(math.pow(2, 10)) --> 1024`, math.Pow),
		one("rad", "Returns an angle given in degrees.", `print(math.rad(180)) --> 3.1415926535898`, func(x float64) float64 { return x * radian }),
		{
			Name: "random", Doc: "Returns a random number from 0 up to 1, or a whole one from 1 to m, or from m to n; the seed differs from run to run until randomseed sets it.",
			Params:  []bind.Param{bind.Opt("m", bind.Number, ""), bind.Opt("n", bind.Number, "")},
			Returns: "number", Example: `print(math.random(6) <= 6) --> true`, Raw: random,
		},
		{
			Name: "randomseed", Doc: "Begins a sequence of random numbers, the same one for the same seed.",
			Params: []bind.Param{bind.P("seed", bind.Number, "")}, Example: `math.randomseed(42)`, Raw: randomSeed,
		},
		one("sin", "Returns the sine.", `print(math.sin(0)) --> 0`, math.Sin),
		one("sinh", "Returns the hyperbolic sine.", `print(math.sinh(0)) --> 0`, math.Sinh),
		one("sqrt", "Returns the square root.", `print(math.sqrt(16)) --> 4`, math.Sqrt),
		one("tan", "Returns the tangent.", `print(math.tan(0)) --> 0`, math.Tan),
		one("tanh", "Returns the hyperbolic tangent.", `print(math.tanh(0)) --> 0`, math.Tanh),
	},
}

// radian is a degree in radians.
const radian = math.Pi / 180

func constant(f float64) func(*vm.State) lua.LValue {
	return func(*vm.State) lua.LValue { return lua.LNumber(f) }
}

// number is an argument that is a number already, as it mostly is, or what
// stdlib makes of it.
func number(L *lua.LState, name string, i int) float64 {
	if n, ok := L.Get(i).(lua.LNumber); ok {
		return float64(n)
	}
	return stdlib.Number(L, name, i)
}

// push boxes the small whole numbers, which most results are, once.
func push(L *lua.LState, f float64) int {
	if f >= 0 && f < 256 && f == math.Trunc(f) && !math.Signbit(f) {
		L.Push(stdlib.Integer(int(f)))
	} else {
		L.Push(lua.LNumber(f))
	}
	return 1
}

// one is the row of a function of one number.
func one(name, doc, example string, fn func(float64) float64) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Example: example, Returns: "number",
		Params: []bind.Param{bind.P("x", bind.Number, "")},
		Raw:    bind.Raw(func(L *lua.LState) int { return push(L, fn(number(L, name, 1))) }),
	}
}

// two is the row of a function of two numbers.
func two(name, doc, first, second, example string, fn func(a, b float64) float64) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Example: example, Returns: "number",
		Params: []bind.Param{bind.P(first, bind.Number, ""), bind.P(second, bind.Number, "")},
		Raw:    bind.Raw(func(L *lua.LState) int { return push(L, fn(number(L, name, 1), number(L, name, 2))) }),
	}
}

// extreme is the row of max and min.
func extreme(name, doc, example string, better func(v, best float64) bool) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Example: example, Returns: "number",
		Params: []bind.Param{bind.P("x", bind.Number, ""), bind.Rest(bind.Number, "")},
		Raw: bind.Raw(func(L *lua.LState) int {
			best := number(L, name, 1)
			for i, n := 2, L.GetTop(); i <= n; i++ {
				if v := number(L, name, i); better(v, best) {
					best = v
				}
			}
			return push(L, best)
		}),
	}
}

func frexp(L *lua.LState) int {
	m, e := math.Frexp(number(L, "frexp", 1))
	L.Push(lua.LNumber(m))
	L.Push(lua.LNumber(e))
	return 2
}

func ldexp(L *lua.LState) int {
	return push(L, math.Ldexp(number(L, "ldexp", 1), stdlib.Int(L, "ldexp", 2)))
}

// log takes a base, as Lua 5.2 and LuaJIT do.
func log(L *lua.LState) int {
	x := number(L, "log", 1)
	if L.Get(2) == lua.LNil {
		return push(L, math.Log(x))
	}
	switch base := number(L, "log", 2); base {
	case 2:
		return push(L, math.Log2(x))
	case 10:
		return push(L, log10(x))
	default:
		return push(L, math.Log(x)/math.Log(base))
	}
}

// log10 is exact for powers of ten, as C's is and Go's is not.
func log10(x float64) float64 {
	f := math.Log10(x)
	if whole := math.Round(f); math.Abs(whole) < 400 && math.Pow10(int(whole)) == x {
		return whole
	}
	return f
}

// modf keeps the sign on both parts, and gives an infinity no rest.
func modf(L *lua.LState) int {
	x := number(L, "modf", 1)
	if math.IsInf(x, 0) {
		L.Push(lua.LNumber(x))
		L.Push(lua.LNumber(math.Copysign(0, x)))
		return 2
	}
	whole, rest := math.Modf(x)
	L.Push(lua.LNumber(whole))
	L.Push(lua.LNumber(rest))
	return 2
}
