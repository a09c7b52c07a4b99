package travel

import (
	"crypto/rand"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// kinds are the error kinds that a state has sent or received.
type kinds struct {
	paths  map[*bind.Kind]string
	byPath map[string]*bind.Kind
	ids    map[*bind.Kind]kindID
	byID   map[kindID]*bind.Kind
	origin *[8]byte // this state's; made when first needed
}

// kindID is what a kind that a script made is known by wherever it goes: the
// state where it began, and its number there.
type kindID struct {
	origin [8]byte
	number int
}

var sharedKinds = []*bind.Kind{bind.Error, bind.RuntimeError, bind.ArgumentError, bind.TimeoutError, bind.InternalError, Error}

func (w *world) nameKinds(modules []*bind.Module) {
	w.kinds = kinds{paths: map[*bind.Kind]string{}, byPath: map[string]*bind.Kind{}, ids: map[*bind.Kind]kindID{}, byID: map[kindID]*bind.Kind{}}
	for _, k := range sharedKinds {
		w.paths[k], w.byPath[k.Name] = k.Name, k
	}
	for _, m := range modules {
		for _, k := range m.Kinds {
			if path := m.Name + "." + k.Name; w.paths[k] == "" {
				w.paths[k], w.byPath[path] = path, k
			}
		}
	}
}

// idOf is the id of a script's kind, which gets one when it first travels.
func (w *world) idOf(k *bind.Kind) kindID {
	if id, ok := w.ids[k]; ok {
		return id
	}
	if w.origin == nil {
		w.origin = new([8]byte)
		rand.Read(w.origin[:])
	}
	id := kindID{*w.origin, len(w.ids)}
	w.ids[k], w.byID[id] = id, k
	return id
}

// errorMeta is the metatable of the errors of a kind.
func (w *world) errorMeta(L *lua.LState, k *bind.Kind) *lua.LTable {
	return bind.Value(L, &bind.Err{Kind: k}).(*lua.LTable).Metatable.(*lua.LTable)
}

var errKindDepth = errors.New("an error kind with too many kinds above it")

// kind writes a kind: how it is told, and what that needs.
func (e *encoder) kind(k *bind.Kind, depth int) error {
	if path := e.w.paths[k]; path != "" {
		e.buf = appendText(append(e.buf, kindBuiltin), path)
		return nil
	}
	if depth == maxKindDepth {
		return errKindDepth
	}
	if err := e.scan(); err != nil {
		return err
	}
	if at, ok := e.w.kindAt[k]; ok {
		e.withFiles = true
		e.buf = append(e.buf, kindOfFile)
		e.buf = appendText(e.buf, at.module)
		e.buf = appendText(e.buf, at.field)
	} else {
		e.buf = append(e.buf, kindOfScript)
	}
	id := e.w.idOf(k)
	e.buf = append(e.buf, id.origin[:]...)
	e.buf = appendUint(e.buf, id.number)
	e.buf = appendText(e.buf, k.Name)
	e.buf = appendUint(e.buf, len(k.Parents))
	for _, parent := range k.Parents {
		if err := e.kind(parent, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// kind reads a kind. A module's own is found where the module has it, so that
// err and module.SomeError agree; a script's is made when its id is new.
func (d *decoder) kind(depth int) *bind.Kind {
	how := d.byte()
	if d.err != nil || how > kindOfScript || depth > maxKindDepth {
		d.fail("not a kind")
		return nil
	}
	if how == kindBuiltin {
		path := d.text()
		k := d.w.byPath[path]
		if k == nil {
			d.fail("there is no error kind '%s'", path)
		}
		return k
	}
	var own *bind.Kind
	if how == kindOfFile {
		own = d.exported(d.text(), d.text())
	}
	var id kindID
	copy(id.origin[:], d.take(len(id.origin)))
	id.number = d.uint()
	name := d.text()
	parents := make([]*bind.Kind, d.count(2))
	if len(parents) == 0 {
		d.fail("a kind without one above it")
	}
	for i := range parents {
		if parents[i] = d.kind(depth + 1); d.err != nil {
			return nil
		}
	}
	switch {
	case d.err != nil:
		return nil
	case own != nil:
		return own
	case d.w.byID[id] != nil:
		return d.w.byID[id]
	case d.w.origin != nil && id.origin == *d.w.origin:
		d.fail("a kind of this state that it never had")
		return nil
	}
	k := &bind.Kind{Name: name, Doc: "A kind of a script's.", Parents: parents}
	d.w.ids[k], d.w.byID[id] = id, k
	return k
}

// exported is the kind that a module of a file has in a field, or nil.
func (d *decoder) exported(module, field string) *bind.Kind {
	if d.err != nil {
		return nil
	}
	v := d.w.here(module)
	if v == nil && d.task {
		if v, d.err = d.w.require(d.L, module); d.err != nil {
			return nil
		}
	}
	if t, ok := v.(*lua.LTable); ok {
		return bind.KindOf(t.RawGetString(field))
	}
	return nil
}
