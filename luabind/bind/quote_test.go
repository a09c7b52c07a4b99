package bind_test

import (
	"context"
	"io"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// FuzzQuote holds that Lua reads what Quote writes, and that a text in parts is
// written as far as it goes.
func FuzzQuote(f *testing.F) {
	for _, text := range []string{"", "a\nb\t\r\"\\", "\x00", "\x007", "\xff1é\u200e2", "\u2028"} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, most int) {
		s := vm.New(context.Background(), vm.NewOutput(io.Discard, false)) // it keeps what it has loaded
		th := s.Main()
		th.Lock()
		defer th.Unlock()
		fn, err := s.Load("quoted", "return "+bind.Quote(text, len(text)))
		if err != nil {
			t.Fatal(err)
		}
		values, err := th.Call(th.LState(), fn)
		if err != nil || values[0] != lua.LString(text) {
			t.Errorf("%q is read as %q, %v", text, values, err)
		}
		if most >= 0 && most < len(text) && !strings.HasSuffix(bind.Quote(text, most), " bytes)") {
			t.Errorf("%s does not say that it is cut", bind.Quote(text, most))
		}
	})
}
