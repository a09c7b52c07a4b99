package luahttp_test

import (
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
	"luafut/luabind/luahttp"
	"luafut/luabind/luajson"
	"luafut/luabind/luaos"
	"luafut/luabind/luapractice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRows(t *testing.T) { bindtest.CheckRows(t, luahttp.Module) }

func TestExamples(t *testing.T) {
	bindtest.RunExamples(t, luahttp.Module, luahttp.Module, luahtml.Module, luajson.Module, luapractice.Module, luaos.Module)
}
