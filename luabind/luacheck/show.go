package luacheck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
)

const (
	// shortText and longText are how many bytes of a value a message and a
	// report show.
	shortText = 200
	longText  = 1000
	// shownDepth is how deep tables are shown within each other.
	shownDepth = 6
)

// shower writes values as Lua literals, as far as there is room.
type shower struct {
	L    *lua.LState
	b    strings.Builder
	most int
	in   []*lua.LTable // the tables around
}

// show is a value in at most some most bytes.
func show(L *lua.LState, v lua.LValue, most int) string {
	s := &shower{L: L, most: most}
	s.value(v)
	return s.b.String()
}

func (s *shower) full() bool { return s.b.Len() >= s.most }

func (s *shower) value(v lua.LValue) {
	switch v := v.(type) {
	case lua.LString:
		s.b.WriteString(bind.Quote(string(v), max(s.most-s.b.Len(), 20)))
	case *lua.LTable:
		s.table(v)
	case *lua.LUserData:
		if bind.ClassOf(v) == nil {
			s.b.WriteString("a userdata")
			return
		}
		s.b.WriteString(s.L.ToStringMeta(v).String())
	case *lua.LFunction:
		if v.IsG {
			s.b.WriteString("a function of Go")
			return
		}
		fmt.Fprintf(&s.b, "the function of %s:%d", v.Proto.SourceName, v.Proto.LineDefined)
	case lua.LNumber:
		s.b.WriteString(luanumber.FormatNumber(float64(v)))
	case *lua.LState:
		s.b.WriteString("a coroutine")
	default:
		s.b.WriteString(v.String())
	}
}

func (s *shower) table(t *lua.LTable) {
	switch k := bind.KindOf(t); {
	case k != nil:
		s.b.WriteString("kind " + k.Name)
		return
	case bind.ErrorKind(t) != nil:
		s.b.WriteString("the error " + bind.ErrorText(t))
		return
	case slices.Contains(s.in, t):
		s.b.WriteString("{a table around it}")
		return
	case len(s.in) == shownDepth:
		s.b.WriteString("{…}")
		return
	}
	s.in = append(s.in, t)
	s.b.WriteString("{")
	for i, k := range keys(t) {
		if i > 0 {
			s.b.WriteString(", ")
		}
		if s.full() {
			s.b.WriteString("…")
			break
		}
		if n, isNumber := k.(lua.LNumber); !isNumber || int(n) != i+1 {
			s.b.WriteString(keyText(s.L, k) + " = ")
		}
		s.value(t.RawGet(k))
	}
	s.b.WriteString("}")
	s.in = s.in[:len(s.in)-1]
}

// keyText is a key as it stands in a table literal.
func keyText(L *lua.LState, k lua.LValue) string {
	if name, ok := k.(lua.LString); ok && bind.IsName(string(name)) {
		return string(name)
	}
	return "[" + show(L, k, 40) + "]"
}

// keys are those of a table in an order of their own: numbers, texts, then the
// others as they were set.
func keys(t *lua.LTable) []lua.LValue {
	var list []lua.LValue
	for k, _ := t.Next(lua.LNil); k != lua.LNil; k, _ = t.Next(k) {
		list = append(list, k)
	}
	rank := func(v lua.LValue) int {
		switch v.(type) {
		case lua.LNumber:
			return 0
		case lua.LString:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b lua.LValue) int {
		if c := cmp.Compare(rank(a), rank(b)); c != 0 {
			return c
		}
		switch a := a.(type) {
		case lua.LNumber:
			return cmp.Compare(a, b.(lua.LNumber))
		case lua.LString:
			return strings.Compare(string(a), string(b.(lua.LString)))
		}
		return 0
	})
	return list
}
