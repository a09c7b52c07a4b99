package luahttp

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaprogress"
	"luafut/luabind/luaprogress/display"
)

// saveOptions are those of Response:save.
type saveOptions struct {
	Progress shown `lua:"progress" doc:"true shows a bar for this file; a progress.Bar gets its bytes added, to its total too unless it was made with one; a function is called as above"`
}

var saveOptionsType = bind.OptionsOf[saveOptions]("SaveOptions")

// shown is what shows how far a download has come; nil for nothing.
type shown struct{ v lua.LValue }

// LuaType implements bind.Wants.
func (*shown) LuaType() *bind.Type { return bind.Or(bind.Boolean, bind.Callable) }

// FromLua implements bind.FromLua.
func (s *shown) FromLua(_ *bind.Call, v lua.LValue) error {
	s.v = v
	return nil
}

// watcher follows one download.
type watcher struct {
	bar  *display.Bar // or
	fn   lua.LValue   // or nil
	e    *errands
	own  bool  // the bar is of this download alone
	told bool  // the bar has been told what to expect
	done int64 // as it was told last
}

// watcherOf is what argument at asks for; name is what a bar is called.
func watcherOf(c *bind.Call, at int, name string) (*watcher, error) {
	w := &watcher{e: &errands{th: c.Thread}}
	v := c.Arg(at)
	if t := c.Table(at); t != nil && !bind.IsCallable(t) {
		var o saveOptions
		if err := c.Options(at, &o); err != nil {
			return nil, err
		}
		v = o.Progress.v
	}
	switch v := v.(type) {
	case nil, *lua.LNilType:
	case lua.LBool:
		if v {
			w.own = true
			w.bar = luaprogress.NewBar(c.State(), display.BarOptions{Total: display.Unknown, Unit: display.Bytes, Desc: name})
		}
	default:
		w.bar, _ = bind.To[*display.Bar](v)
		switch {
		case w.bar == nil:
			w.fn = v
		case w.bar.Unit() != display.Bytes:
			return nil, c.Badf("a download moves a bar of bytes, progress.bar{unit = \"B\"}, but this one counts %q", w.bar.Unit())
		}
	}
	return w, nil
}

// progress is what session's Save is to call; stop ends the download.
func (w *watcher) progress(ctx context.Context, stop context.CancelCauseFunc) func(done, total int64) {
	switch {
	case w.bar != nil:
		return w.count
	case w.fn == nil:
		return nil
	}
	return func(done, total int64) {
		if ctx.Err() != nil {
			return // it failed before
		}
		if err := w.e.report(w.fn, done, total); err != nil {
			stop(err)
		}
	}
}

// count moves the bar.
func (w *watcher) count(done, total int64) {
	if !w.told {
		w.told = true
		w.bar.Expect(total)
	}
	w.bar.Add(done - w.done)
	w.done = done
}

// end is told how the download went. One that was stopped has not failed.
func (w *watcher) end(err error) {
	if w.bar == nil {
		return
	}
	if err != nil && w.e.th.Interrupted() == nil {
		w.bar.Fail(1)
	}
	if w.own {
		w.bar.Close()
	}
}
