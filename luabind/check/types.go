package check

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/yuin/gopher-lua/ast"

	"luafut/luabind/bind"
)

// kind is what an expression is, as far as that can be told. The zero value is
// not known.
type kind struct {
	module *bind.Module
	class  *bind.Class
	fn     *bind.Func
	owner  string // what messages put before fn's name
	method bool   // fn wants an object before its arguments
}

// of is what an expression is.
func (c *checker) of(e ast.Expr) kind {
	switch e := e.(type) {
	case *ast.IdentExpr:
		if v := c.scope.find(e.Value); v != nil {
			if v.assigned {
				return kind{}
			}
			return v.kind
		}
		if c.globals[e.Value] {
			return kind{}
		}
		for _, m := range c.world.Libraries {
			if m.Name == e.Value {
				return kind{module: m}
			}
		}
		if g := c.world.Globals; g != nil {
			return memberOf(g, "", e.Value)
		}
	case *ast.AttrGetExpr:
		if name, ok := e.Key.(*ast.StringExpr); ok {
			return c.member(c.of(e.Object), name.Value)
		}
	case *ast.FuncCallExpr:
		if m := c.required(e); m != nil {
			return kind{module: m}
		}
		return c.result(c.callee(e), e.Args)
	}
	return kind{}
}

// required is the module that a call of require gives, or nil.
func (c *checker) required(e *ast.FuncCallExpr) *bind.Module {
	fn, ok := e.Func.(*ast.IdentExpr)
	if !ok || fn.Value != "require" || len(e.Args) != 1 {
		return nil
	}
	name, ok := e.Args[0].(*ast.StringExpr)
	if !ok {
		return nil
	}
	for _, list := range [][]*bind.Module{c.world.Modules, c.world.Libraries} {
		for _, m := range list {
			if m.Name == name.Value {
				return m
			}
		}
	}
	return nil
}

// requires looks at the name in a call of require. One that is like no module's
// is left alone: where else modules come from is not known here.
func (c *checker) requires(e *ast.FuncCallExpr) {
	fn, ok := e.Func.(*ast.IdentExpr)
	if !ok || fn.Value != "require" || c.scope.find("require") != nil || len(e.Args) != 1 || c.required(e) != nil {
		return
	}
	name, ok := e.Args[0].(*ast.StringExpr)
	if !ok || isFile(c.file, name.Value) {
		return
	}
	var names []string
	for _, m := range c.world.Modules {
		names = append(names, m.Name)
	}
	column := c.columns.of(e.Line(), "require", false)
	if text := c.world.ModuleHint(name.Value); text != "" {
		c.report(e.Line(), column, Module, "there is no module '%s'; %s", name.Value, text)
	} else if near := bind.Nearest(name.Value, names); near != "" {
		c.report(e.Line(), column, Module, "there is no module '%s'; did you mean '%s'?", name.Value, near)
	}
}

// isFile reports whether require finds a module's file, from the script or from
// here.
func isFile(script, module string) bool {
	path := filepath.FromSlash(strings.ReplaceAll(module, ".", "/"))
	for _, dir := range []string{filepath.Dir(script), "."} {
		for _, name := range []string{path + ".lua", filepath.Join(path, "init.lua")} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return true
			}
		}
	}
	return false
}

// callee is the function that a call calls.
func (c *checker) callee(e *ast.FuncCallExpr) kind {
	if e.Func != nil {
		return c.of(e.Func)
	}
	owner := c.of(e.Receiver)
	if owner.class != nil || owner.module != nil {
		return c.member(owner, e.Method)
	}
	return kind{}
}

// member is a member of what is known.
func (c *checker) member(owner kind, name string) kind {
	switch {
	case owner.module != nil:
		return memberOf(owner.module, owner.module.Name+".", name)
	case owner.class != nil:
		for i := range owner.class.Methods {
			if m := &owner.class.Methods[i]; m.Name == name {
				return kind{fn: m, owner: owner.class.Name + ":", method: true}
			}
		}
		for _, f := range owner.class.Fields {
			if f.Name == name {
				return kind{class: c.class(f.Type.Name)}
			}
		}
	}
	return kind{}
}

func memberOf(m *bind.Module, owner, name string) kind {
	for i := range m.Funcs {
		if m.Funcs[i].Name == name {
			return kind{fn: &m.Funcs[i], owner: owner}
		}
	}
	return kind{}
}

// result is what a call of a function gives first. A selector gives strings
// only where it ends in ::text or ::attr.
func (c *checker) result(fn kind, args []ast.Expr) kind {
	if fn.fn == nil {
		return kind{}
	}
	first, _, _ := strings.Cut(fn.fn.Returns, ",")
	if class, isSelector := strings.CutSuffix(first, "|string[]"); isSelector && len(args) > 0 {
		if text, ok := args[0].(*ast.StringExpr); ok && !strings.Contains(text.Value, "::") {
			first = class
		}
	}
	return kind{class: c.class(strings.TrimSuffix(strings.TrimSpace(first), "?"))}
}

// class is the class of a name, or nil.
func (c *checker) class(name string) *bind.Class {
	for _, list := range [][]*bind.Module{c.world.Modules, c.world.Libraries} {
		for _, m := range list {
			for _, class := range m.Classes {
				if class.Name == name {
					return class
				}
			}
		}
	}
	return nil
}

// memberNames are what an owner has.
func memberNames(owner kind) []string {
	if owner.module != nil {
		return owner.module.Members()
	}
	var names []string
	for _, m := range owner.class.Methods {
		names = append(names, m.Name)
	}
	for _, f := range owner.class.Fields {
		names = append(names, f.Name)
	}
	return names
}
