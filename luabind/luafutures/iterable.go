package luafutures

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Queue is implemented by the userdata values of queues, so that pool:map can
// read one without knowing its package.
type Queue interface {
	// Take waits for the next item, ok false once the queue has been shut down
	// and is empty. It is called without the Lua lock.
	Take(ctx context.Context) (v lua.LValue, ok bool, err error)
}

// Sized is implemented by the userdata values of iterators that may know how much
// there is to come.
type Sized interface {
	// Left is how many turns are left; known is false where nobody knows. The Lua
	// lock must be held.
	Left() (n int, known bool)
}

// source is where map takes the values of one of its function's arguments
// from.
type source struct {
	list  *lua.LTable
	next  lua.LValue // an iterator
	index bool       // which yields an index first
	queue Queue
	i     int
}

// sourceOf makes a source of an argument of map; ok is false where it is none.
func sourceOf(v lua.LValue) (s *source, ok bool) {
	switch v := v.(type) {
	case *lua.LTable:
		if bind.IsCallable(v) {
			return &source{next: v}, true
		}
		return &source{list: v}, true
	case *lua.LFunction:
		return &source{next: v}, true
	case *lua.LUserData:
		if q, isQueue := v.Value.(Queue); isQueue {
			return &source{queue: q}, true
		}
		if bind.IsCallable(v) {
			_, indexed := v.Value.(bind.Indexed)
			return &source{next: v, index: indexed}, true
		}
	}
	return nil, false
}

// shortest is how many values there are in the shortest of sources; -1 where one
// of them is no list.
func shortest(sources []*source) int {
	n := -1
	for _, s := range sources {
		if s.list == nil {
			return -1
		}
		if size := s.list.Len(); n < 0 || size < n {
			n = size
		}
	}
	return n
}

// take gives the next value. th holds the lock, but for the time it waits. ctx
// is th's, or one derived from it: a map that is closed ends that, while its
// feeder's thread lives on.
func (s *source) take(ctx context.Context, th *vm.Thread) (v lua.LValue, ok bool, err error) {
	switch {
	case s.list != nil:
		s.i++
		if s.i > s.list.Len() {
			return nil, false, nil
		}
		return s.list.RawGetInt(s.i), true, nil
	case s.queue != nil:
		err = th.Wait(th.Running(), func(context.Context) error {
			v, ok, err = s.queue.Take(ctx)
			return err
		})
		return v, ok, err
	}
	// A function of Go may go on for ever and run no instruction, at which a task is
	// stopped or another gets its turn.
	th.Breathe(th.Running())
	if err := th.Interrupted(); err != nil {
		return nil, false, err
	}
	values, err := th.Call(th.Running(), s.next)
	if err != nil {
		return nil, false, err
	}
	at := 0
	if s.index {
		at = 1
	}
	if len(values) == 0 || values[0] == lua.LNil {
		return nil, false, nil
	}
	if at >= len(values) {
		return lua.LNil, true, nil
	}
	return values[at], true, nil
}

// futuresOf gives the futures of a list or an iterator, or those that a table has
// something by, in order, and the userdata that each came as.
func futuresOf(c *bind.Call, i int) ([]*engine.Future, map[*engine.Future]lua.LValue, error) {
	src, ok := sourceOf(c.Arg(i))
	if !ok || src.queue != nil {
		return nil, nil, c.Wrong(i, "a list or an iterator of futures")
	}
	if src.list != nil && src.list.Len() == 0 {
		return keyFutures(c, src.list)
	}
	var list []*engine.Future
	values := map[*engine.Future]lua.LValue{}
	for {
		v, more, err := src.take(c.Thread.Context(), c.Thread)
		if err != nil {
			return nil, nil, err
		}
		if !more {
			return list, values, nil
		}
		f := futureOf(v)
		if f == nil {
			return nil, nil, c.Badf("item %d of the list must be a Future, not %s", len(list)+1, bind.Show(v))
		}
		list = append(list, f)
		values[f] = v
	}
}

// keyFutures gives the futures that a table has something by, such as the URL that each
// fetches, in the order in which they were put there: Python's functions go through the
// keys of a dict likewise.
func keyFutures(c *bind.Call, t *lua.LTable) ([]*engine.Future, map[*engine.Future]lua.LValue, error) {
	var list []*engine.Future
	values := map[*engine.Future]lua.LValue{}
	for k, _ := t.Next(lua.LNil); k != lua.LNil; k, _ = t.Next(k) {
		f := futureOf(k)
		if f == nil {
			return nil, nil, c.Badf("wanted a list of futures, or a table whose keys they are, but this one has the key %s", bind.Show(k))
		}
		list = append(list, f)
		values[f] = k
	}
	return list, values, nil
}
