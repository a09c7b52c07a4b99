package vm

import (
	"fmt"

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
// An assignment to several targets, a field among them, mixes up its registers
// where a field is assigned a local: b, a.x = v1, v2 makes b "x". It becomes
// assignments of one target each.
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
		if hasIndex(st.Lhs) && (len(st.Lhs) > 1 || anyCanCall(st.Rhs)) {
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

// mendExpr looks for functions within an expression; nothing else in one needs
// mending.
func mendExpr(e ast.Expr) {
	if fn, ok := e.(*ast.FunctionExpr); ok {
		mend(fn.Stmts)
		return
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

// beginsWithJump reports whether the first instruction of a block can be an
// unconditional jump: conditions that are constants are compiled to one.
func beginsWithJump(stmts []ast.Stmt) bool {
	if len(stmts) == 0 {
		return true
	}
	switch st := stmts[0].(type) {
	case *ast.BreakStmt, *ast.GotoStmt, *ast.LabelStmt, *ast.WhileStmt, *ast.RepeatStmt, *ast.DoBlockStmt:
		return true
	case *ast.IfStmt:
		return isConstant(st.Condition)
	case *ast.LocalAssignStmt:
		return len(st.Exprs) == 0
	}
	return false
}

// isConstant reports whether a condition may be decided by the compiler.
func isConstant(e ast.Expr) bool {
	switch e := e.(type) {
	case ast.ConstExpr:
		return true
	case *ast.LogicalOpExpr:
		return isConstant(e.Lhs)
	case *ast.UnaryNotOpExpr:
		return isConstant(e.Expr)
	}
	return false
}

// instruction is a statement of one instruction that does nothing.
func instruction(at ast.Stmt) ast.Stmt {
	value := &ast.TrueExpr{}
	value.SetLine(at.Line())
	value.SetLastLine(at.Line())
	local := &ast.LocalAssignStmt{Names: []string{"(nothing)"}, Exprs: []ast.Expr{value}}
	local.SetLine(at.Line())
	local.SetLastLine(at.Line())
	block := &ast.DoBlockStmt{Stmts: []ast.Stmt{local}}
	block.SetLine(at.Line())
	block.SetLastLine(at.Line())
	return block
}

// isPlainCall reports whether a list of expressions is one call of a name, of a
// field of one, or of a method of such or of another plain call.
func isPlainCall(exprs []ast.Expr) bool {
	if len(exprs) != 1 {
		return false
	}
	call, ok := exprs[0].(*ast.FuncCallExpr)
	switch {
	case !ok:
		return false
	case call.Func != nil:
		return isPath(call.Func)
	}
	return isPath(call.Receiver) || isPlainCall([]ast.Expr{call.Receiver})
}

// isPath reports whether e is a name, or a field of one with a constant key.
func isPath(e ast.Expr) bool {
	for {
		switch at := e.(type) {
		case *ast.IdentExpr:
			return true
		case *ast.AttrGetExpr:
			if _, constant := at.Key.(ast.ConstExpr); !constant {
				return false
			}
			e = at.Object
		default:
			return false
		}
	}
}

// listFirst makes
//
//	for k, v in LIST do … end
//
// into
//
//	do local g, s, c = LIST; for k, v in g, s, c do … end end
func listFirst(st *ast.GenericForStmt) ast.Stmt {
	list := &ast.LocalAssignStmt{Exprs: st.Exprs}
	st.Exprs = nil
	for i := range 3 {
		list.Names = append(list.Names, hidden("list", i))
		st.Exprs = append(st.Exprs, hiddenIdent("list", i, st))
	}
	list.SetLine(st.Line())
	list.SetLastLine(st.Line())
	block := &ast.DoBlockStmt{Stmts: []ast.Stmt{list, st}}
	placeAt(block, st)
	return block
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

// rightFirst makes
//
//	a[i], b = f()
//
// into
//
//	do local v1, v2 = f(); local o1, k1 = a, i; b = v2; o1[k1] = v1 end
func rightFirst(st *ast.AssignStmt) ast.Stmt {
	values := &ast.LocalAssignStmt{Exprs: st.Rhs}
	places := &ast.LocalAssignStmt{}
	block := &ast.DoBlockStmt{Stmts: []ast.Stmt{values}}
	place := func(name string, i int, e ast.Expr) ast.Expr {
		if _, constant := e.(ast.ConstExpr); constant || len(st.Lhs) == 1 {
			return e
		}
		places.Names = append(places.Names, hidden(name, i))
		places.Exprs = append(places.Exprs, e)
		return hiddenIdent(name, i, st)
	}
	targets := make([]ast.Expr, len(st.Lhs))
	for i, lhs := range st.Lhs {
		values.Names = append(values.Names, hidden("value", i))
		targets[i] = lhs
		if index, ok := lhs.(*ast.AttrGetExpr); ok {
			target := &ast.AttrGetExpr{Object: place("object", i, index.Object), Key: place("key", i, index.Key)}
			placeAt(target, lhs)
			targets[i] = target
		}
	}
	if len(places.Names) > 0 {
		block.Stmts = append(block.Stmts, places)
	}
	for i := len(targets) - 1; i >= 0; i-- {
		block.Stmts = append(block.Stmts, &ast.AssignStmt{Lhs: targets[i : i+1], Rhs: []ast.Expr{hiddenIdent("value", i, st)}})
	}
	for _, s := range block.Stmts {
		placeAt(s, st)
	}
	placeAt(block, st)
	return block
}

func hasIndex(exprs []ast.Expr) bool {
	for _, e := range exprs {
		if _, ok := e.(*ast.AttrGetExpr); ok {
			return true
		}
	}
	return false
}

func anyCanCall(exprs []ast.Expr) bool {
	for _, e := range exprs {
		if canCall(e) {
			return true
		}
	}
	return false
}

// canCall reports whether evaluating e can call something: a function, or a
// metamethod.
func canCall(e ast.Expr) bool {
	switch e := e.(type) {
	case ast.ConstExpr, *ast.Comma3Expr, *ast.IdentExpr, *ast.FunctionExpr:
		return false
	case *ast.TableExpr:
		for _, f := range e.Fields {
			if f.Key != nil && canCall(f.Key) || canCall(f.Value) {
				return true
			}
		}
		return false
	case *ast.LogicalOpExpr:
		return canCall(e.Lhs) || canCall(e.Rhs)
	case *ast.UnaryNotOpExpr:
		return canCall(e.Expr)
	}
	return true
}
