package travel

import (
	"slices"
	"strings"
	"sync"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// encoder makes one message. The lock is held throughout: a message is what
// its values were at one moment.
type encoder struct {
	L   *lua.LState
	w   *world
	buf []byte

	// What was met, by its number; keys and upvalues have numbers of their own.
	tables    map[*lua.LTable]int
	functions map[*lua.LFunction]int
	objects   map[*lua.LUserData]int
	upvalues  map[*lua.Upvalue]int
	keys      map[string]int
	count     int

	queue   []met // whose record is still to come, in order
	next    int   // of queue
	globals bool  // those that functions read travel too
	names   map[string]bool

	chunks    []*vm.Chunk
	withFiles bool // modules of Lua files may be asked for
	scanned   bool
	stoppable bool
	polls     int
}

// met is a table, a function or an object whose record is still to come, and
// where it was met.
type met struct {
	value lua.LValue
	at    link
}

var encoders = sync.Pool{New: func() any {
	return &encoder{
		tables:    map[*lua.LTable]int{},
		functions: map[*lua.LFunction]int{},
		objects:   map[*lua.LUserData]int{},
		upvalues:  map[*lua.Upvalue]int{},
		keys:      map[string]int{},
		names:     map[string]bool{},
	}
}}

// newEncoder begins a message whose values take about size bytes.
func newEncoder(L *lua.LState, body byte, size int) *encoder {
	e := encoders.Get().(*encoder)
	e.L, e.w = L, worldOf(vm.Of(L))
	e.buf = append(make([]byte, 0, size), body)
	e.globals, e.stoppable = body == bodyTask, body != bodyError
	return e
}

// keep is how much an encoder or a decoder that is used again may hold.
const keep = 1000

// release ends the encoder's use. Its buffer is the message's.
func (e *encoder) release() {
	if e.count > keep || len(e.upvalues) > keep || len(e.keys) > keep || len(e.names) > keep {
		return
	}
	clear(e.tables)
	clear(e.functions)
	clear(e.objects)
	clear(e.upvalues)
	clear(e.keys)
	clear(e.names)
	*e = encoder{
		tables: e.tables, functions: e.functions, objects: e.objects, upvalues: e.upvalues,
		keys: e.keys, names: e.names, queue: emptied(e.queue),
	}
	encoders.Put(e)
}

// message is what was made; nothing is written after it.
func (e *encoder) message() *Message {
	m := &Message{Body: e.buf, chunks: e.chunks}
	if e.withFiles {
		m.files = e.w.list
	}
	e.buf, e.chunks = nil, nil
	return m
}

// finish writes the records of everything that was met.
func (e *encoder) finish() error {
	for e.next < len(e.queue) {
		m := e.queue[e.next]
		e.next++
		if err := e.record(m); err != nil {
			return err
		}
	}
	return nil
}

// poll is called for each value: it ends a message whose task is stopped.
func (e *encoder) poll(at link) error {
	if e.polls++; e.polls%pollEvery != 0 {
		return nil
	}
	if len(e.buf) > maxBody {
		return e.cannot(at, "more than can travel at once (1 GB)")
	}
	if e.stoppable {
		return vm.Current(e.L).Interrupted()
	}
	return nil
}

// value writes one value. Tables, functions and objects that were not met
// before get their records later.
func (e *encoder) value(v lua.LValue, at link) error {
	switch v := v.(type) {
	case lua.LNumber:
		e.buf = appendNumber(e.buf, float64(v))
	case lua.LString:
		if len(v) > maxBody-len(e.buf) {
			return e.cannot(at, "more than can travel at once (1 GB)")
		}
		e.buf = appendText(append(e.buf, tagString), string(v))
	case lua.LBool:
		if v {
			e.buf = append(e.buf, tagTrue)
		} else {
			e.buf = append(e.buf, tagFalse)
		}
	case *lua.LTable:
		return e.table(v, at)
	case *lua.LFunction:
		return e.function(v, at)
	case *lua.LUserData:
		return e.object(v, at)
	case nil, *lua.LNilType:
		e.buf = append(e.buf, tagNil)
	case *lua.LState:
		return e.cannot(at, "coroutine")
	default:
		return e.cannot(at, v.Type().String())
	}
	return e.poll(at)
}

// key writes a key of a table: names come again and again.
func (e *encoder) key(k lua.LValue, at link) error {
	s, ok := k.(lua.LString)
	if !ok || len(s) > maxKey {
		return e.value(k, at)
	}
	if n, again := e.keys[string(s)]; again {
		e.buf = appendUint(append(e.buf, tagKeyAgain), n)
		return nil
	}
	if len(e.keys) == maxKeys {
		return e.value(k, at)
	}
	e.keys[string(s)] = len(e.keys)
	e.buf = appendText(append(e.buf, tagKey), string(s))
	return nil
}

// number gives what was met its number.
func (e *encoder) number(at link) (int, error) {
	if e.count == maxObjects {
		return 0, e.cannot(at, "more tables and functions than can travel at once")
	}
	e.count++
	return e.count - 1, e.poll(at)
}

func (e *encoder) again(n int) error {
	e.buf = appendUint(append(e.buf, tagAgain), n)
	return nil
}

func (e *encoder) table(t *lua.LTable, at link) (err error) {
	if n, met := e.tables[t]; met {
		return e.again(n)
	}
	if e.tables[t], err = e.number(at); err != nil {
		return err
	}
	if path := e.w.tables[t]; path != "" {
		e.buf = appendText(append(e.buf, tagBuiltin), path)
		return nil
	}
	if err := e.scan(); err != nil {
		return err
	}
	if path := e.w.tables[t]; path != "" {
		e.buf = appendText(append(e.buf, tagBuiltin), path)
		return nil
	}
	if name := e.w.byTable[t]; name != "" {
		e.withFiles = true
		e.buf = appendText(append(e.buf, tagFile), name)
		return nil
	}
	if t.Metatable != lua.LNil {
		if kind := bind.KindOf(t); kind != nil {
			return e.told(tagKind, kind, at)
		}
	}
	if t.RawGetString("__tostring") != lua.LNil {
		if kind := bind.ErrorKind(&lua.LTable{Metatable: t}); kind != nil {
			return e.told(tagErrors, kind, at)
		}
	}
	e.buf = append(e.buf, tagTable)
	e.queue = append(e.queue, met{t, at})
	return nil
}

// told writes a kind behind its tag.
func (e *encoder) told(tag byte, kind *bind.Kind, at link) error {
	e.buf = append(e.buf, tag)
	err := e.kind(kind, 0)
	if err == errKindDepth {
		return e.cannot(at, err.Error())
	}
	return err
}

func (e *encoder) function(fn *lua.LFunction, at link) (err error) {
	if n, met := e.functions[fn]; met {
		return e.again(n)
	}
	if e.functions[fn], err = e.number(at); err != nil {
		return err
	}
	if !fn.IsG {
		e.buf = append(e.buf, tagFunction)
		e.queue = append(e.queue, met{fn, at})
		return nil
	}
	path, err := e.w.functionPath(e.L, fn)
	if err != nil {
		return err
	}
	if path == "" {
		return e.cannot(at, "function that is not of Lua (an iterator, or one made by a call)")
	}
	e.buf = appendText(append(e.buf, tagBuiltin), path)
	return nil
}

func (e *encoder) object(ud *lua.LUserData, at link) (err error) {
	if n, met := e.objects[ud]; met {
		return e.again(n)
	}
	if e.objects[ud], err = e.number(at); err != nil {
		return err
	}
	class := bind.ClassOf(ud)
	if e.w.codecs[class] == nil {
		path, err := e.w.objectPath(e.L, ud)
		if err != nil {
			return err
		}
		if path == "" {
			return e.cannot(at, e.what(ud))
		}
		e.buf = appendText(append(e.buf, tagBuiltin), path)
		return nil
	}
	e.buf = appendText(append(e.buf, tagObject), e.w.className(class))
	e.queue = append(e.queue, met{ud, at})
	return nil
}

// what names what cannot travel.
func (e *encoder) what(ud *lua.LUserData) string {
	if class := bind.ClassOf(ud); class != nil {
		return e.w.className(class)
	}
	return "userdata"
}

// scan brings what is known of modules up to date, once a message.
func (e *encoder) scan() error {
	if e.scanned {
		return nil
	}
	e.scanned = true
	return e.w.scan(e.L)
}

// chunk writes which chunk a function is of: its hash the first time.
func (e *encoder) chunk(c *vm.Chunk) {
	i := slices.Index(e.chunks, c)
	if i < 0 {
		i = len(e.chunks)
		e.chunks = append(e.chunks, c)
		hash := c.Hash()
		e.buf = append(appendUint(e.buf, i), hash[:]...)
		return
	}
	e.buf = appendUint(e.buf, i)
}

// sizeOf is about how many bytes values take, their strings above all.
func sizeOf(values []lua.LValue) int {
	size := 128
	for _, v := range values {
		if s, ok := v.(lua.LString); ok {
			size += len(s)
		}
		size += 10
	}
	return min(size, maxBody)
}

func isName(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}) < 0 && (s[0] < '0' || s[0] > '9')
}
