package luacheck

import (
	"math"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
)

// mostDifferences is how many a message tells of.
const mostDifferences = 5

// difference is a place at which two values differ. A value that is not there is
// nil.
type difference struct {
	path      string // such as ".items[2].price"; "" for the values themselves
	got, want lua.LValue
}

// comparison compares two values. The zero value, with L, compares for equality.
type comparison struct {
	L *lua.LState
	// within is how far a number may be from the one that is wanted; nil is not at all.
	within func(want float64) float64
	// partly lets tables on the left have more entries than those on the right.
	partly bool
	// stop is asked now and then; an error from it ends the comparison.
	stop func() error

	found []difference
	more  bool // there are more differences than were noted
	seen  map[[2]*lua.LTable]bool
	steps int
	err   error
}

// equal reports whether got is as want; found says where it is not.
func (cm *comparison) equal(got, want lua.LValue) (bool, error) {
	cm.compare(nil, got, want)
	return len(cm.found) == 0, cm.err
}

func (cm *comparison) over() bool { return cm.err != nil || cm.more }

func (cm *comparison) differ(at *spot, got, want lua.LValue) {
	if len(cm.found) == mostDifferences {
		cm.more = true
		return
	}
	cm.found = append(cm.found, difference{at.path(cm.L), got, want})
}

func (cm *comparison) compare(at *spot, got, want lua.LValue) {
	if cm.steps++; cm.steps%4096 == 0 && cm.stop != nil && cm.err == nil {
		cm.err = cm.stop()
	}
	if cm.over() || got == want {
		return
	}
	if g, ok := got.(lua.LNumber); ok {
		w, ok := want.(lua.LNumber)
		both := ok && math.IsNaN(float64(g)) && math.IsNaN(float64(w))
		if both || ok && cm.within != nil && math.Abs(float64(g-w)) <= cm.within(float64(w)) {
			return
		}
		cm.differ(at, got, want)
		return
	}
	if own, same := cm.byMeta(got, want); own {
		if !same {
			cm.differ(at, got, want)
		}
		return
	}
	g, isTable := got.(*lua.LTable)
	w, both := want.(*lua.LTable)
	if !isTable || !both || (bind.KindOf(g) != nil || bind.KindOf(w) != nil) {
		cm.differ(at, got, want)
		return
	}
	pair := [2]*lua.LTable{g, w}
	if cm.seen[pair] {
		return // it is being compared further out, or was
	}
	if cm.seen == nil {
		cm.seen = map[[2]*lua.LTable]bool{}
	}
	cm.seen[pair] = true
	cm.tables(at, g, w)
}

// byMeta compares by the metamethod __eq, where the two values share one.
func (cm *comparison) byMeta(got, want lua.LValue) (own, same bool) {
	if got.Type() != want.Type() || got.Type() != lua.LTTable && got.Type() != lua.LTUserData {
		return false, false
	}
	fn := cm.L.GetMetaField(got, "__eq")
	if fn == lua.LNil || fn != cm.L.GetMetaField(want, "__eq") {
		return false, false
	}
	return true, cm.L.Equal(got, want)
}

// tables compares two by what they hold, whatever their metatables say.
func (cm *comparison) tables(at *spot, got, want *lua.LTable) {
	an := bind.ErrorKind(got) != nil && bind.ErrorKind(want) != nil
	for _, k := range keys(want) {
		if an && k == lua.LString("traceback") {
			continue // where an error was raised is no part of what it says
		}
		v := got.RawGet(k)
		if v == lua.LNil && cm.partly {
			v = cm.L.GetTable(got, k) // such as headers, whose names have no case
		}
		cm.compare(&spot{at, k}, v, want.RawGet(k))
		if cm.over() {
			return
		}
	}
	if cm.partly {
		return
	}
	for _, k := range keys(got) {
		if want.RawGet(k) == lua.LNil && (!an || k != lua.LString("traceback")) {
			cm.compare(&spot{at, k}, got.RawGet(k), lua.LNil)
			if cm.over() {
				return
			}
		}
	}
}

// spot is where in the values a comparison is: it becomes a path only where they
// differ, since tables may lie deep in each other. nil is the values themselves.
type spot struct {
	around *spot
	key    lua.LValue
}

// longPath is how many steps of a path are told at its begin and at its end.
const longPath = 20

func (p *spot) path(L *lua.LState) string {
	var steps []string
	for ; p != nil; p = p.around {
		steps = append(steps, step(L, p.key))
	}
	slices.Reverse(steps)
	if n := len(steps); n > 2*longPath {
		steps = slices.Replace(steps, longPath, n-longPath, "…")
	}
	return strings.Join(steps, "")
}

// step is how a path goes on by a key.
func step(L *lua.LState, k lua.LValue) string {
	switch k := k.(type) {
	case lua.LString:
		if bind.IsName(string(k)) {
			return "." + string(k)
		}
	case lua.LNumber:
		return "[" + luanumber.FormatNumber(float64(k)) + "]"
	}
	return keyText(L, k)
}
