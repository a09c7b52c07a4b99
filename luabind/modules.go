package luabind

import (
	"luafut/luabind/bind"
	"luafut/luabind/luaerrors"
	"luafut/luabind/luafutures"
	"luafut/luabind/luapractice"
	"luafut/luabind/luaqueue"
	"luafut/luabind/luasync"
	"luafut/luabind/luatime"
)

// Modules are what require gives, and what the REPL has as globals.
var Modules = []*bind.Module{
	luaerrors.Module,
	luafutures.Module,
	luapractice.Module,
	luaqueue.Module,
	luasync.Module,
	luatime.Module,
}
