package check

import (
	"slices"
	"strings"

	"github.com/yuin/gopher-lua/ast"

	"luafut/luabind/bind"
)

// variable is a local.
type variable struct {
	name     string
	line     int
	kind     kind
	used     bool
	assigned bool // after its declaration: what it is cannot be told
	quiet    bool // a parameter or a loop's: it may stay unused
	next     *variable
}

// scope is a block's locals.
type scope struct {
	parent    *scope
	variables []*variable
}

// find is the local that a name stands for, nil for a global.
func (s *scope) find(name string) *variable {
	for ; s != nil; s = s.parent {
		for i := len(s.variables) - 1; i >= 0; i-- {
			if s.variables[i].name == name {
				return s.variables[i]
			}
		}
	}
	return nil
}

func (c *checker) block(fn func()) {
	c.scope = &scope{parent: c.scope}
	fn()
	for _, v := range c.scope.variables {
		needed := v.used || v.quiet || strings.HasPrefix(v.name, "_")
		for later := v.next; later != nil; later = later.next {
			needed = needed || later.used // it stands before one that is used
		}
		if !needed {
			c.report(v.line, c.columns.of(v.line, v.name, false), Unused, "local '%s' is never used", v.name)
		}
	}
	c.scope = c.scope.parent
}

func (c *checker) declare(line int, names []string, quiet bool) []*variable {
	var list []*variable
	for _, name := range names {
		v := &variable{name: name, line: line, quiet: quiet}
		if n := len(list); n > 0 {
			list[n-1].next = v
		}
		list = append(list, v)
	}
	c.scope.variables = append(c.scope.variables, list...)
	return list
}

// function walks a function's body; params is nil for a file.
func (c *checker) function(params []string, stmts []ast.Stmt, method bool) {
	c.block(func() {
		if method {
			params = append([]string{"self"}, params...)
		}
		c.declare(0, params, true)
		c.block(func() { c.stmts(stmts) })
	})
}

func (c *checker) stmts(list []ast.Stmt) {
	for _, st := range list {
		c.stmt(st)
	}
}

func (c *checker) within(list []ast.Stmt) { c.block(func() { c.stmts(list) }) }

func (c *checker) stmt(st ast.Stmt) {
	switch st := st.(type) {
	case *ast.AssignStmt:
		c.exprs(st.Rhs)
		for _, e := range st.Lhs {
			c.target(e)
		}
	case *ast.LocalAssignStmt:
		c.local(st)
	case *ast.FuncCallStmt:
		c.expr(st.Expr)
	case *ast.DoBlockStmt:
		c.within(st.Stmts)
	case *ast.WhileStmt:
		c.expr(st.Condition)
		c.within(st.Stmts)
	case *ast.RepeatStmt:
		c.block(func() {
			c.stmts(st.Stmts)
			c.expr(st.Condition)
		})
	case *ast.IfStmt:
		c.expr(st.Condition)
		c.within(st.Then)
		c.within(st.Else)
	case *ast.NumberForStmt:
		c.exprs([]ast.Expr{st.Init, st.Limit, st.Step})
		c.block(func() {
			c.declare(st.Line(), []string{st.Name}, true)
			c.stmts(st.Stmts)
		})
	case *ast.GenericForStmt:
		c.exprs(st.Exprs)
		c.iterates(st)
		c.block(func() {
			c.declare(st.Line(), st.Names, true)
			c.stmts(st.Stmts)
		})
	case *ast.FuncDefStmt:
		if st.Name.Func != nil {
			c.target(st.Name.Func)
		} else {
			c.expr(st.Name.Receiver)
		}
		c.function(st.Func.ParList.Names, st.Func.Stmts, st.Name.Method != "")
	case *ast.ReturnStmt:
		c.exprs(st.Exprs)
	}
}

func (c *checker) local(st *ast.LocalAssignStmt) {
	if len(st.Names) == 1 && len(st.Exprs) == 1 {
		if fn, ok := st.Exprs[0].(*ast.FunctionExpr); ok {
			c.declare(st.Line(), st.Names, false)
			c.function(fn.ParList.Names, fn.Stmts, false)
			return
		}
	}
	c.exprs(st.Exprs)
	kinds := make([]kind, len(st.Names))
	for i := range st.Names {
		if i < len(st.Exprs) {
			kinds[i] = c.of(st.Exprs[i])
		}
	}
	for i, v := range c.declare(st.Line(), st.Names, false) {
		v.kind = kinds[i]
	}
}

// target walks what is assigned to.
func (c *checker) target(e ast.Expr) {
	switch e := e.(type) {
	case *ast.IdentExpr:
		if v := c.scope.find(e.Value); v != nil {
			v.assigned = true
		}
	case *ast.AttrGetExpr:
		c.expr(e.Object)
		c.expr(e.Key)
	}
}

func (c *checker) exprs(list []ast.Expr) {
	for _, e := range list {
		c.expr(e)
	}
}

func (c *checker) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.IdentExpr:
		c.name(e)
	case *ast.AttrGetExpr:
		c.expr(e.Object)
		if name, ok := e.Key.(*ast.StringExpr); ok {
			c.has(e.Object, name.Value, name.Line())
		} else {
			c.expr(e.Key)
		}
	case *ast.FuncCallExpr:
		if e.Func != nil {
			c.expr(e.Func)
			c.requires(e)
		} else {
			c.expr(e.Receiver)
			c.has(e.Receiver, e.Method, e.Line())
		}
		c.exprs(e.Args)
		c.call(e)
	case *ast.FunctionExpr:
		c.function(e.ParList.Names, e.Stmts, false)
	default:
		c.exprs(parts(e))
	}
}

// name looks at a name that is read.
func (c *checker) name(e *ast.IdentExpr) {
	if v := c.scope.find(e.Value); v != nil {
		v.used = true
		return
	}
	if !c.globals[e.Value] && !c.world.HasGlobal(e.Value) {
		c.report(e.Line(), c.columns.of(e.Line(), e.Value, false), Global, "%s", c.world.GlobalHint(e.Value))
	}
}

// has looks at a member of what is known.
func (c *checker) has(object ast.Expr, name string, line int) {
	owner := c.of(object)
	if owner.fn != nil {
		c.uncalled(owner, name, line)
		return
	}
	title := ""
	switch {
	case owner.module != nil:
		title = owner.module.Name
	case owner.class != nil && !owner.class.Open:
		title = "a " + owner.class.Name
	default:
		return
	}
	if id, ok := object.(*ast.IdentExpr); ok && c.members[id.Value+"."+name] {
		return
	}
	names := memberNames(owner)
	for _, n := range names {
		if n == name {
			return
		}
	}
	column := c.columns.of(line, name, true)
	if text := c.world.MemberHint(title, name); text != "" {
		c.report(line, column, Member, "%s", text)
		return
	}
	var near string
	switch {
	case owner.class != nil:
		near = owner.class.Hint(name)
	case owner.module.Plain && owner.module.Setup != nil && bind.Nearest(name, names) == "":
		return // it holds more than its rows, as io holds stdout
	default:
		near = owner.module.Hint(name)
	}
	c.report(line, column, Member, "%s has no member '%s'%s", title, name, near)
}

// iterates looks at what a generic for goes through: an object that cannot be
// called is no iterator.
func (c *checker) iterates(st *ast.GenericForStmt) {
	if len(st.Exprs) != 1 {
		return
	}
	class := c.of(st.Exprs[0]).class
	if class == nil || slices.ContainsFunc(class.Meta, func(f bind.Func) bool { return f.Name == "__call" }) {
		return
	}
	column := c.columns.of(st.Line(), st.Names[0], false)
	if slices.ContainsFunc(class.Methods, func(f bind.Func) bool { return f.Name == "each" }) {
		c.report(st.Line(), column, Arguments, "for … in wants an iterator, and this is a %s: for i, item in x:each() do", class.Name)
		return
	}
	c.report(st.Line(), column, Arguments, "for … in wants an iterator, and this is a %s", class.Name)
}

// uncalled reports a member of a function: what it returns was meant.
func (c *checker) uncalled(owner kind, name string, line int) {
	call := owner.owner + owner.fn.Name + "(…)"
	if owner.method {
		call = "x:" + owner.fn.Name + "(…)"
	}
	c.report(line, c.columns.of(line, name, true), Member, "'%s' is looked for in a function; what it returns is had by calling it, %s", name, call)
}
