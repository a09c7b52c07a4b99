package vm

import "github.com/yuin/gopher-lua/ast"

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
