package luajson

import (
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"
)

// decoders are used again: their stacks and their cache of strings are warm then.
var decoders = sync.Pool{New: func() any { return new(decoder) }}

// keptStack is the most room that a decoder keeps for the next text.
const keptStack = 1 << 16

// release gives the decoder back, holding on to nothing but the cache of short strings.
func (d *decoder) release() {
	values, names, scratch := d.values[:cap(d.values)], d.names[:cap(d.names)], d.scratch
	if cap(values) > keptStack || cap(names) > keptStack || cap(scratch) > keptStack {
		values, names, scratch = nil, nil, nil
	}
	clear(values)
	clear(names)
	d.text, d.pos, d.depth, d.count = "", 0, 0, 0
	d.marks, d.poll = Marks{}, nil
	d.values, d.names, d.scratch = values[:0], names[:0], scratch[:0]
	decoders.Put(d)
}

// plain tells the bytes that stand for themselves in a string: ASCII that needs no escape.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// readString reads the string whose opening quote comes next. owned is false where the result is a
// piece of the text, which a caller that keeps it must copy: it would hold the whole text in memory.
func (d *decoder) readString() (s string, owned bool, err error) {
	start := d.pos + 1
	text, i := d.text, start
	valid := true
	for i < len(text) {
		c := text[i]
		switch {
		case plain[c]:
			i++
		case c == '"':
			d.pos = i + 1
			s = text[start:i]
			if !valid && !utf8.ValidString(s) {
				return string([]rune(s)), true, nil
			}
			return s, false, nil
		case c >= utf8.RuneSelf:
			valid = false
			i++
		case c == '\\':
			return d.readEscaped(start, i)
		default:
			d.pos = i
			return "", false, d.expected("a string with its control characters escaped")
		}
	}
	return "", false, d.unclosed(start)
}

// readEscaped goes on with the string that begins at start, at its first backslash.
func (d *decoder) readEscaped(start, backslash int) (string, bool, error) {
	text := d.text
	out := append(d.scratch[:0], text[start:backslash]...)
	d.pos = backslash
	for d.pos < len(text) {
		from := d.pos
		for d.pos < len(text) && (plain[text[d.pos]] || text[d.pos] >= utf8.RuneSelf) {
			d.pos++
		}
		out = append(out, text[from:d.pos]...)
		if d.pos == len(text) {
			break
		}
		switch c := text[d.pos]; c {
		case '"':
			d.pos++
			d.scratch = out
			if !utf8.Valid(out) {
				return string([]rune(string(out))), true, nil
			}
			return string(out), true, nil
		case '\\':
			var err error
			if out, err = d.escape(out); err != nil {
				return "", false, err
			}
		default:
			return "", false, d.expected("a string with its control characters escaped")
		}
	}
	return "", false, d.unclosed(start)
}

// escape reads the escape sequence that comes next and appends what it stands for.
func (d *decoder) escape(out []byte) ([]byte, error) {
	d.pos++
	if d.pos == len(d.text) {
		return nil, d.expected("a character after '\\'")
	}
	c := d.text[d.pos]
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return d.unicodeEscape(out)
	default:
		return nil, d.expected(`one of " \ / b f n r t u after '\'`)
	}
	d.pos++
	return append(out, c), nil
}

func (d *decoder) unicodeEscape(out []byte) ([]byte, error) {
	d.pos++
	unit, ok := d.hex4()
	if !ok {
		return nil, d.expected(`four hexadecimal digits after '\u'`)
	}
	r := rune(unit)
	if utf16.IsSurrogate(r) {
		// A low half that does not follow is read on its own, the next time round.
		next := d.pos
		r = utf8.RuneError
		if d.word(`\u`) {
			if low, ok := d.hex4(); ok {
				r = utf16.DecodeRune(rune(unit), rune(low))
			}
		}
		if r == utf8.RuneError {
			d.pos = next
		}
	}
	return utf8.AppendRune(out, r), nil
}

// hex4 reads four hexadecimal digits; where they are not there, it stops at the byte that is wrong.
func (d *decoder) hex4() (uint16, bool) {
	var n uint16
	for end := d.pos + 4; d.pos < end; d.pos++ {
		if d.pos == len(d.text) {
			return 0, false
		}
		c := d.text[d.pos]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		n = n<<4 | uint16(c)
	}
	return n, true
}

// cachedLength is the longest string that the cache keeps.
const cachedLength = 32

// stringCache keeps one string for each of its slots, for what repeats in a text: the keys of its
// records, and values such as a day or a state. It spares two allocations a string, the bytes and
// the interface. Strings never change, so tables of several states can share them.
type stringCache [512]lua.LValue

// get returns s as a Lua value. owned is false where s must be copied to be kept.
func (c *stringCache) get(s string, owned bool) lua.LValue {
	if len(s) > cachedLength {
		return box(s, owned)
	}
	slot := &c[slotOf(s)]
	if kept, ok := (*slot).(lua.LString); !ok || string(kept) != s {
		*slot = box(s, owned)
	}
	return *slot
}

func box(s string, owned bool) lua.LValue {
	if !owned {
		s = strings.Clone(s)
	}
	return lua.LString(s)
}

// slotOf mixes the bytes of a short string (FNV-1a).
func slotOf(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return (h ^ h>>16) % uint32(len(stringCache{}))
}
