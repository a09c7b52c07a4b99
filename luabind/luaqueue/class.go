package luaqueue

import (
	"context"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/queue"
	"luafut/luabind/bind"
)

var blocking = []bind.Param{
	bind.Opt("block", bind.Boolean, "whether to wait; default true"),
	bind.Opt("timeout", bind.Seconds, "seconds to wait at most; default no limit"),
}

func self(c *bind.Call) *queue.Queue { return c.Self().(*object).q }

// put puts argument 1. It keeps the lock where it need not wait.
func put(c *bind.Call, block bool) error {
	q, item, timeout := self(c), c.Arg(1), c.Seconds(3)
	err := q.Put(c.Thread.Context(), item, false, 0)
	if !block || !errors.Is(err, queue.ErrFull) {
		return err
	}
	return c.Wait(func(ctx context.Context) error { return q.Put(ctx, item, true, timeout) })
}

// get gives the next item, as put.
func get(c *bind.Call, block bool) error {
	q, timeout := self(c), c.Seconds(2)
	item, err := q.Get(c.Thread.Context(), false, 0)
	if block && errors.Is(err, queue.ErrEmpty) {
		err = c.Wait(func(ctx context.Context) (err error) {
			item, err = q.Get(ctx, true, timeout)
			return err
		})
	}
	if err != nil {
		return err
	}
	return c.Return(item.(lua.LValue))
}

// Class is the class of all queues.
var Class = &bind.Class{
	Name: "Queue", Module: "queue", Doc: "A queue of any of the three kinds.",
	Methods: []bind.Func{
		{
			Name: "put", Doc: "Adds an item, waiting for a place while the queue is full.",
			Params: append([]bind.Param{bind.P("item", bind.Any, "any value, nil too")}, blocking...),
			Raises: []*bind.Kind{Full, ShutDown},
			Example: `local q = queue.Queue(1)
q:put("a")
print(pcall(q.put, q, "b", true, 0.01)) --> false Full: the queue is full (maxsize 1)`,
			Fn: func(c *bind.Call) error { return put(c, c.Bool(2, true)) },
		},
		{
			Name: "get", Doc: "Takes the next item, waiting for one while the queue is empty.",
			Params: blocking, Returns: "any", Raises: []*bind.Kind{Empty, ShutDown},
			Example: `local q = queue.Queue()
print(pcall(q.get, q, true, 0.01)) --> false Empty: the queue is empty`,
			Fn: func(c *bind.Call) error { return get(c, c.Bool(1, true)) },
		},
		{
			Name: "put_nowait", Doc: "As put, without waiting.",
			Params: []bind.Param{bind.P("item", bind.Any, "any value, nil too")}, Raises: []*bind.Kind{Full, ShutDown},
			Example: `queue.Queue():put_nowait(1)`,
			Fn:      func(c *bind.Call) error { return put(c, false) },
		},
		{
			Name: "get_nowait", Doc: "As get, without waiting.",
			Returns: "any", Raises: []*bind.Kind{Empty, ShutDown},
			Example: `print(pcall(function() return queue.Queue():get_nowait() end)) --> false Empty: the queue is empty`,
			Fn:      func(c *bind.Call) error { return get(c, false) },
		},
		{
			Name: "qsize", Doc: "How many items it holds.", Returns: "integer", Example: `print(queue.Queue():qsize()) --> 0`,
			Fn: func(c *bind.Call) error { return c.Return(lua.LNumber(self(c).Len())) },
		},
		{
			Name: "empty", Doc: "Whether it holds no item.", Returns: "boolean", Example: `print(queue.Queue():empty()) --> true`,
			Fn: func(c *bind.Call) error { return c.Return(lua.LBool(self(c).Len() == 0)) },
		},
		{
			Name: "full", Doc: "Whether put would wait.", Returns: "boolean", Example: `print(queue.Queue(1):full()) --> false`,
			Fn: func(c *bind.Call) error { return c.Return(lua.LBool(self(c).Full())) },
		},
		{
			Name: "task_done", Doc: "Says that the work on an item that was taken is done; join waits for that.",
			Raises: []*bind.Kind{bind.RuntimeError},
			Example: `local q = queue.Queue()
q:put(1) q:get() q:task_done()`,
			Fn: func(c *bind.Call) error { return self(c).TaskDone(c.Thread.Context()) },
		},
		{
			Name: "join", Doc: "Waits until task_done was called for every item.",
			Example: `queue.Queue():join()`,
			Fn: func(c *bind.Call) error {
				q := self(c)
				return c.Wait(q.Join)
			},
		},
		{
			Name: "shutdown", Doc: "Ends the queue: put fails from now on, and get once it is empty; those who wait are woken.",
			Params:  []bind.Param{bind.Opt("immediate", bind.Boolean, "whether its items are thrown away; default false")},
			Example: `queue.Queue():shutdown()`,
			Fn: func(c *bind.Call) error {
				self(c).Shutdown(c.Bool(1, false))
				return nil
			},
		},
		{
			Name: "drain", Doc: "Takes items, waiting for more, until the queue is shut down and empty: for i, item in q:drain() do.",
			Returns: "Iterator",
			Example: `local q = queue.Queue()
q:put("a") q:shutdown()
for i, item in q:drain() do print(i, item) end`,
			Fn: func(c *bind.Call) error {
				o := c.Self().(*object)
				return c.Return(bind.NewIterator(c.State(), func(c *bind.Call) ([]lua.LValue, error) { return drain(c, o) }))
			},
		},
	},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says how many items it holds.", Returns: "string",
		Fn: func(c *bind.Call) error {
			return c.Return(lua.LString("<Queue of " + lua.LNumber(self(c).Len()).String() + ">"))
		},
	}},
}

func drain(c *bind.Call, o *object) ([]lua.LValue, error) {
	item, err := o.q.Get(c.Thread.Context(), false, 0)
	if err == nil {
		return []lua.LValue{item.(lua.LValue)}, nil
	}
	var v lua.LValue
	more := false
	err = c.Wait(func(ctx context.Context) (err error) {
		v, more, err = o.Take(ctx)
		return err
	})
	if err != nil || !more {
		return nil, err
	}
	return []lua.LValue{v}, nil
}
