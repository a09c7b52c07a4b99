package travel

import (
	"encoding/binary"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// record writes what is in a table, a function or an object.
func (e *encoder) record(m met) error {
	switch v := m.value.(type) {
	case *lua.LTable:
		return e.tableRecord(v)
	case *lua.LFunction:
		return e.functionRecord(v)
	case *lua.LUserData:
		return e.objectRecord(v, m.at)
	}
	return nil
}

// here is the number in the queue of what is being written.
func (e *encoder) here() int { return e.next - 1 }

// tableRecord writes how many items and fields there are, the items, the
// fields in the order of pairs, and the metatable.
func (e *encoder) tableRecord(t *lua.LTable) error {
	flags := len(e.buf)
	e.buf = append(e.buf, 0)
	n, last := t.MaxN(), lua.LValue(lua.LNil)
	if n > 0 {
		e.buf[flags] |= hasItems
		e.buf = appendUint(e.buf, n)
		last = lua.LNumber(n)
	}
	k, v := t.Next(last)
	fields, count := 0, len(e.buf)
	if k != lua.LNil {
		e.buf[flags] |= hasFields
		e.buf = append(e.buf, 0, 0, 0, 0)
	}
	for i := 1; i <= n; i++ {
		if err := e.value(t.RawGetInt(i), link{parent: e.here(), how: howItem, n: i}); err != nil {
			return err
		}
	}
	for ; k != lua.LNil; k, v = t.Next(k) {
		fields++
		if k.Type() != lua.LTString {
			e.buf[flags] |= hasOtherKeys
		}
		if err := e.key(k, link{parent: e.here(), how: howKey}); err != nil {
			return err
		}
		if err := e.value(v, link{parent: e.here(), how: howField, key: k}); err != nil {
			return err
		}
	}
	if fields > 0 {
		binary.LittleEndian.PutUint32(e.buf[count:], uint32(fields))
	}
	meta, ok := t.Metatable.(*lua.LTable)
	if !ok {
		return nil
	}
	e.buf[flags] |= hasMetatable
	return e.value(meta, link{parent: e.here(), how: howMetatable})
}

// functionRecord writes chunk, place in it, environment, upvalues, and the
// globals that the function is the first to read.
func (e *encoder) functionRecord(fn *lua.LFunction) error {
	chunk, index, ok := vm.OriginOf(fn.Proto)
	if !ok {
		return e.cannot(e.queue[e.here()].at, "function without a source")
	}
	e.chunk(chunk)
	e.buf = appendUint(e.buf, index)
	inGlobals := fn.Env == e.w.state.Globals()
	if inGlobals {
		e.buf = append(e.buf, 0)
	} else {
		e.buf = append(e.buf, 1)
		if err := e.value(fn.Env, link{parent: e.here(), how: howEnv}); err != nil {
			return err
		}
	}
	e.buf = appendUint(e.buf, len(fn.Upvalues))
	for i, uv := range fn.Upvalues {
		if n, met := e.upvalues[uv]; met {
			e.buf = appendUint(e.buf, n)
			continue
		}
		n := len(e.upvalues)
		e.upvalues[uv] = n
		e.buf = appendUint(e.buf, n)
		if err := e.value(uv.Value(), link{parent: e.here(), how: howUpvalue, n: i}); err != nil {
			return err
		}
	}
	if !e.globals {
		return nil
	}
	if inGlobals {
		if err := e.globalsOf(chunk.GlobalNames(index)); err != nil {
			return err
		}
	}
	e.buf = appendUint(e.buf, 0)
	return nil
}

// globalsOf writes those globals whose names are new to the message and whose
// values are not what every state begins with: the receiver knows the names
// that a function reads, and gives the others back what they were.
func (e *encoder) globalsOf(names []string) error {
	for _, name := range names {
		if e.names[name] {
			continue
		}
		e.names[name] = true
		if name == "require" {
			e.withFiles = true
			if err := e.scan(); err != nil {
				return err
			}
		}
		v := e.w.state.Globals().RawGetString(name)
		if v == e.w.initially(name) {
			continue
		}
		e.buf = appendUint(e.buf, len(name)+1)
		e.buf = append(e.buf, name...)
		if err := e.value(v, link{parent: e.here(), how: howGlobal, key: lua.LString(name)}); err != nil {
			return err
		}
	}
	return nil
}

// objectRecord writes what an object is made anew of.
func (e *encoder) objectRecord(ud *lua.LUserData, at link) error {
	class := bind.ClassOf(ud)
	data, err := e.w.codecs[class].Encode(e.w.state, ud.Value)
	if err != nil {
		return e.cannot(at, e.w.className(class)+" ("+err.Error()+")")
	}
	return e.value(data, link{parent: e.here(), how: howData})
}
