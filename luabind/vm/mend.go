package vm

import (
	"fmt"
	"slices"

	"github.com/yuin/gopher-lua/ast"
)

// mend rewrites a syntax tree in the places where gopher-lua's compiler would
// make code that goes wrong.
//
// A generic for has its list of expressions evaluated into registers that are
// taken for variables already: in for w in f().text:gmatch(p) the key "text"
// overwrites what f returned, and in for k, v in next, t the third value is what
// an earlier loop left there. Where the list is more than one call of something
// plain, it is evaluated into locals first.
//
// A generic for whose body begins with a jump (a break, say) is compiled so
// that its own jump back becomes a no-op whose operand is then read as a
// distance: such a body gets an instruction in front.
//
// An assignment evaluates the table and the index on its left before the calls
// on its right, so that t[#t+1] = http.get(u) in two tasks loses one result,
// both having computed the index before either waited: where the right side
// can call, it is evaluated into locals first.
//
// An assignment to several targets stores one before the next is evaluated:
// a, b = b, a makes two of one, and b, a.x = v1, v2 makes b "x". All of the
// right side is evaluated into locals first, and then there is one assignment
// for each target.
//
// An assignment of an and or an or to a local leaves it as it was where the
// left operand decides: p = t.x and y where t.x is nil. And s = (s:gsub(a, b)), s
// being the last parameter, calls from the registers of the locals behind s. A new
// local gets what is right, so the value takes the way over one.
//
// A table that ends in a named field whose value is a call takes the call's
// registers for items of its list: {x, k = f()} has x, "k" and what f returned.
// Lists of more than fifty items lose some: mendTable and mendLists say which.
func mend(stmts []ast.Stmt) []ast.Stmt {
	for i, st := range stmts {
		stmts[i] = mendStmt(st)
	}
	return stmts
}

func mendStmt(st ast.Stmt) ast.Stmt {
	switch st := st.(type) {
	case *ast.AssignStmt:
		mendExprs(st.Lhs)
		mendExprs(st.Rhs)
		if len(st.Lhs) > 1 || slices.ContainsFunc(st.Rhs, astray) || isIndex(st.Lhs[0]) && anyCanCall(st.Rhs) {
			return rightFirst(st)
		}
	case *ast.LocalAssignStmt:
		mendExprs(st.Exprs)
	case *ast.FuncCallStmt:
		mendExpr(st.Expr)
	case *ast.DoBlockStmt:
		mend(st.Stmts)
	case *ast.WhileStmt:
		mendExpr(st.Condition)
		mend(st.Stmts)
	case *ast.RepeatStmt:
		mendExpr(st.Condition)
		mend(st.Stmts)
	case *ast.IfStmt:
		mendExpr(st.Condition)
		mend(st.Then)
		mend(st.Else)
	case *ast.NumberForStmt:
		mendExprs([]ast.Expr{st.Init, st.Limit, st.Step})
		mend(st.Stmts)
	case *ast.GenericForStmt:
		mendExprs(st.Exprs)
		mend(st.Stmts)
		if beginsWithJump(st.Stmts) {
			st.Stmts = append([]ast.Stmt{instruction(st)}, st.Stmts...)
		}
		if !isPlainCall(st.Exprs) {
			return listFirst(st)
		}
	case *ast.FuncDefStmt:
		mendExpr(st.Func)
	case *ast.ReturnStmt:
		mendExprs(st.Exprs)
	}
	return st
}

func mendExprs(exprs []ast.Expr) {
	for _, e := range exprs {
		mendExpr(e)
	}
}

// mendExpr mends the functions and the tables within an expression; nothing else
// in one needs it.
func mendExpr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.FunctionExpr:
		mend(e.Stmts)
		return
	case *ast.TableExpr:
		mendTable(e)
	}
	mendExprs(parts(e))
}

// parts are the expressions that e is made of; a function's are not among them,
// and some may be nil.
func parts(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.AttrGetExpr:
		return []ast.Expr{e.Object, e.Key}
	case *ast.TableExpr:
		var list []ast.Expr
		for _, f := range e.Fields {
			list = append(list, f.Key, f.Value)
		}
		return list
	case *ast.FuncCallExpr:
		return append([]ast.Expr{e.Func, e.Receiver}, e.Args...)
	case *ast.LogicalOpExpr:
		return []ast.Expr{e.Lhs, e.Rhs}
	case *ast.RelationalOpExpr:
		return []ast.Expr{e.Lhs, e.Rhs}
	case *ast.StringConcatOpExpr:
		return []ast.Expr{e.Lhs, e.Rhs}
	case *ast.ArithmeticOpExpr:
		return []ast.Expr{e.Lhs, e.Rhs}
	case *ast.UnaryMinusOpExpr:
		return []ast.Expr{e.Expr}
	case *ast.UnaryNotOpExpr:
		return []ast.Expr{e.Expr}
	case *ast.UnaryLenOpExpr:
		return []ast.Expr{e.Expr}
	}
	return nil
}

// hidden is a local's name that cannot be written in a script, and so keeps out
// of its way.
func hidden(name string, i int) string { return fmt.Sprintf("(%s %d)", name, i) }

func hiddenIdent(name string, i int, like ast.PositionHolder) ast.Expr {
	id := &ast.IdentExpr{Value: hidden(name, i)}
	placeAt(id, like)
	return id
}

// placeAt gives n the lines of like.
func placeAt(n, like ast.PositionHolder) {
	n.SetLine(like.Line())
	n.SetLastLine(like.LastLine())
}
