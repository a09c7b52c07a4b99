package vm

import (
	"math"
	"slices"
	"sync"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
)

// local is a local variable of a function, and the instructions that it lives
// for: from start, up to but not end.
type local struct {
	name       string
	start, end int
	block      *block // whose it is
}

// block is what bounds locals in the source.
type block struct {
	parent   *block
	lastLine int
}

func (b *block) within(other *block) bool {
	for ; b != nil; b = b.parent {
		if b == other {
			return true
		}
	}
	return false
}

// LocalName is the local variable that register reg holds before the
// instruction at pc, or "" for none. gopher-lua's own table of them
// (DbgLocals) has the names and the beginnings, but mixes up the ends of those
// that share a register; these come from the source, which is parsed again when
// first asked. Names with a parenthesis cannot be written in a script.
func LocalName(p *lua.FunctionProto, reg, pc int) string {
	chunk, index, ok := OriginOf(p)
	if !ok {
		return ""
	}
	for _, l := range chunk.locals()[index] {
		if l.start <= pc && pc < l.end {
			if reg == 0 {
				return l.name
			}
			reg--
		}
	}
	return ""
}

// findLocals is the function that finds the locals of each of the chunk's
// functions, once.
func (c *Chunk) findLocals() func() [][]local {
	return sync.OnceValue(func() [][]local {
		list := make([][]local, len(c.Protos))
		stmts, err := Parse(c.Name, c.Source)
		if err != nil {
			return list // it was compiled: this cannot be
		}
		main := &ast.FunctionExpr{ParList: &ast.ParList{}, Stmts: mend(stmts)}
		c.placeLocals(list, c.Protos[0], function{FunctionExpr: main})
		return list
	})
}

// placeLocals finds the locals of p, which was compiled from fn, and of the
// functions within it.
func (c *Chunk) placeLocals(list [][]local, p *lua.FunctionProto, fn function) {
	s := scopesOf(fn)
	_, index, _ := OriginOf(p)
	list[index] = s.place(p)
	inner := s.functions
	for _, child := range p.FunctionPrototypes {
		i := slices.IndexFunc(inner, func(f function) bool {
			return f.Line() == child.LineDefined && f.LastLine() == child.LastLineDefined && sameNames(f, child)
		})
		if i >= 0 {
			c.placeLocals(list, child, inner[i])
			inner = slices.Delete(inner, i, i+1)
		}
	}
}

func sameNames(fn function, p *lua.FunctionProto) bool {
	return slices.EqualFunc(scopesOf(fn).locals, p.DbgLocals, func(l local, d *lua.DbgLocalInfo) bool { return l.name == d.Name })
}

// function is a function in the source.
type function struct {
	*ast.FunctionExpr
	method bool // defined with a colon: it has a self
}

// scopes walks the statements of one function in the order in which the
// compiler registers its locals.
type scopes struct {
	locals    []local
	functions []function // defined in it, in the order of the source
	block     *block
}

// place gives the locals found their instructions; none where the compiler
// registered others.
func (s *scopes) place(p *lua.FunctionProto) []local {
	if len(s.locals) != len(p.DbgLocals) {
		return nil
	}
	for i, d := range p.DbgLocals {
		if d.Name != s.locals[i].name {
			return nil
		}
		s.locals[i].start = d.StartPc
	}
	for i := range s.locals {
		l := &s.locals[i]
		l.end = len(p.Code)
		for pc := l.start; pc < l.end; pc++ {
			if p.DbgSourcePositions[pc] > l.block.lastLine {
				l.end = pc
			}
		}
		for _, later := range s.locals[i+1:] {
			if !later.block.within(l.block) {
				l.end = min(l.end, later.start)
				break
			}
		}
	}
	return s.locals
}

func (s *scopes) add(names ...string) {
	for _, name := range names {
		s.locals = append(s.locals, local{name: name, block: s.block})
	}
}

func (s *scopes) enter(lastLine int, fn func()) {
	s.block = &block{s.block, lastLine}
	fn()
	s.block = s.block.parent
}

func scopesOf(fn function) *scopes {
	s := &scopes{}
	s.enter(math.MaxInt, func() {
		if fn.method {
			s.add("self")
		}
		s.add(fn.ParList.Names...)
		if fn.ParList.HasVargs && lua.CompatVarArg {
			s.add("arg")
		}
		s.stmts(fn.Stmts)
	})
	return s
}

func (s *scopes) stmts(list []ast.Stmt) {
	for _, st := range list {
		s.stmt(st)
	}
}

// within walks the block of a statement; an elseif has no last line of its own.
func (s *scopes) within(st ast.Stmt, list []ast.Stmt) {
	s.enter(s.last(st), func() { s.stmts(list) })
}

func (s *scopes) last(st ast.Stmt) int {
	if st.LastLine() < st.Line() {
		return s.block.lastLine
	}
	return st.LastLine()
}

func (s *scopes) stmt(st ast.Stmt) {
	switch st := st.(type) {
	case *ast.AssignStmt:
		s.exprs(st.Lhs)
		s.exprs(st.Rhs)
	case *ast.LocalAssignStmt:
		fn, isFunction := soleFunction(st)
		if isFunction { // local function f: f is there within
			s.add(st.Names[0])
			s.functions = append(s.functions, function{FunctionExpr: fn})
			return
		}
		s.exprs(st.Exprs)
		s.add(st.Names...)
	case *ast.FuncCallStmt:
		s.expr(st.Expr)
	case *ast.DoBlockStmt:
		s.within(st, st.Stmts)
	case *ast.WhileStmt:
		s.expr(st.Condition)
		s.within(st, st.Stmts)
	case *ast.RepeatStmt:
		s.enter(st.LastLine(), func() {
			s.stmts(st.Stmts)
			s.expr(st.Condition)
		})
	case *ast.IfStmt:
		s.expr(st.Condition)
		last := s.last(st)
		if len(st.Else) > 0 {
			last = st.Else[0].Line()
		}
		s.enter(last, func() { s.stmts(st.Then) })
		s.within(st, st.Else)
	case *ast.NumberForStmt:
		s.exprs([]ast.Expr{st.Init, st.Limit, st.Step})
		s.enter(st.LastLine(), func() {
			s.add("(for index)", "(for limit)", "(for step)", st.Name)
			s.stmts(st.Stmts)
		})
	case *ast.GenericForStmt:
		s.exprs(st.Exprs)
		s.enter(st.LastLine(), func() {
			s.add("(for generator)", "(for state)", "(for control)")
			s.add(st.Names...)
			s.stmts(st.Stmts)
		})
	case *ast.FuncDefStmt:
		s.functions = append(s.functions, function{st.Func, st.Name.Method != ""})
	case *ast.ReturnStmt:
		s.exprs(st.Exprs)
	}
}

// soleFunction is the function of "local f = function" or "local function f",
// which the compiler treats alike.
func soleFunction(st *ast.LocalAssignStmt) (*ast.FunctionExpr, bool) {
	if len(st.Names) != 1 || len(st.Exprs) != 1 {
		return nil, false
	}
	fn, ok := st.Exprs[0].(*ast.FunctionExpr)
	return fn, ok
}

func (s *scopes) exprs(list []ast.Expr) {
	for _, e := range list {
		s.expr(e)
	}
}

func (s *scopes) expr(e ast.Expr) {
	if fn, ok := e.(*ast.FunctionExpr); ok {
		s.functions = append(s.functions, function{FunctionExpr: fn})
		return
	}
	s.exprs(parts(e))
}
