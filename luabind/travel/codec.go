package travel

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Codec lets the objects of a class travel: they are taken apart into a Lua
// value, and made anew of it on the other side.
type Codec struct {
	Class *bind.Class
	// Encode gives what value, an object's Go value, is made anew of: any value
	// that travels, tables with functions and further objects too. Its error says
	// why this one cannot travel. The lock is held.
	Encode func(s *vm.State, value any) (lua.LValue, error)
	// Decode makes the Go value of an object. data is what came, which may be
	// anything: look before use. What it holds is whole. The lock is held.
	Decode func(s *vm.State, data lua.LValue) (any, error)
}

// object is one that was met and gets its Go value last, when the tables of
// its data have been filled.
type object struct {
	at    *lua.LUserData
	codec *Codec
	data  lua.LValue
	state objectState
}

type objectState int

const (
	objectFound objectState = iota
	objectBegun
	objectMade
)

// makeObjects makes the objects of a message, those within the data of others
// before these.
func (d *decoder) makeObjects() {
	if len(d.made) == 0 {
		return
	}
	byValue := map[*lua.LUserData]*object{}
	for _, o := range d.made {
		byValue[o.at] = o
	}
	for _, o := range d.made {
		if o.state == objectFound {
			d.makeObject(o, byValue)
		}
		if d.err != nil {
			return
		}
	}
}

// makeObject makes one. Objects within it are made first, with a stack of
// their own: nesting has no bound that a message could break.
func (d *decoder) makeObject(o *object, byValue map[*lua.LUserData]*object) {
	stack := []*object{o}
	for len(stack) > 0 && d.err == nil {
		top := stack[len(stack)-1]
		if top.state == objectFound {
			top.state = objectBegun
			for _, inner := range d.objectsIn(top.data, byValue) {
				switch inner.state {
				case objectBegun:
					d.fail("an object within itself")
				case objectFound:
					stack = append(stack, inner)
				}
			}
			continue
		}
		stack = stack[:len(stack)-1]
		if top.state == objectMade {
			continue
		}
		value, err := top.codec.Decode(d.w.state, top.data)
		if err != nil {
			d.fail("%s: %v", d.w.className(top.codec.Class), err)
			return
		}
		*top.at = *bind.New(d.w.state, top.codec.Class, value)
		top.state = objectMade
	}
}

// objectsIn finds the objects of a message in the tables of a value.
func (d *decoder) objectsIn(v lua.LValue, byValue map[*lua.LUserData]*object) []*object {
	var found []*object
	var seen map[*lua.LTable]bool
	stack := []lua.LValue{v}
	for len(stack) > 0 {
		if d.steps++; d.steps > maxSteps {
			d.fail("objects that share too much")
			return nil
		}
		switch v := stack[len(stack)-1].(type) {
		case *lua.LUserData:
			stack = stack[:len(stack)-1]
			if o := byValue[v]; o != nil {
				found = append(found, o)
			}
		case *lua.LTable:
			stack = stack[:len(stack)-1]
			if seen[v] {
				continue
			}
			if seen == nil {
				seen = map[*lua.LTable]bool{}
			}
			seen[v] = true
			v.ForEach(func(key, value lua.LValue) { stack = append(stack, key, value) })
		default:
			stack = stack[:len(stack)-1]
		}
	}
	return found
}
