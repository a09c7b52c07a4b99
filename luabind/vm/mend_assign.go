package vm

import "github.com/yuin/gopher-lua/ast"

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

func isIndex(e ast.Expr) bool {
	_, ok := e.(*ast.AttrGetExpr)
	return ok
}

// astray reports whether gopher-lua's code for an assignment of e to a local goes
// wrong: an and, an or, or a call in brackets.
func astray(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.LogicalOpExpr:
		return true
	case *ast.FuncCallExpr:
		return e.AdjustRet
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
