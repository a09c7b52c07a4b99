package luaio

import (
	"context"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaos"
	"luafut/luabind/vm"
)

// ReadFile reads a whole file of at most max bytes for a function that L runs.
// What would wait lets other tasks run. The error is worded as Lua 5.1 words it:
// "cannot open x.lua: No such file or directory". An interrupt is raised.
func ReadFile(L *lua.LState, name string, max int) (string, error) {
	f, err := openFile(L, name, "r")
	if err != nil {
		raiseInterrupt(L, err)
		return "", fmt.Errorf("cannot open %s: %s", name, luaos.ErrorText(err))
	}
	text, err := readWhole(L, f, name, max)
	closing := f.do(L, f.shut)
	raiseInterrupt(L, closing)
	if err == nil && closing != nil {
		err = fmt.Errorf("cannot close %s: %s", name, luaos.ErrorText(closing))
	}
	return text, err
}

// ReadStdin reads what is left of standard input, as ReadFile does.
func ReadStdin(L *lua.LState, max int) (string, error) {
	f, _ := bind.To[*file](of(L).stdin)
	return readWhole(L, f, "stdin", max)
}

func readWhole(L *lua.LState, f *file, name string, max int) (text string, err error) {
	err = f.do(L, func(ctx context.Context) (err error) {
		text, err = f.readAll(ctx, max)
		return err
	})
	raiseInterrupt(L, err)
	if err != nil {
		return "", fmt.Errorf("cannot read %s: %s", name, luaos.ErrorText(err))
	}
	return text, nil
}

func raiseInterrupt(L *lua.LState, err error) {
	if err != nil && vm.Current(L).Interrupted() != nil {
		bind.Raise(L, err)
	}
}
