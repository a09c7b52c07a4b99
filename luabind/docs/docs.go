// Package docs prints what the rows say: the reference as Markdown, and editor
// annotations for lua-language-server.
//
//	markdown.go   the reference, one page a module
//	luacats.go    ---@meta files, one a module
//	reference/    the pages, held to the rows by a test
//	meta/         the annotations, likewise
//
// After a change of rows: go test ./luabind/docs -update
package docs

import (
	"strings"

	"luafut/luabind/bind"
)

// callable reports whether a method is one that a script calls by its name,
// not a metamethod.
func callable(f *bind.Func) bool { return !strings.HasPrefix(f.Name, "__") }

// optionTables are the options tables that the functions of a module take, in
// the order in which they come, each once.
func optionTables(funcs []bind.Func, seen map[string]bool) []*bind.Plan {
	var list []*bind.Plan
	for i := range funcs {
		for _, p := range funcs[i].Params {
			for _, plan := range p.Type.Plans() {
				if !seen[plan.Name] {
					seen[plan.Name] = true
					list = append(list, plan)
				}
			}
		}
	}
	return list
}
