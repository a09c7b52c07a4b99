package luastring

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// position counts a place from the front: negative ones are from the end of a string so long, and
// those before its front are 0.
func position(place, length int) int {
	if place < 0 {
		place += length + 1
	}
	return max(place, 0)
}

func byteCodes(L *lua.LState) int {
	s := stdlib.String(L, "byte", 1)
	from := position(stdlib.OptInt(L, "byte", 2, 1), len(s))
	to := position(stdlib.OptInt(L, "byte", 3, from), len(s))
	from, to = max(from, 1), min(to, len(s))
	n := to - from + 1
	if n <= 0 {
		return 0
	}
	stdlib.Fits(L, n, "string slice too long")
	base := L.GetTop()
	L.SetTop(base + n) // grows once, not with every few pushes
	L.SetTop(base)
	for _, c := range []byte(s[from-1 : to]) {
		L.Push(stdlib.Integer(int(c)))
	}
	return n
}

func char(L *lua.LState) int {
	out := make([]byte, L.GetTop())
	for i := range out {
		code := stdlib.Int(L, "char", i+1)
		if code < 0 || code > 255 {
			stdlib.ArgError(L, "char", i+1, "invalid value: a byte from 0 to 255 expected, got %s", L.Get(i+1).String())
		}
		out[i] = byte(code)
	}
	s := string(out)
	L.Push(stdlib.Sub(s, 0, len(s)))
	return 1
}

func dump(L *lua.LState) int {
	stdlib.Function(L, "dump", 1)
	L.RaiseError("unable to dump given function")
	return 0
}

func length(L *lua.LState) int {
	L.Push(stdlib.Integer(len(stdlib.String(L, "len", 1))))
	return 1
}

// Case is changed in ASCII alone: the bytes of UTF-8 beyond it stay what they are.
var toLower, toUpper = func() (lower, upper [256]byte) {
	for c := range 256 {
		lower[c], upper[c] = byte(c), byte(c)
	}
	for c := byte('a'); c <= 'z'; c++ {
		lower[c-'a'+'A'], upper[c] = c, c-'a'+'A'
	}
	return lower, upper
}()

func lower(L *lua.LState) int { return mapped(L, "lower", &toLower) }
func upper(L *lua.LState) int { return mapped(L, "upper", &toUpper) }

// mapped pushes the first argument with its bytes replaced, or itself where none is.
func mapped(L *lua.LState, name string, table *[256]byte) int {
	s := stdlib.String(L, name, 1)
	i := 0
	for i < len(s) && table[s[i]] == s[i] {
		i++
	}
	if i == len(s) {
		L.Push(lua.LString(s))
		return 1
	}
	out := stdlib.NewBuilder(L)
	out.Grow(len(s))
	out.Text(s[:i])
	var part [512]byte
	for i < len(s) {
		n := min(len(s)-i, len(part))
		for k := range n {
			part[k] = table[s[i+k]]
		}
		out.Bytes(part[:n])
		i += n
	}
	L.Push(lua.LString(out.String()))
	return 1
}

func reverse(L *lua.LState) int {
	s := stdlib.String(L, "reverse", 1)
	out := stdlib.NewBuilder(L)
	out.Grow(len(s))
	var part [512]byte
	for end := len(s); end > 0; {
		n := min(end, len(part))
		for k := range n {
			part[k] = s[end-1-k]
		}
		out.Bytes(part[:n])
		end -= n
	}
	L.Push(lua.LString(out.String()))
	return 1
}

func sub(L *lua.LState) int {
	s := stdlib.String(L, "sub", 1)
	from := max(position(stdlib.Int(L, "sub", 2), len(s)), 1)
	to := min(position(stdlib.OptInt(L, "sub", 3, -1), len(s)), len(s))
	if from > to {
		L.Push(lua.LString(""))
		return 1
	}
	L.Push(stdlib.Sub(s, from-1, to))
	return 1
}

// repBlock is the length of what rep puts together before it adds it again and again.
const repBlock = 16 << 10

func rep(L *lua.LState) int {
	s := stdlib.String(L, "rep", 1)
	n := stdlib.Int(L, "rep", 2)
	if n <= 0 || s == "" {
		L.Push(lua.LString(""))
		return 1
	}
	if n > stdlib.MaxString/len(s) {
		L.RaiseError("resulting string too large (%d times %d bytes; at most %d)", n, len(s), stdlib.MaxString)
	}
	block, copies := s, 1
	if len(s) < repBlock {
		copies = min(n, repBlock/len(s))
		block = strings.Repeat(s, copies)
	}
	if copies == n {
		L.Push(lua.LString(block))
		return 1
	}
	out := stdlib.NewBuilder(L)
	out.Grow(n * len(s))
	for ; n >= copies; n -= copies {
		out.Text(block)
	}
	out.Text(block[:n*len(s)])
	L.Push(lua.LString(out.String()))
	return 1
}
