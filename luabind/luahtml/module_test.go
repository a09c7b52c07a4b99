package luahtml_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luahtml.Module) }

// script is a chunk and what it must return, or raise, as text.
type script struct{ name, source, want string }

// check runs each script with doc, the page, as a global.
func check(t *testing.T, markup string, scripts []script) {
	t.Helper()
	for _, test := range scripts {
		t.Run(test.name, func(t *testing.T) {
			s := bindtest.NewState(t, luahtml.Module)
			source := "local doc = html.parse([==[" + markup + "]==], {base_url = 'https://example.org/dir/list'})\n" + test.source
			if got := bindtest.Eval(t, s, source); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
