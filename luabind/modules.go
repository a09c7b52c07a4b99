package luabind

import (
	"slices"

	"luafut/luabind/bind"
	"luafut/luabind/luabase"
	"luafut/luabind/luabase64"
	"luafut/luabind/luacsv"
	"luafut/luabind/luadate"
	"luafut/luabind/luaerrors"
	"luafut/luabind/luaexport"
	"luafut/luabind/luafs"
	"luafut/luabind/luafutures"
	"luafut/luabind/luahash"
	"luafut/luabind/luahtml"
	"luafut/luabind/luahttp"
	"luafut/luabind/luaio"
	"luafut/luabind/luajson"
	"luafut/luabind/luamath"
	"luafut/luabind/luaos"
	"luafut/luabind/luapractice"
	"luafut/luabind/luaprogress"
	"luafut/luabind/luaqueue"
	"luafut/luabind/luare"
	"luafut/luabind/luaschema"
	"luafut/luabind/luastore"
	"luafut/luabind/luastring"
	"luafut/luabind/luasync"
	"luafut/luabind/luatable"
	"luafut/luabind/luatime"
	"luafut/luabind/luaurl"
	"luafut/luabind/luaxml"
)

// Modules are what require gives, and what the REPL has as globals.
var Modules = []*bind.Module{
	luabase64.Module,
	luacsv.Module,
	luadate.Module,
	luaerrors.Module,
	luaexport.Module,
	luafs.Module,
	luafutures.Module,
	luahash.Module,
	luahtml.Module,
	luahttp.Module,
	luajson.Module,
	luapractice.Module,
	luaprogress.Module,
	luaqueue.Module,
	luare.Module,
	luaschema.Module,
	luastore.Module,
	luasync.Module,
	luatime.Module,
	luaurl.Module,
	luaxml.Module,
}

// libraries are the language's own besides luabase's, which need no require
// either.
var libraries = []*bind.Module{luaio.Module, luamath.Module, luaos.Module, luastring.Module, luatable.Module}

// AllModules are Modules, the language's libraries, and the globals: all that
// there is to read about, in the order in which it is listed.
func AllModules() []*bind.Module {
	return slices.Concat(Modules, libraries, luabase.Modules)
}
