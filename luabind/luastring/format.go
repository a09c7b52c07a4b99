package luastring

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// directive is one directive of a format, "%-08.3f" for instance.
type directive struct {
	minus, plus, space, sharp, zero bool

	width     int
	precision int // noPrecision where none is given
	verb      byte
}

const noPrecision = -1

func format(L *lua.LState) int {
	rest := stdlib.String(L, "format", 1)
	out := stdlib.NewBuilder(L)
	for argument := 1; ; {
		before, after, found := strings.Cut(rest, "%")
		out.Text(before)
		if !found {
			break
		}
		if strings.HasPrefix(after, "%") {
			out.Byte('%')
			rest = after[1:]
			continue
		}
		argument++
		d, size := parseDirective(L, after)
		rest = after[size:]
		d.write(L, &out, argument)
	}
	L.Push(lua.LString(out.String()))
	return 1
}

// parseDirective reads the directive that text begins with, behind its "%", and tells its length.
func parseDirective(L *lua.LState, text string) (d directive, size int) {
	i := 0
flags:
	for ; i < len(text); i++ {
		switch text[i] {
		case '-':
			d.minus = true
		case '+':
			d.plus = true
		case ' ':
			d.space = true
		case '#':
			d.sharp = true
		case '0':
			d.zero = true
		default:
			break flags
		}
	}
	if i > len("-+ #0") {
		L.RaiseError("invalid format (repeated flags)")
	}
	d.width, i = digits(text, i)
	d.precision = noPrecision
	if i < len(text) && text[i] == '.' {
		d.precision, i = digits(text, i+1)
	}
	if i < len(text) && '0' <= text[i] && text[i] <= '9' {
		L.RaiseError("invalid format (width or precision too long)")
	}
	if i == len(text) {
		L.RaiseError("%s", "invalid option '%' to 'format' (the format ends within a directive; '%%' stands for a percent sign)")
	}
	d.verb = text[i]
	return d, i + 1
}

// digits reads two digits at most.
func digits(text string, i int) (value, next int) {
	for end := i + 2; i < len(text) && i < end && '0' <= text[i] && text[i] <= '9'; i++ {
		value = value*10 + int(text[i]-'0')
	}
	return value, i
}

// write adds what the directive makes of an argument.
func (d directive) write(L *lua.LState, out *stdlib.Builder, n int) {
	switch d.verb {
	case 's':
		d.text(out, ToString(L, stdlib.Any(L, "format", n)))
	case 'q':
		quote(out, stdlib.String(L, "format", n))
	case 'c':
		d.precision = noPrecision
		d.text(out, string([]byte{byte(stdlib.Int(L, "format", n))}))
	case 'd', 'i':
		d.signed(L, out, n)
	case 'u', 'o', 'x', 'X':
		d.unsigned(L, out, n)
	case 'e', 'E', 'f', 'g', 'G':
		d.float(out, stdlib.Number(L, "format", n))
	default:
		L.RaiseError("invalid option '%%%c' to 'format' (one of %%c %%d %%i %%u %%o %%x %%X %%e %%E %%f %%g %%G %%q %%s %%%% expected)", d.verb)
	}
}

// text adds a string, cut to the precision and filled up to the width with spaces.
func (d directive) text(out *stdlib.Builder, s string) {
	if d.precision != noPrecision && d.precision < len(s) {
		s = s[:d.precision]
	}
	d.fill(out, len(s), !d.minus)
	out.Text(s)
	d.fill(out, len(s), d.minus)
}

// fill adds the spaces that a field with so many bytes wants on one side.
func (d directive) fill(out *stdlib.Builder, length int, here bool) {
	for ; here && length < d.width; length++ {
		out.Byte(' ')
	}
}

// quote adds a string as Lua's lexer reads it back.
func quote(out *stdlib.Builder, s string) {
	out.Byte('"')
	for {
		i := strings.IndexAny(s, "\"\\\n\r\x00")
		if i < 0 {
			break
		}
		out.Text(s[:i])
		switch s[i] {
		case '\r':
			out.Text(`\r`)
		case 0:
			out.Text(`\000`)
		default:
			out.Byte('\\')
			out.Byte(s[i])
		}
		s = s[i+1:]
	}
	out.Text(s)
	out.Byte('"')
}
