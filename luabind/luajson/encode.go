package luajson

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// maxEncoded bounds the bytes of one text. Shared tables are written out at every place they
// stand at, so a small value can have a very long text.
const maxEncoded = 1 << 30

// EncodeOptions say how a value is written. The zero value is valid.
type EncodeOptions struct {
	// Indent is put before a line once for every level. "": everything on one line, without
	// white space.
	Indent string
	// SortKeys orders the keys of objects by their bytes, numbers by their value. Without it they
	// come in the order in which pairs() gives them: that in which they were first set.
	SortKeys bool
	// Poll is asked every thousand values or so; an error from it ends the encoding and is
	// returned as it is. It may let other tasks run, which then see and change the tables at a
	// moment when they are half written. nil: never asked.
	Poll func() error
}

// Encode writes v as JSON text (RFC 8259, always UTF-8). It reads Lua tables, without their
// metamethods, so the caller holds the state's lock.
//
//   - A table is a list where it was marked as one (see [IsArray]; holes are null then), or where
//     its keys are 1 to n without a hole; an object otherwise, {} too. Keys are strings, or are all
//     numbers, which are written as strings.
//   - json.null is null, and so is nil.
//   - Numbers are written with the fewest digits that read back as the same number, integers below
//     1e21 with all their digits.
//   - Bytes of a string that are not UTF-8 are U+FFFD each.
//
// NaN and the infinities, functions, threads, userdata, other keys, a table that contains itself,
// and nesting deeper than [MaxDepth] are an [*EncodeError].
func Encode(v lua.LValue, opts EncodeOptions) ([]byte, error) {
	return Append(nil, v, opts)
}

// Append is [Encode] that appends to dst. What it returns beside an error is of no use.
func Append(dst []byte, v lua.LValue, opts EncodeOptions) ([]byte, error) {
	e := encoder{out: dst, limit: len(dst) + maxEncoded, opts: opts}
	err := e.value(v)
	if failed, ok := err.(*EncodeError); ok {
		slices.Reverse(failed.Path)
	}
	return e.out, err
}

type encoder struct {
	out   []byte
	limit int // of out
	opts  EncodeOptions
	work  int // values since Poll was asked

	open   []*lua.LTable            // the tables that are being written
	deep   map[*lua.LTable]struct{} // those of them beyond the first shallow ones
	sorted []entry                  // of the open objects, where keys are sorted
}

// shallow is how many open tables are searched one by one for a table that contains itself.
const shallow = 32

type entry struct{ key, value lua.LValue }

func (e *encoder) value(v lua.LValue) error {
	if e.work++; e.work >= pollEvery {
		if err := e.pause(); err != nil {
			return err
		}
	}
	switch v := v.(type) {
	case lua.LString:
		e.string(string(v))
	case lua.LNumber:
		return e.number(float64(v))
	case lua.LBool:
		if v {
			e.out = append(e.out, "true"...)
		} else {
			e.out = append(e.out, "false"...)
		}
	case *lua.LTable:
		return e.table(v)
	case *lua.LNilType:
		e.out = append(e.out, "null"...)
	default:
		if !IsNull(v) {
			return &EncodeError{Problem: bind.Show(v) + " cannot be written as JSON"}
		}
		e.out = append(e.out, "null"...)
	}
	return nil
}

// pause is called every pollEvery values.
func (e *encoder) pause() error {
	e.work = 0
	if len(e.out) > e.limit {
		return &EncodeError{Problem: "the JSON text is longer than 1 GB"}
	}
	if e.opts.Poll == nil {
		return nil
	}
	return e.opts.Poll()
}

func (e *encoder) table(t *lua.LTable) error {
	if err := e.push(t); err != nil {
		return err
	}
	n := t.MaxN()
	list, err := e.isList(t, n)
	if err == nil {
		if list {
			err = e.list(t, n)
		} else {
			err = e.object(t)
		}
	}
	e.pop(t)
	return err
}

func (e *encoder) push(t *lua.LTable) error {
	depth := len(e.open)
	if depth == MaxDepth {
		return &EncodeError{Problem: "more than 10,000 tables inside each other"}
	}
	_, inside := e.deep[t]
	if inside || slices.Contains(e.open[:min(depth, shallow)], t) {
		return &EncodeError{Problem: "a table that contains itself"}
	}
	if depth >= shallow {
		if e.deep == nil {
			e.deep = make(map[*lua.LTable]struct{})
		}
		e.deep[t] = struct{}{}
	}
	e.open = append(e.open, t)
	return nil
}

func (e *encoder) pop(t *lua.LTable) {
	e.open = e.open[:len(e.open)-1]
	if len(e.open) >= shallow {
		delete(e.deep, t)
	}
}

// isList decides what t, whose highest index is n, is written as.
func (e *encoder) isList(t *lua.LTable, n int) (bool, error) {
	marked := IsArray(t)
	if n == 0 && !marked {
		return false, nil
	}
	var last lua.LValue = lua.LNil
	if n > 0 {
		last = lua.LNumber(n)
	}
	if key, _ := t.Next(last); key != lua.LNil {
		if marked {
			return false, &EncodeError{Problem: "a list (json.array) with the key " + quoteKey(key)}
		}
		return false, nil
	}
	for i := 1; i <= n && !marked; i++ {
		if t.RawGetInt(i) == lua.LNil {
			return false, nil
		}
	}
	return true, nil
}

func (e *encoder) list(t *lua.LTable, n int) error {
	e.out = append(e.out, '[')
	for i := 1; i <= n; i++ {
		e.separate(i == 1)
		if err := e.value(t.RawGetInt(i)); err != nil {
			return inIndex(err, i)
		}
	}
	e.end(n == 0, ']')
	return nil
}

func (e *encoder) object(t *lua.LTable) error {
	e.out = append(e.out, '{')
	if e.opts.SortKeys {
		return e.sortedObject(t)
	}
	first := lua.LNil
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		e.separate(first == lua.LNil)
		if first == lua.LNil {
			first = k
		}
		if err := e.member(first, k, v); err != nil {
			return err
		}
	}
	e.end(first == lua.LNil, '}')
	return nil
}

func (e *encoder) sortedObject(t *lua.LTable) error {
	base := len(e.sorted)
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		e.sorted = append(e.sorted, entry{k, v})
	}
	entries := e.sorted[base:]
	slices.SortStableFunc(entries, compareEntries)
	for i, entry := range entries {
		e.separate(i == 0)
		if err := e.member(entries[0].key, entry.key, entry.value); err != nil {
			return err
		}
	}
	e.end(len(entries) == 0, '}')
	clear(entries)
	e.sorted = e.sorted[:base]
	return nil
}

func compareEntries(a, b entry) int {
	switch x := a.key.(type) {
	case lua.LString:
		if y, ok := b.key.(lua.LString); ok {
			return strings.Compare(string(x), string(y))
		}
	case lua.LNumber:
		if y, ok := b.key.(lua.LNumber); ok {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(a.key.Type(), b.key.Type())
}

// member writes one key and its value; first is the first key of the object.
func (e *encoder) member(first, key, v lua.LValue) error {
	switch k := key.(type) {
	case lua.LString:
		if key.Type() != first.Type() {
			return mixedKeys(first, key)
		}
		e.string(string(k))
	case lua.LNumber:
		if key.Type() != first.Type() {
			return mixedKeys(first, key)
		}
		e.out = append(e.out, '"')
		if err := e.number(float64(k)); err != nil {
			return inKey(err, key)
		}
		e.out = append(e.out, '"')
	default:
		return &EncodeError{Problem: fmt.Sprintf("a table with a %s as a key: the keys of an object are strings", key.Type())}
	}
	e.out = append(e.out, ':')
	if e.opts.Indent != "" {
		e.out = append(e.out, ' ')
	}
	if err := e.value(v); err != nil {
		return inKey(err, key)
	}
	return nil
}

// separate begins an item of a list or an object.
func (e *encoder) separate(first bool) {
	if !first {
		e.out = append(e.out, ',')
	}
	e.newLine(len(e.open))
}

// end closes a list or an object.
func (e *encoder) end(empty bool, bracket byte) {
	if !empty {
		e.newLine(len(e.open) - 1)
	}
	e.out = append(e.out, bracket)
}

func (e *encoder) newLine(level int) {
	if e.opts.Indent == "" {
		return
	}
	e.out = append(e.out, '\n')
	for range level {
		e.out = append(e.out, e.opts.Indent...)
	}
}
