package luaprogress

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/luaprogress/display"
)

func barOf(c *bind.Call) *display.Bar { return c.Self().(*display.Bar) }

// fail counts n as failed, and as done: what was tried is done with. Bytes that
// did not come are not.
func fail(b *display.Bar, n int64) {
	b.Fail(n)
	if b.Unit() != display.Bytes {
		b.Add(n)
	}
}

// count is an optional count from 0 as first argument.
func count(c *bind.Call) (n int64, err error) {
	if n = int64(c.Int(1, 1)); n < 0 {
		return 0, c.Wrong(1, "a whole number from 0")
	}
	return n, nil
}

func number(name, doc string, get func(*display.Bar) int64) bind.Field {
	return bind.Field{Name: name, Type: bind.Integer, Doc: doc, Get: func(c *bind.Call) (lua.LValue, error) {
		return lua.LNumber(get(barOf(c))), nil
	}}
}

const exampleBar = `local bar = progress.bar(2)
`

// BarClass is the class of bars.
var BarClass = &bind.Class{
	Name: "Bar", Module: "progress",
	Doc: "A bar that is moved by hand. Any number of tasks may move it. It stays in the process that made it: work that runs in others is counted where its futures are, as by f:add_done_callback(bar).",
	Fields: []bind.Field{
		number("done", "How much is done.", (*display.Bar).Done),
		number("errors", "How much has failed.", (*display.Bar).Failed),
		{
			Name: "total", Type: bind.Integer, Doc: "How much there is to do; nil where that is not known.",
			Get: func(c *bind.Call) (lua.LValue, error) {
				if n := barOf(c).Total(); n >= 0 {
					return lua.LNumber(n), nil
				}
				return lua.LNil, nil
			},
		},
		{
			Name: "closed", Type: bind.Boolean, Doc: "Whether it has ended.",
			Get: func(c *bind.Call) (lua.LValue, error) { return lua.LBool(barOf(c).Closed()), nil },
		},
	},
	Methods: []bind.Func{
		{
			Name: "add", Doc: "Counts n more as done.",
			Params:  []bind.Param{bind.Opt("n", bind.Integer, "default 1")},
			Example: exampleBar + `bar:add() bar:add(1) bar:close()`,
			Fn: func(c *bind.Call) error {
				n, err := count(c)
				barOf(c).Add(n)
				return err
			},
		},
		{
			Name: "fail", Doc: "Counts n more as failed, which are done with too; in a bar of bytes they are errors only.",
			Params: []bind.Param{bind.Opt("n", bind.Integer, "default 1")},
			Example: exampleBar + `bar:fail()
print(bar.done, bar.errors) --> 1 1`,
			Fn: func(c *bind.Call) error {
				n, err := count(c)
				fail(barOf(c), n)
				return err
			},
		},
		{
			Name: "set_total", Doc: "Says how much there is to do.",
			Params: []bind.Param{bind.Opt("total", bind.Integer, "default unknown")},
			Example: exampleBar + `bar:set_total(5)
print(bar.total) --> 5`,
			Fn: func(c *bind.Call) error {
				total := int64(c.Int(1, display.Unknown))
				if c.Has(1) && total < 0 {
					return c.Wrong(1, "a whole number from 0")
				}
				barOf(c).SetTotal(total)
				return nil
			},
		},
		{
			Name: "describe", Doc: "Changes what the line begins with.",
			Params:  []bind.Param{bind.P("text", bind.String, "one line")},
			Example: exampleBar + `bar:describe("page 7") bar:close()`,
			Fn: func(c *bind.Call) error {
				barOf(c).Describe(c.String(1))
				return nil
			},
		},
		{
			Name: "close", Doc: "Ends the bar; its last line stays. Any number of times.",
			Example: exampleBar + `bar:close()`,
			Fn: func(c *bind.Call) error {
				barOf(c).Close()
				return nil
			},
		},
	},
	Meta: []bind.Func{
		{
			Name: "__call", Doc: "Counts a future that is done, as failed where it is: a bar can be a done-callback.",
			Params: []bind.Param{bind.P("future", bind.Any, "a future that is done")},
			Fn: func(c *bind.Call) error {
				isFuture, failed := luafutures.Outcome(c.Arg(1))
				switch {
				case !isFuture:
					return c.Wrong(1, "a Future; bar:add() counts anything else")
				case failed:
					fail(barOf(c), 1)
				default:
					barOf(c).Add(1)
				}
				return nil
			},
		},
		{
			Name: "__tostring", Doc: "Its line, without the bar.", Returns: "string",
			Fn: func(c *bind.Call) error { return c.Return(lua.LString("<Bar " + barOf(c).String() + ">")) },
		},
	},
}
