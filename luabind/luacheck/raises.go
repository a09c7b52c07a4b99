package luacheck

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

var raisedType = &bind.Type{Name: "Kind|string", Want: "an error kind (such as http.Timeout), the name of one, or a bit of the message", Accepts: func(v lua.LValue) bool {
	return v.Type() == lua.LTString || bind.KindOf(v) != nil
}}

// kindName is what the names of kinds look like: anything else is a bit of text.
var kindName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)

type eventuallyOptions struct {
	Timeout  time.Duration `lua:"timeout" doc:"seconds until it is given up; default 30"`
	Interval time.Duration `lua:"interval" doc:"seconds between two calls; default 0.005"`
}

func raisesRows() []bind.Func {
	return []bind.Func{
		{
			Name: "raises",
			Doc: "Checks that fn, called with what follows it, raises an error, and returns that: of a kind or one below it, given as such or by its name (one capitalised word), or one whose message has a bit of text. " +
				"It is raises(kind, fn, ...), or raises(kind, text, fn, ...) where the message must have a text too.",
			Params: []bind.Param{
				bind.P("kind", raisedType, "a kind, its name, or a bit of the message"),
				bind.Opt("text", bind.Or(bind.String, bind.Callable), "a bit of the message, as it stands; fn may stand here"),
				bind.Rest(bind.Any, "fn, and what it is called with"),
			},
			Returns: "any", Raises: asserts,
			Example: `local err = check.raises(errors.ArgumentError, time.sleep, "long")
check.contains(err.message, "number")
check.raises("InvalidURL", "no-scheme", http.get, "no-scheme")
check.raises("no such page", function() error("there is no such page") end)`,
			Fn: raises,
		},
		{
			Name: "eventually",
			Doc: "Calls fn again and again until it returns a value that is true, and returns that: for what other tasks bring about. A check that fails within fn counts as not yet; " +
				"when the time is over, it is the failure.",
			Params: []bind.Param{
				bind.P("fn", bind.Callable, "called without arguments"), bind.Opt("opts", bind.OptionsOf[eventuallyOptions]("EventuallyOptions"), "how long and how often"), whatParam,
			},
			Returns: "any", Raises: asserts,
			Example: `local pool, done = futures.ThreadPoolExecutor(1), false
pool:submit(function() done = true end)
check.eventually(function() return done end)`,
			Fn: eventually,
		},
	}
}

func raises(c *bind.Call) error {
	text, at := "", 2
	if s, ok := c.Arg(2).(lua.LString); ok {
		text, at = string(s), 3
	} else if c.Arg(2) == lua.LNil && c.N() > 2 {
		at = 3
	}
	fn := c.Arg(at)
	if !bind.IsCallable(fn) {
		return c.Wrong(at, "a function")
	}
	want, of := c.Arg(1), "an error"
	kind, name := bind.KindOf(want), ""
	if s, ok := want.(lua.LString); ok {
		if kindName.MatchString(string(s)) {
			name = string(s)
		} else if text == "" {
			text = string(s)
		} else {
			return c.Wrong(1, "an error kind or the name of one, as the second is a bit of the message")
		}
	}
	if kind != nil {
		name = kind.Name
	}
	if name != "" {
		of = "a " + name
		if strings.ContainsAny(name[:1], "AEIO") {
			of = "an " + name
		}
	}
	if text != "" {
		of += " with " + bind.Quote(text, shortText) + " in its message"
	}
	if kind == nil && name != "" {
		of += unknownKind(c, name)
	}
	results, err := c.CallLua(fn, c.Rest(at+1)...)
	if err == nil {
		if len(results) == 0 {
			return fail(c, "", "nothing was raised, want %s", of)
		}
		return fail(c, "", "nothing was raised (%s was returned), want %s", show(c.L, results[0], shortText), of)
	}
	var raised *vm.Error
	if !errors.As(err, &raised) {
		return err // an interrupt
	}
	is := bind.ErrorKind(raised.Value)
	matches := name == "" || is != nil && (kind != nil && is.Is(kind) || kind == nil && is.IsNamed(name))
	message := luafutures.ErrorMessage(raised)
	if is != nil {
		message = raised.Value.(*lua.LTable).RawGetString("message").String()
	}
	if !matches || !strings.Contains(message, text) {
		f := &failure{expected: of, got: luafutures.ErrorMessage(raised)}
		f.text = "raised " + f.got + ", want " + of
		if trace := luafutures.ErrorTraceback(raised); trace != "" {
			f.text += "\nit was raised in: " + trace
		}
		return f.err(c)
	}
	return c.Return(raised.Value)
}

// unknownKind is what there is to say about the name of a kind that the state does not
// know, "" of one that it does. An error of the name may come all the same: from a module
// that fn requires.
func unknownKind(c *bind.Call, name string) string {
	names := bind.KindNames(c.Thread.State())
	if slices.Contains(names, name) {
		return ""
	}
	if near := bind.Nearest(name, names); near != "" {
		return " (there is no kind of that name; did you mean " + near + "?)"
	}
	return " (there is no kind of that name)"
}

func eventually(c *bind.Call) error {
	o := eventuallyOptions{Timeout: 30 * time.Second, Interval: 5 * time.Millisecond}
	if err := c.Options(2, &o); err != nil {
		return err
	}
	what := c.String(3)
	begun := time.Now()
	for {
		results, err := c.CallLua(c.Arg(1))
		var raised *vm.Error
		if err != nil && (!errors.As(err, &raised) || bind.ErrorKind(raised.Value) != AssertionError) {
			return err
		}
		if err == nil && len(results) > 0 && lua.LVAsBool(results[0]) {
			return c.Return(results[0])
		}
		if o.Timeout != bind.Forever && time.Since(begun) >= o.Timeout {
			if err != nil {
				return err
			}
			last := "nothing"
			if len(results) > 0 {
				last = results[0].String()
			}
			return fail(c, what, "still got %s after %g s, want a value that is true", last, o.Timeout.Seconds())
		}
		err = c.Wait(func(ctx context.Context) error {
			if o.Interval == bind.Forever {
				o.Interval = time.Hour
			}
			return engine.Sleep(ctx, o.Interval)
		})
		if err != nil {
			return err
		}
	}
}
