package check

import "github.com/yuin/gopher-lua/ast"

// parts are the expressions that an operator or a table is made of.
func parts(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.TableExpr:
		var list []ast.Expr
		for _, f := range e.Fields {
			if f.Key != nil {
				list = append(list, f.Key)
			}
			list = append(list, f.Value)
		}
		return list
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

// visit calls fn with every statement, those within functions too.
func visit(stmts []ast.Stmt, fn func(ast.Stmt)) {
	for _, st := range stmts {
		fn(st)
		for _, e := range expressions(st) {
			visitExpr(e, fn)
		}
		for _, inner := range blocks(st) {
			visit(inner, fn)
		}
	}
}

func visitExpr(e ast.Expr, fn func(ast.Stmt)) {
	switch e := e.(type) {
	case *ast.FunctionExpr:
		visit(e.Stmts, fn)
	case *ast.AttrGetExpr:
		visitExpr(e.Object, fn)
		visitExpr(e.Key, fn)
	case *ast.FuncCallExpr:
		visitExpr(e.Func, fn)
		visitExpr(e.Receiver, fn)
		for _, arg := range e.Args {
			visitExpr(arg, fn)
		}
	default:
		for _, part := range parts(e) {
			visitExpr(part, fn)
		}
	}
}

// expressions are those that stand in a statement itself.
func expressions(st ast.Stmt) []ast.Expr {
	switch st := st.(type) {
	case *ast.AssignStmt:
		return append(append([]ast.Expr{}, st.Lhs...), st.Rhs...)
	case *ast.LocalAssignStmt:
		return st.Exprs
	case *ast.FuncCallStmt:
		return []ast.Expr{st.Expr}
	case *ast.WhileStmt:
		return []ast.Expr{st.Condition}
	case *ast.RepeatStmt:
		return []ast.Expr{st.Condition}
	case *ast.IfStmt:
		return []ast.Expr{st.Condition}
	case *ast.NumberForStmt:
		return []ast.Expr{st.Init, st.Limit, st.Step}
	case *ast.GenericForStmt:
		return st.Exprs
	case *ast.FuncDefStmt:
		return []ast.Expr{st.Func}
	case *ast.ReturnStmt:
		return st.Exprs
	}
	return nil
}

// blocks are the statements within a statement.
func blocks(st ast.Stmt) [][]ast.Stmt {
	switch st := st.(type) {
	case *ast.DoBlockStmt:
		return [][]ast.Stmt{st.Stmts}
	case *ast.WhileStmt:
		return [][]ast.Stmt{st.Stmts}
	case *ast.RepeatStmt:
		return [][]ast.Stmt{st.Stmts}
	case *ast.IfStmt:
		return [][]ast.Stmt{st.Then, st.Else}
	case *ast.NumberForStmt:
		return [][]ast.Stmt{st.Stmts}
	case *ast.GenericForStmt:
		return [][]ast.Stmt{st.Stmts}
	}
	return nil
}
