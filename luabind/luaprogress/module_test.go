package luaprogress_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luafutures"
	"luafut/luabind/luaprogress"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luaprogress.Module) }

// TestMistakes: what a script gets wrong is told to it.
func TestMistakes(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{`progress.bar(-1)`, "ArgumentError: argument 1 'total' of progress.bar must be a whole number from 0, not the number -1"},
		{`progress.bar(1.5)`, "ArgumentError: argument 1 'total' of progress.bar must be a whole number or a table of options, not the number 1.5"},
		{`progress.bar{desk = "x"}`, "ArgumentError: progress.bar: unknown option 'desk'; did you mean 'desc'?"},
		{`progress.bar{total = -1}`, "ArgumentError: progress.bar: option 'total' must be at least 0, not -1"},
		{`progress.bar(3):add(-1)`, "ArgumentError: argument 1 'n' of Bar:add must be a whole number from 0, not the number -1"},
		{`progress.bar(3):fail("x")`, `ArgumentError: argument 1 'n' of Bar:fail must be a whole number, not the string "x"`},
		{`progress.bar(3):set_total(-3)`, "ArgumentError: argument 1 'total' of Bar:set_total must be a whole number from 0, not the number -3"},
		{`progress.bar(3):ad()`, "ArgumentError: a Bar has no member 'ad'; did you mean 'add'?"},
		{`progress.bar(3)("x")`, `ArgumentError: argument 1 'future' of Bar.__call must be a Future; bar:add() counts anything else, not the string "x"`},
		{`progress.track(5)`, "ArgumentError: argument 1 'iterable' of progress.track must be a table or a function, not the number 5"},
		{`progress.track({}, "x")`, `ArgumentError: progress.track: argument 2 must be a table of options, not the string "x"`},
		{`progress.track({}, {}, {})`, "ArgumentError: progress.track: too many arguments: wanted an iterable and options; for an iterator of three values, these and options"},
		{`progress.track({}, {leve = false})`, "ArgumentError: progress.track: unknown option 'leve'; did you mean 'leave'?"},
		{`progress.track({}):clos()`, "ArgumentError: a Track has no member 'clos'; did you mean 'close'?"},
		{`progress.with(5, print)`, "ArgumentError: argument 1 'bar' of progress.with must be a Bar, not the number 5"},
	} {
		s := bindtest.NewState(t, luaprogress.Module, luafutures.Module)
		if got := bindtest.Eval(t, s, test.source); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.source, got, test.want)
		}
		luaprogress.Closer(s)()
	}
}
