// Package luaqueue is the Lua module queue over engine/queue.
package luaqueue

import (
	"context"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/engine/queue"
	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

// The kinds of the module, after Python's queue.
var (
	Empty    = &bind.Kind{Name: "Empty", Doc: "There was no item to get, in time.", Parents: []*bind.Kind{bind.Error}}
	Full     = &bind.Kind{Name: "Full", Doc: "There was no place to put an item, in time.", Parents: []*bind.Kind{bind.Error}}
	ShutDown = &bind.Kind{Name: "ShutDown", Doc: "The queue has been shut down.", Parents: []*bind.Kind{bind.Error}}
)

// object is a queue as Lua knows it.
type object struct{ q *queue.Queue }

// Take implements luafutures.Queue.
func (o *object) Take(ctx context.Context) (lua.LValue, bool, error) {
	item, err := o.q.Get(ctx, true, bind.Forever)
	if errors.Is(err, queue.ErrShutDown) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return item.(lua.LValue), true, nil
}

var maxsize = []bind.Param{bind.Opt("maxsize", bind.Integer, "items that it holds at most; 0 (default) or less is no bound")}

// Module is the Lua module queue.
var Module = &bind.Module{
	Name: "queue",
	Elsewhere: map[string]string{ // Python's
		"SimpleQueue": "Queue()",
	},
	Doc: "Queues between tasks, after Python's queue. Any value can be an item, nil too.",
	Funcs: []bind.Func{
		{
			Name: "Queue", Doc: "Makes a queue that gives items in the order in which they were put.",
			Params: maxsize, Returns: "Queue",
			Example: `local q = queue.Queue(10)
q:put("a")
print(q:get())`,
			Fn: func(c *bind.Call) error { return c.Return(c.New(Class, &object{queue.New(c.Int(1, 0))})) },
		},
		{
			Name: "LifoQueue", Doc: "Makes a queue that gives the item put last first.",
			Params: maxsize, Returns: "Queue",
			Example: `local q = queue.LifoQueue()
q:put(1) q:put(2)
print(q:get())`,
			Fn: func(c *bind.Call) error { return c.Return(c.New(Class, &object{queue.NewLIFO(c.Int(1, 0))})) },
		},
		{
			Name: "PriorityQueue", Doc: "Makes a queue that gives the least item first, compared with <, or by their first where both are lists such as {priority, item}; equal ones in the order in which they were put.",
			Params: maxsize, Returns: "Queue",
			Example: `local q = queue.PriorityQueue()
q:put({2, "later"}) q:put({1, "now"})
print(q:get()[2]) --> now`,
			Fn: func(c *bind.Call) error {
				return c.Return(c.New(Class, &object{queue.NewPriority(c.Int(1, 0), less)}))
			},
		},
	},
	Classes: []*bind.Class{Class},
	Kinds:   []*bind.Kind{Empty, Full, ShutDown},
	Translate: func(_ *vm.State, err error) *bind.Err {
		for kind, k := range map[*engine.Kind]*bind.Kind{queue.ErrEmpty: Empty, queue.ErrFull: Full, queue.ErrShutDown: ShutDown} {
			var e *engine.Error
			if errors.Is(err, kind) && errors.As(err, &e) {
				return &bind.Err{Kind: k, Message: e.Message}
			}
		}
		return nil
	},
}

// less compares items as PriorityQueue says. It runs in the putting task, and
// may call metamethods.
func less(ctx context.Context, a, b any) (before bool, err error) {
	x, y := first(a), first(b)
	if m, ok := x.(lua.LNumber); ok {
		if n, ok := y.(lua.LNumber); ok {
			return m < n, nil
		}
	}
	err = luafutures.Locked(ctx, func(th *vm.Thread) error {
		L := th.Running()
		compare := L.NewFunction(func(L *lua.LState) int {
			L.Push(lua.LBool(L.LessThan(L.Get(1), L.Get(2))))
			return 1
		})
		values, err := th.Call(L, compare, x, y)
		if err == nil {
			before = lua.LVAsBool(values[0])
		}
		return err
	})
	return before, err
}

// first is what an item is compared by.
func first(item any) lua.LValue {
	if t, ok := item.(*lua.LTable); ok && t.Metatable == lua.LNil && t.RawGetInt(1) != lua.LNil {
		return t.RawGetInt(1)
	}
	return item.(lua.LValue)
}
