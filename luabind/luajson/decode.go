package luajson

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// MaxDepth is how many lists and objects may lie inside each other, in both directions.
const MaxDepth = 10_000

// pollEvery is how many values are read or written between two calls of Poll: some 50 µs of work.
const pollEvery = 1024

// byteOrderMark is tolerated before a text and means nothing there (RFC 8259, 8.1).
const byteOrderMark = "\ufeff"

// DecodeOptions say how a text is read. The zero value is valid.
type DecodeOptions struct {
	// Poll is asked every thousand values or so; an error from it ends the decoding and is
	// returned as it is. nil: never asked.
	Poll func() error
}

// Decode reads one JSON text (RFC 8259, nothing beside it) and returns it as a Lua value. It makes
// tables but touches no running state, so it needs no lock and runs on any goroutine.
//
//   - An object is a table, its keys in the order of the text; of two equal keys the last one wins.
//   - A list is a table marked by m.Array, so that it stays a list when it is or becomes empty.
//   - null is m.Null, inside lists and objects too: a list keeps its length.
//   - A number is a Lua number. An integer that a Lua number cannot hold exactly, and a number
//     beyond its range, is a string with the digits of the text.
//   - Bytes of a string that are not UTF-8, and halves of a surrogate pair, are U+FFFD each.
//
// A text that is not JSON, and one nested deeper than [MaxDepth], is a [*SyntaxError].
func Decode(text string, m Marks, opts DecodeOptions) (lua.LValue, error) {
	d := decoders.Get().(*decoder)
	d.text, d.marks, d.poll = text, m, opts.Poll
	v, err := d.document()
	d.release()
	return v, err
}

// decoder reads one text. It is a single pass by recursive descent; what a list or an object holds
// is collected on a stack first, so that its table is made once, at its right size.
type decoder struct {
	text  string
	pos   int // of the byte that comes next
	marks Marks

	poll  func() error
	count int // values since poll was asked

	depth  int
	values []lua.LValue // the items of all the containers that are open
	names  []lua.LValue // the keys of all the objects that are open, strings all

	scratch []byte // a string that has escapes
	strings stringCache
}

func (d *decoder) document() (lua.LValue, error) {
	if strings.HasPrefix(d.text, byteOrderMark) {
		d.pos = len(byteOrderMark)
	}
	v, err := d.value("a value")
	if err != nil {
		return nil, err
	}
	if d.peek(); d.pos < len(d.text) {
		return nil, d.expected("the end of the text after the value")
	}
	return v, nil
}

// peek skips white space and returns the byte that comes then, or 0 at the end of the text.
func (d *decoder) peek() byte {
	for ; d.pos < len(d.text); d.pos++ {
		switch c := d.text[d.pos]; c {
		case ' ', '\n', '\t', '\r':
		default:
			return c
		}
	}
	return 0
}

// value reads the value that comes next; want is what an error calls it.
func (d *decoder) value(want string) (lua.LValue, error) {
	if d.count++; d.count >= pollEvery {
		d.count = 0
		if d.poll != nil {
			if err := d.poll(); err != nil {
				return nil, err
			}
		}
	}
	switch c := d.peek(); c {
	case '"':
		raw, owned, err := d.readString()
		if err != nil {
			return nil, err
		}
		return d.strings.get(raw, owned), nil
	case '{':
		return d.object()
	case '[':
		return d.list()
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return d.number()
	case 't':
		if d.word("true") {
			return lua.LTrue, nil
		}
	case 'f':
		if d.word("false") {
			return lua.LFalse, nil
		}
	case 'n':
		if d.word("null") {
			return d.marks.Null, nil
		}
	}
	return nil, d.expected(want)
}

func (d *decoder) word(w string) bool {
	if !strings.HasPrefix(d.text[d.pos:], w) {
		return false
	}
	d.pos += len(w)
	return true
}

// enter steps over a container's opening bracket.
func (d *decoder) enter() error {
	if d.depth++; d.depth > MaxDepth {
		return d.expected(depthWanted)
	}
	d.pos++
	return nil
}

func (d *decoder) list() (lua.LValue, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	base := len(d.values)
	if d.peek() != ']' {
		want := "a value or ']'"
		for {
			v, err := d.value(want)
			if err != nil {
				return nil, err
			}
			d.values = append(d.values, v)
			if c := d.peek(); c == ']' {
				break
			} else if c != ',' {
				return nil, d.expected("',' or ']' after a value")
			}
			d.pos++
			want = "a value after ','"
		}
	}
	d.pos++
	d.depth--
	t := newList(d.values[base:])
	t.Metatable = d.marks.Array
	d.values = d.values[:base]
	return t, nil
}

func (d *decoder) object() (lua.LValue, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	base, nameBase := len(d.values), len(d.names)
	if c := d.peek(); c != '}' {
		want := "a key in double quotes or '}'"
		for {
			if c != '"' {
				return nil, d.expected(want)
			}
			raw, owned, err := d.readString()
			if err != nil {
				return nil, err
			}
			if d.peek() != ':' {
				return nil, d.expected("':' after a key")
			}
			d.pos++
			name := d.strings.get(raw, owned)
			v, err := d.value("a value after ':'")
			if err != nil {
				return nil, err
			}
			d.names = append(d.names, name)
			d.values = append(d.values, v)
			if c = d.peek(); c == '}' {
				break
			} else if c != ',' {
				return nil, d.expected("',' or '}' after a value")
			}
			d.pos++
			c = d.peek()
			want = "a key in double quotes after ','"
		}
	}
	d.pos++
	d.depth--
	t := newObject(d.names[nameBase:], d.values[base:])
	d.values, d.names = d.values[:base], d.names[:nameBase]
	return t, nil
}
