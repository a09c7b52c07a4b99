package luaprogress

import (
	"runtime"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/luaprogress/display"
	"luafut/luabind/vm"
)

// track is an iterator that a bar counts the turns of. Its fields are guarded by
// the Lua lock.
type track struct {
	bar *display.Bar
	ud  *lua.LUserData // of bar, once it was asked for

	list *lua.LTable // goes through this, or else by next
	i    int         // where in list
	size int         // of list; -1 where the script said what the total is

	next           lua.LValue
	state, control lua.LValue // what next is called with first, and state always
	index          bool       // the first value is an index
	under          bool       // a turn of the loop is under way
	over           bool
}

// indexed is a track that gives an index first.
type indexed struct{ *track }

// YieldsIndex implements bind.Indexed.
func (indexed) YieldsIndex() {}

// Left implements luafutures.Sized.
func (t *track) Left() (n int, known bool) {
	if t.list != nil {
		return t.list.Len() - t.i, true
	}
	return left(t.next)
}

// left is how many turns v has left, where it knows.
func left(v lua.LValue) (n int, known bool) {
	if sized, ok := bind.To[luafutures.Sized](v); ok {
		return sized.Left()
	}
	return 0, false
}

func selfOf(v lua.LValue) *track {
	if ud, ok := v.(*lua.LUserData); ok {
		switch t := ud.Value.(type) {
		case indexed:
			return t.track
		case *track:
			return t
		}
	}
	return nil
}

// trackOf is progress.track.
func trackOf(c *bind.Call) error {
	t := &track{next: c.Arg(1), state: lua.LNil, control: lua.LNil, size: -1}
	at := 2 // of the options
	if _, ok := t.next.(*lua.LFunction); ok && c.N() >= 3 {
		t.state, t.control, at = c.Arg(2), c.Arg(3), 4
	}
	if at == 2 && t.next == c.State().Globals().RawGetString("next") {
		return c.Badf("of what pairs returns only the first value comes where another argument follows; write local f, s, k = pairs(t), then progress.track(f, s, k, opts)")
	}
	if c.N() > at {
		return c.Badf("too many arguments: wanted an iterable and options; for an iterator of three values, these and options")
	}
	var o barOptions
	if c.Has(at) {
		if c.Table(at) == nil {
			return c.Badf("argument %d must be a table of options, not %s", at, bind.Show(c.Arg(at)))
		}
		if err := c.Options(at, &o); err != nil {
			return err
		}
	}
	total := int64(display.Unknown)
	if list, ok := t.next.(*lua.LTable); ok && !bind.IsCallable(list) {
		t.list, t.index = list, true
		total = int64(list.Len())
		if o.Total == nil {
			t.size = list.Len()
		}
	} else if n, known := left(t.next); known {
		total = int64(n)
	}
	if ud, ok := t.next.(*lua.LUserData); ok {
		_, t.index = ud.Value.(bind.Indexed)
	}
	t.bar = o.open(c.State(), total)
	value := any(t)
	if t.index {
		value = indexed{t}
	}
	ud := c.New(TrackClass, value)
	// A loop that is left by break drops it: nobody tells. Closing may wait for a
	// terminal, and the collector's goroutine must not.
	runtime.AddCleanup(ud, func(bar *display.Bar) { go bar.Close() }, t.bar)
	return c.Return(ud)
}

// call is a turn of the loop: it leaves what the iterator gives on L's stack and
// returns how many values that are. control is what the iterator is called with.
func (t *track) call(L *lua.LState, control lua.LValue) int {
	if t.over {
		L.Push(lua.LNil)
		return 1
	}
	if t.under {
		t.under = false
		t.bar.Add(1)
	}
	top := L.GetTop()
	if t.list != nil {
		t.fromList(L)
	} else {
		t.fromNext(L, control)
	}
	n := L.GetTop() - top
	first := lua.LValue(lua.LNil)
	if n > 0 {
		first = L.Get(top + 1)
	}
	if first == lua.LNil {
		t.end()
		return n
	}
	t.under = true
	switch {
	case !t.index:
		t.judge(first)
	case n > 1:
		t.judge(L.Get(top + 2))
	}
	return n
}

// judge counts a future that has failed.
func (t *track) judge(v lua.LValue) {
	if _, isUserdata := v.(*lua.LUserData); isUserdata {
		if _, failed := luafutures.Outcome(v); failed {
			t.bar.Fail(1)
		}
	}
}

// fromList pushes the next index and value of a list, which may have grown.
func (t *track) fromList(L *lua.LState) {
	size := t.list.Len()
	if t.size >= 0 && size != t.size {
		t.size = size
		t.bar.SetTotal(int64(size))
	}
	if t.i >= size {
		L.Push(lua.LNil)
		return
	}
	t.i++
	L.Push(lua.LNumber(t.i))
	L.Push(t.list.RawGetInt(t.i))
}

// fromNext pushes what the iterator gives. Where that raises an error, it passes
// as it is; the bar counts it and ends.
func (t *track) fromNext(L *lua.LState, control lua.LValue) {
	if control == lua.LNil {
		control, t.control = t.control, lua.LNil
	}
	raised := true
	defer func() {
		if !raised {
			return
		}
		if vm.Current(L).Interrupted() == nil {
			t.bar.Fail(1)
		}
		t.end()
	}()
	L.Push(t.next)
	L.Push(t.state)
	L.Push(control)
	L.Call(2, lua.MultRet)
	raised = false
}

// end ends the loop.
func (t *track) end() {
	if !t.over {
		t.over = true
		t.bar.Close()
	}
}

// TrackClass is the class of what track returns.
var TrackClass = &bind.Class{
	Name: "Track", Module: "progress",
	Doc: "An iterator whose turns a bar counts. It is used as the iterator that it was made of; dropped, as by a break, it lets that go and the bar ends.",
	Fields: []bind.Field{{
		Name: "bar", Type: BarClass.Type(), Doc: "The bar, to describe what is under way or to count errors.",
		Get: func(c *bind.Call) (lua.LValue, error) {
			t := selfOf(c.SelfValue())
			if t.ud == nil {
				t.ud = c.New(BarClass, t.bar)
			}
			return t.ud, nil
		},
	}},
	Methods: []bind.Func{
		{
			Name: "collect", Doc: "Goes through all of it and returns the values as a list: of several in a turn the first, an index not counted.",
			Returns: "any[]",
			Example: `local pool = futures.ThreadPoolExecutor(2)
print(#progress.track(pool:map(math.sqrt, {1, 4, 9})):collect()) --> 3`,
			Fn: func(c *bind.Call) error {
				t := selfOf(c.SelfValue())
				list := c.NewTable(16, 0)
				control := lua.LValue(lua.LNil)
				for i := 1; ; i++ {
					top := c.L.GetTop()
					n := t.call(c.L, control)
					if n == 0 || c.L.Get(top+1) == lua.LNil {
						c.L.SetTop(top)
						return c.Return(list)
					}
					control = c.L.Get(top + 1)
					switch {
					case !t.index:
						list.RawSetInt(i, control)
					case n > 1:
						list.RawSetInt(i, c.L.Get(top+2))
					}
					c.L.SetTop(top)
					c.Thread.Breathe(c.L)
				}
			},
		},
		{
			Name: "close", Doc: "Ends the loop and the bar, and closes the iterator that it was made of. Any number of times.",
			Example: `local pool = futures.ThreadPoolExecutor(2)
progress.track(pool:map(print, {})):close()`,
			Fn: func(c *bind.Call) error {
				t := selfOf(c.SelfValue())
				t.end()
				class := bind.ClassOf(t.next)
				if class == nil {
					return nil
				}
				for _, m := range class.Methods {
					if m.Name == "close" {
						_, err := c.CallLua(c.L.GetField(t.next, "close"), t.next)
						return err
					}
				}
				return nil
			},
		},
	},
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next turn: whatever the iterator gives.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes")}, Returns: "any ...",
		Raw: bind.Raw(func(L *lua.LState) int {
			t := selfOf(L.Get(1))
			if t == nil {
				bind.Raise(L, bind.Errorf(bind.ArgumentError, "Track.__call must be called on a Track, not on %s", bind.Show(L.Get(1))))
			}
			return t.call(L, L.Get(3))
		}),
	}},
}
