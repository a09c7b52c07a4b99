// Package check finds mistakes in a script without running it: what does not
// compile, modules, globals and members of modules that are not there, options that
// a function does not take, arguments of the wrong number or type, locals that
// are never used. What modules hold it knows from their rows.
//
//	check.go    problems; the passes over a file
//	walk.go     statements and expressions, with the names that are in scope
//	types.go    what an expression is, where that can be told
//	calls.go    calls of functions that are known
//	tree.go     what a statement or an expression is made of
//	columns.go  where on its line a name stands
package check

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/gopher-lua/ast"

	"luafut/luabind/explain"
	"luafut/luabind/source"
	"luafut/luabind/vm"
)

// The rules that a problem can break.
const (
	Syntax    = "syntax"
	Global    = "global"
	Member    = "member"
	Module    = "module"
	Option    = "option"
	Arguments = "arguments"
	Unused    = "unused"
)

// Problem is a mistake.
type Problem struct {
	File string `json:"file"`
	// Line and Column count from 1, the column in bytes; 0 where it is not known.
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// String is "FILE:LINE:COLUMN: MESSAGE (RULE)".
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s (%s)", p.File, p.Line, max(1, p.Column), p.Message, p.Rule)
}

// Source finds the mistakes in a text, in the order of its lines. A text that
// does not compile has that one only.
func Source(file, text string, world explain.World) []Problem {
	if _, err := vm.Compile(file, text); err != nil {
		return []Problem{syntaxProblem(file, err, world)}
	}
	stmts, err := vm.Parse(file, text)
	if err != nil {
		return []Problem{syntaxProblem(file, err, world)}
	}
	c := &checker{
		file: file, world: world, columns: columnsOf(source.Tokens(text)),
		globals: map[string]bool{"arg": true}, members: map[string]bool{},
	}
	c.collect(stmts)
	c.function(nil, stmts, false)
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return c.problems
}

func syntaxProblem(file string, err error, world explain.World) Problem {
	p := Problem{File: file, Rule: Syntax, Message: err.Error()}
	var syntax *vm.SyntaxError
	if errors.As(err, &syntax) {
		advice := world.Syntax(syntax)
		p.Line, p.Column = syntax.Line, syntax.Column
		if advice.Column > 0 {
			p.Line, p.Column = advice.Line, advice.Column
		}
		p.Message = syntax.Error()
		if _, after, found := strings.Cut(p.Message, ": "); found {
			p.Message = after
		}
		if advice.Hint != "" {
			p.Message += "; " + advice.Hint
		}
	}
	return p
}

// checker looks at one file.
type checker struct {
	file     string
	world    explain.World
	columns  columns
	globals  map[string]bool // that the file sets somewhere
	members  map[string]bool // "module.name" that the file sets somewhere
	scope    *scope
	problems []Problem
}

func (c *checker) report(line int, column int, rule, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: c.file, Line: line, Column: column, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// collect notes what the file assigns to, anywhere: a function may use what is
// set below it.
func (c *checker) collect(stmts []ast.Stmt) {
	target := func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.IdentExpr:
			c.globals[e.Value] = true
		case *ast.AttrGetExpr:
			object, ok := e.Object.(*ast.IdentExpr)
			key, isName := e.Key.(*ast.StringExpr)
			if ok && isName {
				c.members[object.Value+"."+key.Value] = true
				if object.Value == "_G" {
					c.globals[key.Value] = true
				}
			}
		}
	}
	visit(stmts, func(st ast.Stmt) {
		switch st := st.(type) {
		case *ast.AssignStmt:
			for _, e := range st.Lhs {
				target(e)
			}
		case *ast.FuncDefStmt:
			if st.Name.Func != nil {
				target(st.Name.Func)
			} else if receiver, ok := st.Name.Receiver.(*ast.IdentExpr); ok {
				c.members[receiver.Value+"."+st.Name.Method] = true
			}
		}
	})
}
