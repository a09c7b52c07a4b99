// Package docs prints what the rows say: the reference as Markdown, and editor
// annotations for lua-language-server.
//
//	index.go      the first page of the reference
//	markdown.go   the reference, one page a module
//	luacats.go    ---@meta files, one a module
//	text.go       what a terminal shows: luafut doc, help at the prompt
//	reference/    the pages, held to the rows by a test
//	meta/         the annotations, likewise
//	guide/        the chapters, written by hand; tests/docs runs their code
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

// optionTables are the options tables that the functions of a module take, and
// those that are options in them, in the order in which they come, each once.
func optionTables(funcs []bind.Func, seen map[string]bool) []*bind.Plan {
	var list []*bind.Plan
	var add func(t *bind.Type)
	add = func(t *bind.Type) {
		for _, plan := range t.Plans() {
			if seen[plan.Name] {
				continue
			}
			seen[plan.Name] = true
			list = append(list, plan)
			for _, f := range plan.Fields {
				add(f.Type)
			}
		}
	}
	for i := range funcs {
		for _, p := range funcs[i].Params {
			add(p.Type)
		}
	}
	return list
}
