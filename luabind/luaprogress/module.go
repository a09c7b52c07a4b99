// Package luaprogress is the Lua module progress: how far a loop, a download or
// anything else has come, as its folder display shows it.
package luaprogress

import (
	"io"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaprogress/display"
	"luafut/luabind/vm"
)

const displayKey = "luaprogress"

// SetDisplay says where the bars of a state are shown; without it they are shown
// nowhere. Call it with the lock held, before the module is used.
func SetDisplay(s *vm.State, d *display.Display) { s.Modules[displayKey] = d }

func displayOf(s *vm.State) *display.Display {
	d, ok := s.Modules[displayKey].(*display.Display)
	if !ok {
		d = display.New(io.Discard, display.Options{})
		SetDisplay(s, d)
	}
	return d
}

// Closer gives the function that ends the bars which a script has left open, for
// every kind of exit. It may be called from any goroutine, with the Lua lock or
// without, any number of times. Call Closer with the lock held, after SetDisplay.
func Closer(s *vm.State) func() {
	d := displayOf(s)
	return func() { d.CloseOf(s) }
}

// NewBar opens a bar of a state. The lock must be held.
func NewBar(s *vm.State, o display.BarOptions) *display.Bar {
	o.Owner = s
	return displayOf(s).Open(o)
}

// barOptions are what bars of every kind can be told.
type barOptions struct {
	Total *int           `lua:"total" min:"0" doc:"how much there is to do; default unknown, or what a list, map or as_completed tells"`
	Desc  string         `lua:"desc" doc:"what the line begins with; default nothing"`
	Unit  string         `lua:"unit" doc:"what is counted, \"B\" for bytes, which are shown as sizes; default \"it\""`
	Every *time.Duration `lua:"every" doc:"seconds between two plain lines, where there is no terminal; default 10"`
	Leave *bool          `lua:"leave" doc:"whether the last line stays when the bar ends; default true"`
}

var barOptionsType = bind.OptionsOf[barOptions]("BarOptions")

// open opens a bar with these options; total is what is known without them.
func (o *barOptions) open(s *vm.State, total int64) *display.Bar {
	if o.Total != nil {
		total = int64(*o.Total)
	}
	bar := display.BarOptions{Total: total, Desc: o.Desc, Unit: o.Unit, Transient: o.Leave != nil && !*o.Leave}
	if o.Every != nil {
		bar.Every = max(*o.Every, time.Nanosecond) // 0 is as often as can be
		if *o.Every == bind.Forever {
			bar.Every = display.Never
		}
	}
	return NewBar(s, bar)
}

const lineDoc = " On a terminal there is one line on standard error that tells what is done, the rate, errors and the time left; else there is a plain line now and then. Never on standard output."

// Module is the Lua module progress.
var Module = &bind.Module{
	Name: "progress",
	Elsewhere: map[string]string{ // tqdm's
		"tqdm": "track(iterable)", "trange": "bar(n)", "ProgressBar": "bar(total)",
	},
	Doc: "How far work has come: one line at the end of the terminal, which makes room for whatever else is printed; several bars share it. " +
		"Where standard error is no terminal, TERM is dumb or CI is set, plain lines at intervals take its place. In a worker process bars are such lines too, which the main process prints.",
	Funcs: []bind.Func{
		{
			Name: "track", Doc: "Gives what iterable gives, and shows how far the loop has come: for i, page in progress.track(pool:map(fetch, urls)) do. A turn counts as done when it is over." + lineDoc +
				" A future that has failed counts as an error, and so does what the iterator raises. What pairs or another iterator of three values returns can be given as it is, options then come fourth.",
			Params: []bind.Param{
				bind.P("iterable", bind.Or(bind.Table, bind.Callable), "a list, which gives index and value, or an iterator"),
				bind.Rest(bind.Or(barOptionsType, bind.Any), "options, or what belongs to an iterator of three values"),
			},
			Returns: "Track",
			Example: `local pool = futures.ThreadPoolExecutor(2)
for i, n in progress.track(pool:map(math.sqrt, {1, 4, 9}), {desc = "roots"}) do print(i, n) end`,
			Fn: trackOf,
		},
		{
			Name: "bar", Doc: "Opens a bar that is moved by hand, by any number of tasks." + lineDoc + " It ends with close, or with the script.",
			Params: []bind.Param{
				bind.Opt("total", bind.Or(bind.Integer, barOptionsType), "how much there is to do; default unknown"),
				bind.Opt("opts", barOptionsType, "options"),
			},
			Returns: "Bar",
			Example: `local bar = progress.bar(3, {desc = "pages"})
for _ = 1, 3 do bar:add() end
bar:close()`,
			Fn: func(c *bind.Call) error {
				var o barOptions
				for i := 1; i <= 2; i++ {
					if err := c.Options(i, &o); err != nil {
						return err
					}
				}
				total := int64(display.Unknown)
				if n, ok := c.Arg(1).(lua.LNumber); ok {
					if n < 0 {
						return c.Wrong(1, "a whole number from 0")
					}
					total = int64(n)
				}
				return c.Return(c.New(BarClass, o.open(c.State(), total)))
			},
		},
		{
			Name: "with", Doc: "Calls fn(bar) and closes the bar however that ends; returns what fn returned.",
			Params:  []bind.Param{bind.P("bar", BarClass.Type(), "a bar"), bind.P("fn", bind.Callable, "called with the bar")},
			Returns: "any ...",
			Example: `progress.with(progress.bar(2), function(bar)
  bar:add(2)
end)`,
			Fn: func(c *bind.Call) error {
				bar, _ := bind.To[*display.Bar](c.Arg(1))
				values, err := c.CallLua(c.Arg(2), c.Arg(1))
				bar.Close()
				if err != nil {
					return err
				}
				return c.Return(values...)
			},
		},
	},
	Classes: []*bind.Class{BarClass, TrackClass},
}
