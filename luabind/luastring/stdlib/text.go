package stdlib

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// MaxString is the longest string, in bytes, that a library function makes.
const MaxString = 1 << 30

// chunk is how many bytes are copied between two polls.
const chunk = 1 << 20

// Builder makes a long string: it raises an error where the string gets longer than MaxString, and
// polls as it grows.
type Builder struct {
	state *lua.LState
	text  strings.Builder
	since int // bytes since the last poll
}

// NewBuilder makes one for a string made by this Lua thread.
func NewBuilder(L *lua.LState) Builder { return Builder{state: L} }

// Grow makes room for n more bytes, which need not all be used.
func (b *Builder) Grow(n int) {
	b.limit(n)
	b.text.Grow(n)
}

// Len is how long the string is.
func (b *Builder) Len() int { return b.text.Len() }

// String is the string.
func (b *Builder) String() string { return b.text.String() }

// Byte adds one byte.
func (b *Builder) Byte(c byte) {
	b.count(1)
	b.text.WriteByte(c)
}

// Text adds text.
func (b *Builder) Text(s string) {
	for len(s) > chunk {
		b.count(chunk)
		b.text.WriteString(s[:chunk])
		s = s[chunk:]
	}
	b.count(len(s))
	b.text.WriteString(s)
}

// Bytes adds bytes.
func (b *Builder) Bytes(p []byte) {
	b.count(len(p))
	b.text.Write(p)
}

// count is told of n bytes before they are added.
func (b *Builder) count(n int) {
	b.limit(n)
	if b.since += n; b.since >= chunk {
		b.since = 0
		Check(b.state)
	}
}

func (b *Builder) limit(n int) {
	if n > MaxString-b.text.Len() {
		b.state.RaiseError("resulting string too large (%d bytes; at most %d)", b.text.Len()+n, MaxString)
	}
}
