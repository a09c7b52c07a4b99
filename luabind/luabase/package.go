package luabase

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaio"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// usualPath is where modules are looked for when nobody says otherwise.
const usualPath = "./?.lua;./?/init.lua"

// loadedKey is where gopher-lua's registry has the table of loaded modules.
const loadedKey = "_LOADED"

// Package is the table package.
var Package = &bind.Module{
	Name:  "package",
	Doc:   "What require goes by.",
	Plain: true,
	Funcs: []bind.Func{
		{
			Name: "loadlib", Doc: "Returns nil and a message: libraries of C cannot be loaded.",
			Params:  []bind.Param{bind.P("path", bind.String, ""), bind.P("name", bind.String, "")},
			Returns: "nil, string, string", Example: `print(package.loadlib("x.so", "open"))`, Raw: bind.Raw(loadLib),
		},
		{
			Name: "seeall", Doc: "Gives a module the globals as what it lacks: module(name, package.seeall).",
			Params:  []bind.Param{bind.P("module", bind.Table, "")},
			Example: `local t = {} package.seeall(t) print(t.type(1))`, Raw: bind.Raw(seeAll),
		},
	},
	Values: []bind.Constant{
		{Name: "config", Type: bind.String, Doc: "The signs of paths: folder, template, place of the name, and two that are not used.", Make: text("/\n;\n?\n!\n-\n")},
		{Name: "cpath", Type: bind.String, Doc: "Empty: libraries of C cannot be loaded.", Make: text("")},
		{Name: "loaded", Type: bind.Table, Doc: "The modules that require has given, by their names.", Make: loadedTable},
		{Name: "loaders", Type: bind.Table, Doc: "The functions that require asks in turn: each gets the name and returns a loader, or what it tried.", Make: loaders},
		{Name: "path", Type: bind.String, Doc: "Where Lua files are looked for: templates with a ? for the name, a ; between two.", Make: startPath},
		{Name: "preload", Type: bind.Table, Doc: "Loaders that go before everything else, by the names of their modules.", Make: emptyTable},
	},
	Setup: func(s *vm.State, t *lua.LTable) error {
		lib := s.Modules[stateKey].(*library)
		lib.pkg = t
		lib.loaded = t.RawGetString("loaded").(*lua.LTable)
		return nil
	},
}

func text(value string) func(*vm.State) lua.LValue {
	return func(*vm.State) lua.LValue { return lua.LString(value) }
}

func emptyTable(s *vm.State) lua.LValue { return s.Main().LState().NewTable() }

// loadedTable is also the registry's, where other libraries look for it.
func loadedTable(s *vm.State) lua.LValue {
	if t, ok := s.Registry().RawGetString(loadedKey).(*lua.LTable); ok {
		return t
	}
	t := s.Main().LState().NewTable()
	s.Registry().RawSetString(loadedKey, t)
	return t
}

func startPath(s *vm.State) lua.LValue {
	return lua.LString(s.Modules[stateKey].(*library).path)
}

func loaders(s *vm.State) lua.LValue {
	L := s.Main().LState()
	t := L.NewTable()
	for _, fn := range []lua.LGFunction{findPreload, findBuiltin, findFile} {
		t.Append(L.NewFunction(fn))
	}
	return t
}

// searchPath is package.path for a script of a folder. In path, where "" means
// the usual one, ";;" stands for the usual one, as in Lua 5.1.
func searchPath(dir, path string) string {
	if path == "" {
		path = usualPath
	}
	var templates []string
	if dir != "" {
		templates = append(templates, filepath.Join(dir, "?.lua"), filepath.Join(dir, "?", "init.lua"))
	}
	for t := range strings.SplitSeq(strings.ReplaceAll(path, ";;", ";"+usualPath+";"), ";") {
		known := slices.ContainsFunc(templates, func(k string) bool { return filepath.Clean(k) == filepath.Clean(t) })
		if t != "" && !known {
			templates = append(templates, t)
		}
	}
	return strings.Join(templates, ";")
}

// table is a table of the package, which a script may have replaced.
func (lib *library) table(name string) *lua.LTable {
	t, _ := lib.pkg.RawGetString(name).(*lua.LTable)
	return t
}

// findPreload is the first loader: package.preload.
func findPreload(L *lua.LState) int {
	name := stdlib.String(L, "preload loader", 1)
	preload := of(L).table("preload")
	if preload == nil {
		L.RaiseError("'package.preload' must be a table")
	}
	if loader := preload.RawGetString(name); loader != lua.LNil {
		L.Push(loader)
	} else {
		L.Push(lua.LString(fmt.Sprintf("\n\tno field package.preload['%s']", name)))
	}
	return 1
}

// findBuiltin is the second: the modules of the program itself.
func findBuiltin(L *lua.LState) int {
	name := stdlib.String(L, "built-in loader", 1)
	open := of(L).builtins[name]
	if open == nil {
		L.Push(lua.LString(fmt.Sprintf("\n\tno built-in module '%s'", name)))
		return 1
	}
	L.Push(L.NewFunction(func(L *lua.LState) int {
		t, err := open(vm.Of(L))
		if err != nil {
			bind.Raise(L, err)
		}
		L.Push(t)
		return 1
	}))
	return 1
}

// findFile is the third: the Lua files of package.path.
func findFile(L *lua.LState) int {
	name := stdlib.String(L, "file loader", 1)
	path, ok := of(L).pkg.RawGetString("path").(lua.LString)
	if !ok {
		L.RaiseError("'package.path' must be a string")
	}
	if strings.ContainsRune(name, 0) {
		L.RaiseError("the name of a module cannot contain a zero byte")
	}
	file, tried := searchFile(string(path), name)
	if file == "" {
		L.Push(lua.LString(tried))
		return 1
	}
	source, err := luaio.ReadFile(L, file, maxSource)
	if err == nil {
		var fn *lua.LFunction
		if fn, err = compile(L, chunkName("@"+file), source, L.Env); err == nil {
			// A module that travels to a worker takes its text along.
			if chunk, _, ok := vm.OriginOf(fn.Proto); ok {
				vm.Of(L).Files[name] = chunk
			}
			L.Push(fn)
			return 1
		}
	}
	L.RaiseError("error loading module '%s' from file '%s':\n\t%s", name, file, err.Error())
	return 0
}

// searchFile finds the file of a module, or tells what there is not.
func searchFile(path, name string) (file, tried string) {
	asPath := strings.ReplaceAll(name, ".", string(filepath.Separator))
	var b strings.Builder
	for template := range strings.SplitSeq(path, ";") {
		if template == "" {
			continue
		}
		candidate := strings.ReplaceAll(template, "?", asPath)
		info, err := os.Stat(candidate)
		switch {
		case err == nil && !info.IsDir():
			return candidate, ""
		case err == nil:
			fmt.Fprintf(&b, "\n\tno file '%s' (it is a folder)", candidate)
		case errors.Is(err, os.ErrNotExist):
			fmt.Fprintf(&b, "\n\tno file '%s'", candidate)
		default:
			fmt.Fprintf(&b, "\n\tno file that can be read: %v", err)
		}
	}
	return "", b.String()
}

func loadLib(L *lua.LState) int {
	L.Push(lua.LNil)
	L.Push(lua.LString("libraries of C cannot be loaded"))
	L.Push(lua.LString("absent"))
	return 3
}
