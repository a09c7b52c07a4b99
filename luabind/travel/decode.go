package travel

import (
	"sync"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// decoder makes the values of one message. Nothing of them is seen by a script
// before all is well, so other tasks may run meanwhile.
type decoder struct {
	reader
	L    *lua.LState
	th   *vm.Thread
	w    *world
	peer *Peer
	task bool // globals may come, and modules may be made

	met      []lua.LValue
	queue    []lua.LValue // whose record is still to come, in order
	made     []*object
	keys     []lua.LValue
	upvalues []*lua.Upvalue
	chunks   []*vm.Chunk

	globals []global
	named   []namedBy
	polls   int
	steps   int
	filled  int // how many of made have their data
}

// global is one that came with a task.
type global struct {
	name  string
	value lua.LValue
}

// namedBy is a function whose globals are the state's.
type namedBy struct {
	chunk *vm.Chunk
	index int
}

var decoders = sync.Pool{New: func() any { return &decoder{} }}

func newDecoder(L *lua.LState, p *Peer, body []byte) *decoder {
	d := decoders.Get().(*decoder)
	d.b, d.L, d.th, d.w, d.peer = body, L, vm.Current(L), worldOf(vm.Of(L)), p
	if len(body) > maxBody+maxBody/8 {
		d.fail("%d bytes", len(body))
	}
	return d
}

// release ends the decoder's use, and lets go of all values.
func (d *decoder) release() {
	if len(d.met) > keep || len(d.keys) > keep || len(d.upvalues) > keep || len(d.globals) > keep {
		return
	}
	*d = decoder{
		met: emptied(d.met), queue: emptied(d.queue), keys: emptied(d.keys), upvalues: emptied(d.upvalues),
		chunks: emptied(d.chunks), globals: emptied(d.globals), named: emptied(d.named),
	}
	decoders.Put(d)
}

// emptied is a slice to fill anew.
func emptied[T any](list []T) []T {
	clear(list)
	return list[:0]
}

// finish reads the records of everything that was met, and makes the objects.
func (d *decoder) finish() error {
	for i := 0; i < len(d.queue) && d.err == nil; i++ {
		d.record(d.queue[i])
	}
	if d.left() > 0 {
		d.fail("more than there should be")
	}
	if d.err == nil {
		d.makeObjects()
	}
	return d.err
}

// poll is called for each value: a stopped task does not go on, and others get
// their turn.
func (d *decoder) poll() {
	if d.polls++; d.polls%pollEvery != 0 || d.err != nil {
		return
	}
	d.th.Breathe(d.L)
	d.err = d.th.Interrupted()
}

// small are the numbers that have a tag of their own, as Lua values.
var small = func() (values [256 - tagSmall]lua.LValue) {
	for i := range values {
		values[i] = lua.LNumber(i)
	}
	return values
}()

// value reads one value. After an error it is nil.
func (d *decoder) value() lua.LValue {
	d.poll()
	tag := d.byte()
	if d.err != nil {
		return lua.LNil
	}
	if tag >= tagSmall {
		return small[tag-tagSmall]
	}
	switch tag {
	case tagNil:
		return lua.LNil
	case tagFalse:
		return lua.LFalse
	case tagTrue:
		return lua.LTrue
	case tagInt:
		return lua.LNumber(d.varint())
	case tagFloat:
		return lua.LNumber(d.float())
	case tagString:
		return lua.LString(d.text())
	case tagKey:
		if len(d.keys) == maxKeys {
			d.fail("more than %d keys", maxKeys)
			return lua.LNil
		}
		v := lua.LValue(lua.LString(d.text()))
		d.keys = append(d.keys, v)
		return v
	case tagKeyAgain:
		return d.nth(d.keys, "key")
	case tagAgain:
		return d.nth(d.met, "value")
	}
	return d.reference(tag)
}

// nth is one of those that were met before, by its number.
func (d *decoder) nth(list []lua.LValue, what string) lua.LValue {
	n := d.uint()
	if d.err != nil || n >= len(list) {
		d.fail("%s %d of %d", what, n, len(list))
		return lua.LNil
	}
	return list[n]
}

// reference reads what gets a number: tables, functions and objects, whose
// records follow later, and what goes by name.
func (d *decoder) reference(tag byte) lua.LValue {
	if len(d.met) == maxObjects {
		d.fail("more than %d tables and functions", maxObjects)
		return lua.LNil
	}
	var v lua.LValue
	switch tag {
	case tagTable:
		v = &lua.LTable{Metatable: lua.LNil}
	case tagFunction:
		v = &lua.LFunction{}
	case tagObject:
		v = d.object()
	case tagBuiltin:
		v = d.builtin(d.text())
	case tagFile:
		v = d.module(d.text())
	case tagKind:
		v = d.kindValue(false)
	case tagErrors:
		v = d.kindValue(true)
	default:
		d.fail("no value begins with %d", tag)
	}
	if d.err != nil {
		return lua.LNil
	}
	d.met = append(d.met, v)
	if tag == tagTable || tag == tagFunction || tag == tagObject {
		d.queue = append(d.queue, v)
	}
	return v
}

func (d *decoder) object() lua.LValue {
	name := d.text()
	codec := d.w.named[name]
	if codec == nil {
		d.fail("objects of %q do not travel", name)
		return nil
	}
	ud := &lua.LUserData{Metatable: lua.LNil, Env: d.w.state.Globals()}
	d.made = append(d.made, &object{at: ud, codec: codec})
	return ud
}

func (d *decoder) builtin(path string) lua.LValue {
	if d.err != nil {
		return nil
	}
	v, err := d.w.builtin(d.L, path)
	switch {
	case err != nil:
		d.err = err
	case v == nil:
		d.fail("nothing is called %q here", path)
	}
	return v
}

// module finds a module that a Lua file makes. What comes back from a worker
// loads none: it could name any file.
func (d *decoder) module(name string) lua.LValue {
	if d.err != nil {
		return nil
	}
	if d.task {
		v, err := d.w.require(d.L, name)
		d.err = err
		return v
	}
	v := d.w.here(name)
	if v == nil {
		d.fail("module '%s' came back, which is not loaded here", name)
	}
	return v
}
