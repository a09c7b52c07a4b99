package check

import (
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"

	"luafut/luabind/bind"
)

// call looks at the arguments of a call of a function that is known.
func (c *checker) call(e *ast.FuncCallExpr) {
	callee := c.callee(e)
	if callee.fn == nil {
		c.callsField(e)
		return
	}
	name := strings.TrimPrefix(callee.owner+callee.fn.Name, "_G.")
	column := c.columns.of(e.Line(), callee.fn.Name, callee.owner != "")
	args := e.Args
	if !callee.method && e.Func == nil { // module:fn(…)
		c.report(e.Line(), c.columns.of(e.Line(), callee.fn.Name, true), Arguments, "%s is a function of a module: call it with a dot, as %s(…)", name, name)
		return
	}
	if callee.method && e.Func != nil { // obj.method(obj, …)
		if len(args) == 0 {
			c.report(e.Line(), column, Arguments, "%s is a method: call it with a colon, as x:%s(…)", name, callee.fn.Name)
			return
		}
		if c.isNo(args[0], callee) {
			c.report(e.Line(), column, Arguments, "%s is a method: call it with a colon, as x:%s(…)", name, callee.fn.Name)
			return
		}
		args = args[1:]
	}
	c.count(e, name, column, callee.fn, args)
	for i, arg := range args {
		p := parameter(callee.fn, i)
		if p == nil {
			return
		}
		c.argument(name, i+1, p, arg)
	}
}

// isNo reports whether an argument cannot be the object of a method.
func (c *checker) isNo(arg ast.Expr, method kind) bool {
	switch arg.(type) {
	case ast.ConstExpr, *ast.TableExpr, *ast.FunctionExpr:
		return true
	}
	k := c.of(arg)
	return k.fn != nil || k.module != nil || k.class != nil && k.class.Name+":" != method.owner
}

// callsField reports a call of a field that holds no function.
func (c *checker) callsField(e *ast.FuncCallExpr) {
	object, name := e.Receiver, e.Method
	if member, ok := e.Func.(*ast.AttrGetExpr); ok {
		key, isName := member.Key.(*ast.StringExpr)
		if !isName {
			return
		}
		object, name = member.Object, key.Value
	}
	if object == nil {
		return
	}
	owner := c.of(object)
	if owner.class == nil {
		return
	}
	for _, f := range owner.class.Fields {
		switch {
		case f.Name != name:
		case f.Type == bind.String, f.Type == bind.Number, f.Type == bind.Integer, f.Type == bind.Boolean:
			c.report(e.Line(), c.columns.of(e.Line(), name, true), Arguments, "%s of a %s is a %s and no function: it is read without brackets, as x.%s", name, owner.class.Name, f.Type.Name, name)
		}
	}
}

// parameter is the one that argument i, from 0, is for; nil for none.
func parameter(fn *bind.Func, i int) *bind.Param {
	if n := len(fn.Params); i >= n {
		if n == 0 || fn.Params[n-1].Name != "..." {
			return nil
		}
		i = n - 1
	}
	return &fn.Params[i]
}

// count compares how many arguments there are with what the function takes.
func (c *checker) count(e *ast.FuncCallExpr, name string, column int, fn *bind.Func, args []ast.Expr) {
	required, most := 0, len(fn.Params)
	for i, p := range fn.Params {
		if p.Name == "..." {
			most = -1
		} else if !p.Optional {
			required = i + 1
		}
	}
	if most >= 0 && len(args) > most {
		c.report(e.Line(), column, Arguments, "%s takes %s, not %d: %s", name, arguments("at most", most), len(args), fn.Signature(""))
	}
	if len(args) < required && !open(args) {
		c.report(e.Line(), column, Arguments, "%s wants %s, not %d: %s", name, arguments("at least", required), len(args), fn.Signature(""))
	}
}

func arguments(bound string, n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return bound + " 1 argument"
	}
	return bound + " " + strconv.Itoa(n) + " arguments"
}

// open reports whether the last argument can stand for any number of them.
func open(args []ast.Expr) bool {
	if len(args) == 0 {
		return false
	}
	switch last := args[len(args)-1].(type) {
	case *ast.FuncCallExpr:
		return !last.AdjustRet
	case *ast.Comma3Expr:
		return !last.AdjustRet
	}
	return false
}

// argument compares a literal argument with its parameter's type.
func (c *checker) argument(name string, i int, p *bind.Param, arg ast.Expr) {
	if t, ok := arg.(*ast.TableExpr); ok {
		if plan := onlyOptions(p.Type); plan != nil {
			c.options(name, plan, t)
		}
		return
	}
	v := literal(arg)
	if v == nil || v == lua.LNil && (p.Optional || p.Type == bind.Any) || coerced(v, p.Type) {
		return
	}
	if v == lua.LNil || !p.Type.Accepts(v) {
		which := ""
		if p.Name != "..." {
			which = " '" + p.Name + "'"
		}
		c.report(arg.Line(), 0, Arguments, "argument %d%s of %s must be %s, not %s", i, which, name, p.Type.Want, bind.Show(v))
	}
}

// coerced reports whether the language's own libraries take v for the type:
// numbers for strings, and numerals for numbers.
func coerced(v lua.LValue, t *bind.Type) bool {
	switch v.(type) {
	case lua.LNumber:
		return t.Accepts(lua.LString(v.String()))
	case lua.LString:
		n := lua.LVAsNumber(v)
		return n != 0 && t.Accepts(n)
	}
	return false
}

// onlyOptions is the plan of a type for which every table is options, nil where
// another table would do too.
func onlyOptions(t *bind.Type) *bind.Plan {
	plans := t.Plans()
	if len(plans) != 1 {
		return nil
	}
	for _, part := range strings.Split(t.Name, "|") {
		if part == "table" || part == "any" || strings.HasSuffix(part, "[]") {
			return nil
		}
	}
	return plans[0]
}

// options looks at the keys of an options table.
func (c *checker) options(name string, plan *bind.Plan, t *ast.TableExpr) {
	for _, field := range t.Fields {
		if field.Key == nil {
			if _, rest := field.Value.(*ast.Comma3Expr); !rest {
				c.report(field.Value.Line(), 0, Option, "%s: options are named, but the table has a value without a name", name)
			}
			continue
		}
		key, ok := field.Key.(*ast.StringExpr)
		if !ok {
			continue
		}
		option := planField(plan, key.Value)
		line := key.Line()
		column := c.columns.of(line, key.Value, false)
		if option == nil {
			c.report(line, column, Option, "%s has no option '%s'%s", name, key.Value, plan.Hint(key.Value))
			continue
		}
		if v := literal(field.Value); v != nil && v != lua.LNil && v != lua.LFalse && !option.Type.Accepts(v) {
			c.report(line, column, Option, "option '%s' of %s must be %s, not %s", key.Value, name, option.Type.Want, bind.Show(v))
		}
	}
}

func planField(plan *bind.Plan, name string) *bind.PlanField {
	for i := range plan.Fields {
		if plan.Fields[i].Name == name {
			return &plan.Fields[i]
		}
	}
	return nil
}

// literal is the value of a constant, nil for another expression.
func literal(e ast.Expr) lua.LValue {
	switch e := e.(type) {
	case *ast.NilExpr:
		return lua.LNil
	case *ast.TrueExpr:
		return lua.LTrue
	case *ast.FalseExpr:
		return lua.LFalse
	case *ast.StringExpr:
		return lua.LString(e.Value)
	case *ast.NumberExpr:
		if n, err := strconv.ParseFloat(e.Value, 64); err == nil {
			return lua.LNumber(n)
		}
	}
	return nil
}
