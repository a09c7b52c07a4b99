package luahttp_test

import (
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahttp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRows(t *testing.T) { bindtest.CheckRows(t, luahttp.Module) }
