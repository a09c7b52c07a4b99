package bind_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/vm"
)

type counter struct {
	n   int
	own map[lua.LValue]lua.LValue
}

func (c *counter) ScriptFields(make bool) map[lua.LValue]lua.LValue {
	if c.own == nil && make {
		c.own = map[lua.LValue]lua.LValue{}
	}
	return c.own
}

type options struct {
	Timeout time.Duration  `lua:"timeout" doc:"seconds"`
	Size    bind.Bytes     `lua:"max_size" doc:"a size"`
	Names   []string       `lua:"names" doc:"names"`
	Level   int            `lua:"level" min:"1" max:"9" doc:"a level"`
	Follow  *bool          `lua:"follow" doc:"whether"`
	Hook    *lua.LFunction `lua:"hook" doc:"called"`
}

var errLow = errors.New("low")

var (
	kindA = &bind.Kind{Name: "AError", Doc: "A.", Parents: []*bind.Kind{bind.Error}}
	kindB = &bind.Kind{Name: "BError", Doc: "B.", Parents: []*bind.Kind{kindA, bind.RuntimeError}}

	class = &bind.Class{
		Name: "Counter", Doc: "Counts.", Open: true,
		Methods: []bind.Func{{
			Name: "add", Doc: "Adds.", Params: []bind.Param{bind.Opt("n", bind.Integer, "how much")},
			Fn: func(c *bind.Call) error {
				self := c.Self().(*counter)
				self.n += c.Int(1, 1)
				return c.Return(lua.LNumber(self.n))
			},
		}},
		Fields: []bind.Field{{
			Name: "value", Type: bind.Integer, Doc: "The count.",
			Get: func(c *bind.Call) (lua.LValue, error) { return lua.LNumber(c.Self().(*counter).n), nil },
			Set: func(c *bind.Call, v lua.LValue) error { c.Self().(*counter).n = int(v.(lua.LNumber)); return nil },
		}},
		Index: func(c *bind.Call, key lua.LValue) (lua.LValue, error) {
			if n, ok := key.(lua.LNumber); ok {
				return n * 10, nil
			}
			return nil, nil
		},
	}
	module = &bind.Module{
		Name: "demo", Doc: "A demonstration.", Kinds: []*bind.Kind{kindA, kindB}, Classes: []*bind.Class{class},
		Translate: func(_ *vm.State, err error) *bind.Err {
			if errors.Is(err, errLow) {
				return &bind.Err{Kind: kindB, Message: "it is low", Fields: map[string]lua.LValue{"level": lua.LNumber(3)}}
			}
			return nil
		},
		Funcs: []bind.Func{
			{Name: "new", Doc: "Makes one.", Fn: func(c *bind.Call) error { return c.Return(c.New(class, &counter{})) }},
			{Name: "low", Doc: "Fails.", Fn: func(c *bind.Call) error { return errLow }},
			{Name: "odd", Doc: "Fails.", Fn: func(c *bind.Call) error { return errors.New("odd") }},
			{Name: "caused", Doc: "Fails.", Fn: func(c *bind.Call) error {
				return bind.Errorf(kindA, "it went wrong: %w", &vm.Error{Value: lua.LString("oh")})
			}},
			{Name: "panics", Doc: "Panics.", Fn: func(c *bind.Call) error { var p *counter; p.n++; return nil }},
			{Name: "take", Doc: "Takes.", Params: []bind.Param{
				bind.P("name", bind.String, ""), bind.Opt("n", bind.Or(bind.Count, bind.Boolean), ""), bind.Opt("opts", bind.OptionsOf[options]("Opts"), ""),
			}, Fn: func(c *bind.Call) error {
				o := options{Level: 5}
				if err := c.Options(3, &o); err != nil {
					return err
				}
				return c.Return(lua.LString(strings.Join([]string{c.String(1), o.Timeout.String(), lua.LNumber(o.Size).String(), strings.Join(o.Names, "+"), lua.LNumber(o.Level).String()}, " ")))
			}},
		},
	}
)

func TestBind(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"arguments and options", `return demo.take("x", 1, {timeout = 1.5, max_size = "64KB", names = {"a", "b"}})`, "x 1.5s 65536 a+b 5"},
		{"missing", `demo.take()`, "ArgumentError: argument 1 'name' of demo.take must be a string, not nothing"},
		{"wrong type", `demo.take({})`, "ArgumentError: argument 1 'name' of demo.take must be a string, not a table"},
		{"either", `demo.take("x", 0)`, "ArgumentError: argument 2 'n' of demo.take must be a whole number from 1 or a boolean, not the number 0"},
		{"unknown option", `demo.take("x", nil, {timout = 1})`, "ArgumentError: demo.take: unknown option 'timout'; did you mean 'timeout'?"},
		{"positional option", `demo.take("x", nil, {5})`, "ArgumentError: demo.take: options are named, but the table has the key the number 1"},
		{"option's type", `demo.take("x", nil, {timeout = "soon"})`, `ArgumentError: demo.take: option 'timeout' must be a number of seconds from 0, not the string "soon"`},
		{"option's range", `demo.take("x", nil, {level = 10})`, "ArgumentError: demo.take: option 'level' must be at least 1 and at most 9, not 10"},
		{"list of strings", `demo.take("x", nil, {names = {"a", 2}})`, "ArgumentError: demo.take: option 'names' must be a list of strings; its item 2 is the number 2"},
		{"negative seconds", `demo.take("x", nil, {timeout = -1})`, "ArgumentError: demo.take: option 'timeout' must be a number of seconds from 0, not the number -1"},
		{"unknown member", `demo.tke()`, "ArgumentError: module 'demo' has no member 'tke'; did you mean 'take'?"},
		{"methods and fields", `local c = demo.new() c:add() c:add(4) c.value = c.value + 1 return c.value, c[7]`, "6 70"},
		{"fields of its own", `local c = demo.new() c.links = {1, 2} return #c.links, c.other`, "2 nil"},
		{"assigning a method", `demo.new().add = 1`, "ArgumentError: Counter.add is a method and cannot be assigned to; use another name"},
		{"assigning a wrong type", `demo.new().value = "x"`, `ArgumentError: Counter.value must be a whole number, not the string "x"`},
		{"a dot for a colon", `demo.new().add(5)`, "ArgumentError: Counter:add must be called with a colon on a Counter (as x:add(…)), not on the number 5"},
		{"translated", `local ok, e = pcall(demo.low) return e.type, e.message, e.level, tostring(e)`, "BError it is low 3 BError: it is low"},
		{"traceback", `local ok, e = pcall(demo.low) return (e.traceback:find("demo.low") or e.traceback:find("pcall")) ~= nil`, "true"},
		{"not translated", `local ok, e = pcall(demo.odd) return e.type`, "InternalError"},
		{"a cause that a script raised", `local ok, e = pcall(demo.caused) return tostring(e), e.cause`, "AError: it went wrong: oh oh"},
		{"a Go panic", `local ok, e = pcall(demo.panics) return e.type, e.go_stack:find("bind_test") ~= nil`, "InternalError true"},
		{"kinds make errors", `local e = demo.BError("m", {cause = 5}) return tostring(e), e.cause, tostring(demo.BError), demo.BError.name`, "BError: m 5 kind BError BError"},
		{"a bad message", `demo.BError({})`, "ArgumentError: argument 1 'message' of BError must be a string, not a table"},
		{"errors of tables", `error({code = 3})`, "{code = 3}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := bindtest.NewState(t, module)
			s.Globals().RawSetString("Error", bind.KindValue(s, bind.Error))
			if got := bindtest.Eval(t, s, test.src); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	if !kindB.Is(bind.RuntimeError) || !kindB.Is(bind.Error) || kindA.Is(kindB) || !kindB.IsNamed("AError") {
		t.Error("a kind is of each of its parents, and of theirs")
	}
}

func TestNearest(t *testing.T) {
	names := []string{"submit", "shutdown", "map", "max_workers"}
	for name, want := range map[string]string{"sumbit": "submit", "Map": "map", "maxworkers": "max_workers", "xyz": "", "shutdwon": "shutdown", "max_w": "max_workers"} {
		if got := bind.Nearest(name, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSizes(t *testing.T) {
	for text, want := range map[string]int64{"64KB": 65536, "1.5 MB": 3 << 19, "10": 10, "2g": 2 << 30, "x": -1, "-1": -1, "": -1, "1e99GB": -1} {
		got, err := bind.ToSize(lua.LString(text))
		if (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}
