package luabind

import (
	"luafut/luabind/bind"
	"luafut/luabind/luaerrors"
	"luafut/luabind/luafutures"
	"luafut/luabind/luahtml"
	"luafut/luabind/luahttp"
	"luafut/luabind/luajson"
	"luafut/luabind/luapractice"
	"luafut/luabind/luaqueue"
	"luafut/luabind/luasync"
	"luafut/luabind/luatime"
)

// Modules are what require gives, and what the REPL has as globals.
var Modules = []*bind.Module{
	luaerrors.Module,
	luafutures.Module,
	luahtml.Module,
	luahttp.Module,
	luajson.Module,
	luapractice.Module,
	luaqueue.Module,
	luasync.Module,
	luatime.Module,
}
