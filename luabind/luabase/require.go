package luabase

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// loading is a module that a task is making. Others that require it wait until
// it is whole; none sees it half made.
type loading struct {
	owner *vm.Thread
	done  chan struct{} // closed when the owner is through with it
}

func require(L *lua.LState) int {
	name := stdlib.String(L, "require", 1)
	lib, th := of(L), vm.Current(L)
	for {
		other := lib.loading[name]
		if other == nil || other.owner == th {
			break
		}
		if lib.circle(th, other) {
			L.RaiseError("loop or previous error loading module '%s': tasks require modules of each other that are not whole yet", name)
		}
		lib.waits[th] = other
		err := th.Wait(L, func(ctx context.Context) error {
			select {
			case <-other.done:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
		delete(lib.waits, th)
		if err != nil {
			bind.Raise(L, err)
		}
	}
	if v := lib.loaded.RawGetString(name); lua.LVAsBool(v) {
		L.Push(v)
		return 1
	}
	if lib.loading[name] != nil {
		L.RaiseError("loop or previous error loading module '%s'", name)
	}
	l := &loading{owner: th, done: make(chan struct{})}
	lib.loading[name] = l
	defer func() {
		delete(lib.loading, name)
		close(l.done)
	}()
	L.Push(lib.load(L, name))
	return 1
}

// circle reports whether th would wait, through other tasks that wait for
// modules, for itself.
func (lib *library) circle(th *vm.Thread, l *loading) bool {
	for ; l != nil; l = lib.waits[l.owner] {
		if l.owner == th {
			return true
		}
	}
	return false
}

// load finds a module's loader and runs it.
func (lib *library) load(L *lua.LState, name string) lua.LValue {
	loaders := lib.table("loaders")
	if loaders == nil {
		L.RaiseError("'package.loaders' must be a table")
	}
	var tried strings.Builder
	for i := 1; ; i++ {
		search := loaders.RawGetInt(i)
		if search == lua.LNil {
			L.RaiseError("module '%s' not found%s:%s", name, lib.hint(name), tried.String())
		}
		switch found := call(L, search, lua.LString(name)).(type) {
		case *lua.LFunction:
			return lib.run(L, name, found)
		case lua.LString:
			tried.WriteString(string(found))
		}
	}
}

// run makes the module: what its loader returns, or what it left in
// package.loaded, or true.
func (lib *library) run(L *lua.LState, name string, loader *lua.LFunction) lua.LValue {
	loaded := lib.loaded
	if v := call(L, loader, lua.LString(name)); v != lua.LNil {
		loaded.RawSetString(name, v)
	}
	v := loaded.RawGetString(name)
	if v == lua.LNil {
		v = lua.LTrue
		loaded.RawSetString(name, v)
	}
	return v
}

// hint is what does the work of a module that people know from elsewhere, or names the
// one that a misspelt name most likely meant.
func (lib *library) hint(name string) string {
	if lib.advice != nil {
		if text := lib.advice(name); text != "" {
			return " (" + text + ")"
		}
	}
	names := slices.Collect(maps.Keys(lib.builtins))
	lib.loaded.ForEach(func(k, _ lua.LValue) {
		if s, ok := k.(lua.LString); ok {
			names = append(names, string(s))
		}
	})
	if near := bind.Nearest(name, names); near != "" {
		return fmt.Sprintf("; did you mean '%s'?", near)
	}
	return ""
}

// call calls a Lua value and gives its first result.
func call(L *lua.LState, fn lua.LValue, arg lua.LValue) lua.LValue {
	L.Push(fn)
	L.Push(arg)
	L.Call(1, 1)
	v := L.Get(-1)
	L.Pop(1)
	return v
}
