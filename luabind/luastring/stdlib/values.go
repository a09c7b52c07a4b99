package stdlib

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// Values that are made over and over, boxed once: small numbers and the strings of one byte. None
// of them ever changes.
var (
	small   [256]lua.LValue
	letters [256]lua.LValue
)

func init() {
	for c := range 256 {
		small[c] = lua.LNumber(c)
		letters[c] = lua.LString([]byte{byte(c)})
	}
}

// Integer is the Lua number i.
func Integer(i int) lua.LValue {
	if 0 <= i && i < len(small) {
		return small[i]
	}
	return lua.LNumber(i)
}

// pieceShare bounds how much of a long string a piece of it can keep alive: a piece shorter than
// one in so many of its bytes is copied, and so is not what holds a whole page in memory.
const pieceShare = 4

// pieceAlways is the length up to which a string may be kept alive by any piece of it.
const pieceAlways = 256

// Sub is s[start:end] as a Lua string. It shares the memory of s where it is a good part of it.
func Sub(s string, start, end int) lua.LValue {
	piece := s[start:end]
	switch {
	case len(piece) == 1:
		return letters[piece[0]]
	case len(s) > pieceAlways && len(piece) < len(s)/pieceShare:
		piece = strings.Clone(piece)
	}
	return lua.LString(piece)
}

// Fits raises an error where n more results do not fit on the stack of the Lua thread: message, and
// how many they are.
func Fits(L *lua.LState, n int, message string) {
	room := max(L.Options.RegistrySize, L.Options.RegistryMaxSize) - L.GetTop()
	if n > room {
		L.RaiseError("%s (%d; there is room for %d)", message, n, max(room, 0))
	}
}
