package luafutures

import (
	"context"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

type mapOptions struct {
	Timeout    *time.Duration `lua:"timeout" doc:"seconds for the whole iteration, from the call; default no limit"`
	ChunkSize  int            `lua:"chunksize" min:"1" doc:"tasks that are sent to a worker process at once; default 1; a thread pool does not look at it"`
	BufferSize int            `lua:"buffersize" min:"1" doc:"tasks submitted ahead of the consumer at most; default all"`
}

var mapMethod = bind.Func{
	Name: "map", Doc: "Runs fn on the values of one or more iterables (lists, iterators, queues) and gives an iterator over the results, in the order of the inputs: for i, result in pool:map(fn, list) do. It stops at the shortest. A last table that has named fields and no items is the options.",
	Params: []bind.Param{
		bind.P("fn", bind.Callable, "called with one value of each iterable"),
		bind.Rest(bind.Any, "the iterables, then options (timeout, chunksize, buffersize)"),
	},
	Returns: "Map", Raises: []*bind.Kind{bind.RuntimeError, BrokenExecutor},
	Example: `local pool = futures.ThreadPoolExecutor(4)
for i, n in pool:map(function(x) return x * x end, {1, 2, 3}) do print(i, n) end`,
	Fn: func(c *bind.Call) error {
		p, fn, args := c.Self().(*pool), c.Arg(1), c.Rest(2)
		var o mapOptions
		if n := len(args); n > 0 {
			if t, ok := args[n-1].(*lua.LTable); ok && namesOnly(t) {
				if err := c.Options(n+1, &o); err != nil {
					return err
				}
				args = args[:n-1]
			}
		}
		if len(args) == 0 {
			return c.Badf("at least one iterable is wanted: a list, an iterator or a queue")
		}
		sources := make([]*source, len(args))
		for i, v := range args {
			s, ok := sourceOf(v)
			if !ok {
				return c.Wrong(i+2, "an iterable (a list, an iterator or a queue)")
			}
			sources[i] = s
		}
		it, err := p.startMap(c, fn, sources, &o)
		if err != nil {
			return err
		}
		return c.Return(c.New(MapClass, it))
	},
}

// namesOnly reports whether t is there for its named fields: the options, also
// misspelt ones, and no iterable.
func namesOnly(t *lua.LTable) bool {
	k, _ := t.Next(lua.LNil)
	return t.Len() == 0 && k != lua.LNil && t.Metatable == lua.LNil
}

// mapped is the iterator of map as Lua knows it.
type mapped struct {
	it    *engine.Mapped
	n     int
	total int // how many results there will be; -1 where nobody knows

	from *handle // where map was called
	pool string
}

// YieldsIndex implements bind.Indexed.
func (*mapped) YieldsIndex() {}

// Left implements Sized.
func (m *mapped) Left() (n int, known bool) { return m.total - m.n, m.total >= 0 }

func (p *pool) startMap(c *bind.Call, fn lua.LValue, sources []*source, o *mapOptions) (*mapped, error) {
	opts := engine.MapOptions{Buffer: o.BufferSize}
	if o.Timeout != nil && *o.Timeout >= 0 {
		opts.Deadline = time.Now().Add(*o.Timeout)
	}
	for _, s := range sources {
		opts.Blocking = opts.Blocking || s.queue != nil
	}
	take := func(ctx context.Context, th *vm.Thread) (engine.Task, bool, error) {
		args := make([]lua.LValue, len(sources))
		for i, s := range sources {
			v, ok, err := s.take(ctx, th)
			if err != nil || !ok {
				return engine.Task{}, false, err
			}
			args[i] = v
		}
		h := runs(th.LState(), fn, args)
		return engine.Task{Where: h}, true, nil
	}
	proto, line := vm.Position(c.L)
	from := func(ctx context.Context) (task engine.Task, ok bool, err error) {
		err = Locked(ctx, func(th *vm.Thread) error {
			task, ok, err = take(ctx, th)
			return err
		})
		return task, ok, err
	}
	total := shortest(sources)
	if opts.Buffer == 0 && !opts.Blocking {
		tasks, err := p.all(c, take)
		if err != nil {
			return nil, err
		}
		total = len(tasks)
		from = func(context.Context) (task engine.Task, ok bool, err error) {
			if len(tasks) == 0 {
				return task, false, nil
			}
			task, tasks = tasks[0], tasks[1:]
			return task, true, nil
		}
	}
	source := func(ctx context.Context) (engine.Task, bool, error) {
		task, ok, err := from(ctx)
		if !ok {
			return task, false, err
		}
		h := task.Where.(*handle)
		h.at(proto, line)
		err = p.load(ctx, &task, h)
		return task, err == nil, err
	}
	if p.chunking != nil && o.ChunkSize > 1 {
		opts.Chunk = p.chunking(o.ChunkSize)
	}
	var it *engine.Mapped
	start := func(ctx context.Context) (err error) {
		it, err = engine.Map(ctx, p.ex, source, opts)
		return err
	}
	var err error
	if p.blocks {
		err = c.Wait(start)
	} else {
		err = start(c.Thread.Context())
	}
	return &mapped{it: it, total: total, from: &handle{proto: proto, line: int32(line)}, pool: p.ex.Base().Name()}, err
}

// load gives a task its payload.
func (p *pool) load(ctx context.Context, task *engine.Task, h *handle) error {
	if !p.away {
		task.Payload = h
		return nil
	}
	return Locked(ctx, func(th *vm.Thread) (err error) {
		task.Payload, err = p.pack(th.Running(), h)
		task.ID = observedID(task.Payload)
		return err
	})
}

// all takes every input before the first is submitted, as Python's map does.
func (p *pool) all(c *bind.Call, take func(context.Context, *vm.Thread) (engine.Task, bool, error)) ([]engine.Task, error) {
	var tasks []engine.Task
	for {
		task, ok, err := take(c.Thread.Context(), c.Thread)
		if err != nil {
			return nil, err
		}
		if !ok {
			return tasks, nil
		}
		tasks = append(tasks, task)
	}
}

// next waits for the next result; more is false at the end.
func (m *mapped) next(c *bind.Call) (result any, more bool, err error) {
	if m.it.Ready() {
		result, more, err = m.it.Next(c.Thread.Context())
	} else {
		err = c.Wait(func(ctx context.Context) error {
			result, more, err = m.it.Next(ctx)
			return err
		})
	}
	result, err = opened(c.L, result, err)
	if err != nil {
		return nil, false, failed(err, m.from, m.pool)
	}
	return result, more, nil
}

// MapClass is the class of what map returns.
var MapClass = &bind.Class{
	Name: "Map", Module: "futures",
	Doc: "The results of pool:map, in the order of the inputs. An error of a task is raised where its result would come. It is for one task at a time: another that asks meanwhile gets a RuntimeError.",
	Methods: []bind.Func{
		{
			Name: "collect", Doc: "Waits for all results and returns the first value of each as a list.",
			Returns: "any[]", Raises: []*bind.Kind{bind.TimeoutError},
			Example: `local pool = futures.ThreadPoolExecutor(4)
print(#pool:map(math.sqrt, {1, 4, 9}):collect()) --> 3`,
			Fn: func(c *bind.Call) error {
				m := c.Self().(*mapped)
				list := c.NewTable(16, 0)
				for n := 1; ; n++ {
					result, more, err := m.next(c)
					if err != nil {
						return err
					}
					if !more {
						return c.Return(list)
					}
					list.RawSetInt(n, firstResult(result))
				}
			},
		},
		{
			Name: "close", Doc: "Cancels what has not begun; the iteration ends. Any number of times.",
			Example: `local pool = futures.ThreadPoolExecutor(4)
pool:map(print, {}):close()`,
			Fn: func(c *bind.Call) error {
				c.Self().(*mapped).it.Close(c.Thread.Context())
				return nil
			},
		},
	},
	Meta: []bind.Func{{
		Name: "__call", Doc: "Waits for the next result: its index, then all that the task returned; nil after the last.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "integer?, any ...",
		Fn: func(c *bind.Call) error {
			m := c.Self().(*mapped)
			result, more, err := m.next(c)
			if err != nil {
				return err
			}
			if !more {
				return c.Return(lua.LNil)
			}
			m.n++
			c.Push(lua.LNumber(m.n))
			pushResult(c, result)
			return nil
		},
	}},
}
