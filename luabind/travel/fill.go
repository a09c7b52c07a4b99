package travel

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// record fills a table, a function or an object that was met.
func (d *decoder) record(v lua.LValue) {
	switch v := v.(type) {
	case *lua.LTable:
		d.fillTable(v)
	case *lua.LFunction:
		d.fillFunction(v)
	case *lua.LUserData:
		o := d.made[d.filled]
		d.filled++
		o.data = d.value()
	}
}

func (d *decoder) fillTable(t *lua.LTable) {
	flags := d.byte()
	if flags >= hasOtherKeys<<1 {
		d.fail("not a table")
	}
	items, fields := 0, 0
	if flags&hasItems != 0 {
		items = d.count(1)
	}
	if flags&hasFields != 0 {
		if fields = int(d.uint32()); fields > d.left()/2 {
			d.fail("%d fields in %d bytes", fields, d.left())
		}
	}
	if d.err != nil {
		return
	}
	names := fields
	if flags&hasOtherKeys != 0 {
		names = 0 // there is only room for names to be made at once
	}
	*t = *d.L.CreateTable(items, names)
	for i := 1; i <= items && d.err == nil; i++ {
		t.RawSetInt(i, d.value())
	}
	d.fillFields(t, fields)
	if flags&hasMetatable != 0 {
		meta, ok := d.value().(*lua.LTable)
		if !ok {
			d.fail("a metatable that is no table")
			return
		}
		t.Metatable = meta
	}
}

func (d *decoder) fillFields(t *lua.LTable, n int) {
	for range n {
		k, v := d.value(), d.value()
		if d.err != nil {
			return
		}
		if v == lua.LNil {
			d.fail("a field that is nil")
			return
		}
		switch key := k.(type) {
		case lua.LString:
			t.RawSetString(string(key), v)
		case lua.LNumber:
			// What can be a list's index is among the items. Here it would make a
			// list of that length, or a table that pairs goes round in for ever.
			if key != key || key >= 1 && key < lua.LNumber(lua.MaxArrayIndex) && key == lua.LNumber(int(key)) {
				d.fail("a key that cannot be: %v", key)
				return
			}
			t.RawSetH(key, v)
		case *lua.LNilType:
			d.fail("a key that is nil")
			return
		default:
			t.RawSetH(key, v)
		}
	}
}

func (d *decoder) fillFunction(fn *lua.LFunction) {
	chunk := d.chunk()
	index := d.uint()
	if d.err != nil {
		return
	}
	if index >= len(chunk.Protos) {
		d.fail("function %d of %d in %s", index, len(chunk.Protos), chunk.Name)
		return
	}
	*fn = *d.w.function(chunk, index)
	switch d.byte() {
	case 0:
		if d.task {
			d.named = append(d.named, namedBy{chunk, index})
		}
	case 1:
		env, ok := d.value().(*lua.LTable)
		if !ok {
			d.fail("an environment that is no table")
			return
		}
		fn.Env = env
	default:
		d.fail("not an environment")
	}
	if n := d.uint(); n != len(fn.Upvalues) {
		d.fail("%d upvalues for a function of %s with %d", n, chunk.Name, len(fn.Upvalues))
		return
	}
	for i := range fn.Upvalues {
		fn.Upvalues[i] = d.upvalue()
	}
	if d.task {
		d.readGlobals()
	}
}

// chunk reads which chunk a function is of.
func (d *decoder) chunk() *vm.Chunk {
	i := d.uint()
	if d.err == nil && i < len(d.chunks) {
		return d.chunks[i]
	}
	if i != len(d.chunks) {
		d.fail("chunk %d of %d", i, len(d.chunks))
	}
	var hash vm.Hash
	copy(hash[:], d.take(len(hash)))
	if d.err != nil {
		return nil
	}
	chunk := d.peer.chunk(hash)
	if chunk == nil {
		d.fail("the source of a function did not come (chunk %x)", hash[:8])
		return nil
	}
	d.chunks = append(d.chunks, chunk)
	return chunk
}

// upvalue reads an upvalue, with its value where it is new.
func (d *decoder) upvalue() *lua.Upvalue {
	n := d.uint()
	if d.err == nil && n < len(d.upvalues) {
		return d.upvalues[n]
	}
	if n != len(d.upvalues) {
		d.fail("upvalue %d of %d", n, len(d.upvalues))
	}
	uv := &lua.Upvalue{}
	d.upvalues = append(d.upvalues, uv)
	uv.SetValue(d.value())
	return uv
}

// readGlobals reads the globals that came with a function.
func (d *decoder) readGlobals() {
	for d.err == nil {
		n := d.uint()
		if n == 0 {
			return
		}
		name := string(d.take(n - 1))
		d.globals = append(d.globals, global{name, d.value()})
	}
}

// setGlobals gives the state the globals of a task: those that came, and for
// the other names that its functions read what they were when the state was
// made, so that a task finds what the one before it left nowhere. What the
// initializer has set stays.
func (d *decoder) setGlobals() {
	if len(d.named) == 0 {
		return
	}
	g := d.w.state.Globals()
	var came map[string]bool
	if len(d.globals) > 0 {
		came = make(map[string]bool, len(d.globals))
	}
	for _, v := range d.globals {
		came[v.name] = true
		if !d.w.kept[v.name] {
			g.RawSetString(v.name, v.value)
		}
	}
	for _, fn := range d.named {
		for _, name := range fn.chunk.GlobalNames(fn.index) {
			if came[name] || d.w.kept[name] {
				continue
			}
			if was := d.w.initially(name); g.RawGetString(name) != was {
				g.RawSetString(name, was)
			}
		}
	}
}

// kindValue reads a kind: the value that stands for it, or the metatable of
// its errors.
func (d *decoder) kindValue(errors bool) lua.LValue {
	k := d.kind(0)
	switch {
	case d.err != nil:
		return nil
	case errors:
		return d.w.errorMeta(d.L, k)
	}
	return bind.KindValue(d.w.state, k)
}
