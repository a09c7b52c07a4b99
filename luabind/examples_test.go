package luabind_test

import (
	"errors"
	"testing"

	"luafut/luabind/bind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luacheck"
	"luafut/luabind/luaerrors"
	"luafut/luabind/luafutures"
	"luafut/luabind/luahttp"
	"luafut/luabind/luaqueue"
	"luafut/luabind/luasync"
	"luafut/luabind/luatime"
)

// TestExamples runs the examples of the modules that need a whole State.
func TestExamples(t *testing.T) {
	t.Setenv("CI", "")
	t.Chdir(t.TempDir()) // for the files that they write
	for _, m := range []*bind.Module{luacheck.Module, luaerrors.Module, luafutures.Module, luahttp.Module, luaqueue.Module, luasync.Module, luatime.Module} {
		bindtest.CheckRows(t, m)
		bindtest.Examples(t, m, func(t *testing.T, source string) (string, error) {
			out, report := script(t, source)
			if report != "" {
				return out, errors.New(report)
			}
			return out, nil
		})
	}
}
