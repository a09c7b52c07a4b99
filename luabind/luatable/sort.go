package luatable

import (
	"cmp"
	"slices"
	"sort"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// sortList works on a copy of the list, so that a comparison may wait, and let others change the list,
// or raise an error, which leaves the list as it was. However wrong the order is that it is given,
// it ends, after O(n log n) comparisons, with the same items in some order.
func sortList(L *lua.LState) int {
	list := stdlib.Table(L, "sort", 1)
	var before *lua.LFunction
	if L.Get(2) != lua.LNil {
		before = stdlib.Function(L, "sort", 2)
	}
	items := make([]lua.LValue, list.Len())
	for i := range items {
		items[i] = list.RawGetInt(i + 1)
	}
	ticker := stdlib.NewTicker(L)
	switch {
	case before != nil:
		sort.Sort(&byFunction{L, before, items})
	case sortPlain[lua.LNumber](items, &ticker):
	case sortPlain[lua.LString](items, &ticker):
	default:
		sort.Sort(&byLess{L, &ticker, items})
	}
	for i, item := range items {
		list.RawSetInt(i+1, item)
	}
	return 0
}

// byFunction sorts by a Lua function.
type byFunction struct {
	state  *lua.LState
	before *lua.LFunction
	items  []lua.LValue
}

func (s *byFunction) Len() int      { return len(s.items) }
func (s *byFunction) Swap(i, j int) { s.items[i], s.items[j] = s.items[j], s.items[i] }

func (s *byFunction) Less(i, j int) bool {
	L := s.state
	L.Push(s.before)
	L.Push(s.items[i])
	L.Push(s.items[j])
	L.Call(2, 1)
	result := lua.LVAsBool(L.Get(-1))
	L.Pop(1)
	return result
}

// byLess sorts by Lua's operator <, with metamethods; what cannot be compared raises an error.
type byLess struct {
	state  *lua.LState
	ticker *stdlib.Ticker
	items  []lua.LValue
}

func (s *byLess) Len() int      { return len(s.items) }
func (s *byLess) Swap(i, j int) { s.items[i], s.items[j] = s.items[j], s.items[i] }

func (s *byLess) Less(i, j int) bool {
	s.ticker.Tick()
	return s.state.LessThan(s.items[i], s.items[j])
}

// keyed is an item, and the Go value that it is sorted by.
type keyed[T plain] struct {
	key  T
	item lua.LValue
}

// plain are the Lua values that Go orders as Lua does.
type plain interface {
	cmp.Ordered
	lua.LValue
}

// sortPlain sorts items that are all of one such type; false, and nothing done, where they are not.
func sortPlain[T plain](items []lua.LValue, ticker *stdlib.Ticker) bool {
	for _, item := range items {
		if _, ok := item.(T); !ok {
			return false
		}
	}
	list := make([]keyed[T], len(items))
	for i, item := range items {
		list[i] = keyed[T]{item.(T), item}
	}
	slices.SortFunc(list, func(a, b keyed[T]) int {
		ticker.Tick()
		return cmp.Compare(a.key, b.key)
	})
	for i := range list {
		items[i] = list[i].item
	}
	return true
}
