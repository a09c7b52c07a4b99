package docs

import (
	"fmt"
	"strings"

	"luafut/luabind/bind"
)

// SharedTypes is the name of the file that LuaCATS gives besides those of modules.
const SharedTypes = "luafut"

// LuaCATS gives the annotation files of modules for lua-language-server, by the
// modules' names, and one of what belongs to none of them or to several.
func LuaCATS(modules []*bind.Module) map[string]string {
	users := map[string]int{} // modules that have an options table, by its name
	for _, m := range modules {
		for _, p := range moduleTables(m) {
			users[p.Name]++
		}
	}
	files := map[string]string{}
	var shared []*bind.Plan
	for _, m := range modules {
		var own []*bind.Plan
		for _, p := range moduleTables(m) {
			switch {
			case users[p.Name] == 1:
				own = append(own, p)
			case users[p.Name] > 1:
				shared = append(shared, p)
				users[p.Name] = 0
			}
		}
		files[m.Name] = annotateModule(m, own)
	}
	files[SharedTypes] = annotateShared(shared)
	return files
}

// moduleTables are the options tables of a module's functions and methods.
func moduleTables(m *bind.Module) []*bind.Plan {
	seen := map[string]bool{}
	plans := optionTables(m.Funcs, seen)
	for _, c := range m.Classes {
		plans = append(plans, optionTables(c.Methods, seen)...)
	}
	return plans
}

func annotateTables(b *strings.Builder, plans []*bind.Plan) {
	for _, p := range plans {
		fmt.Fprintf(b, "\n---@class %s\n", p.Name)
		for _, f := range p.Fields {
			fmt.Fprintf(b, "---@field %s? %s %s\n", f.Name, f.Type.Name, oneLine(f.Doc))
		}
	}
}

func annotateModule(m *bind.Module, tables []*bind.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---@meta %s\n", m.Name)
	annotateTables(&b, tables)
	for _, c := range m.Classes {
		annotateClass(&b, c)
	}
	fmt.Fprintf(&b, "\n%s---@class %slib\n", comment(m.Doc), m.Name)
	for _, v := range m.Values {
		fmt.Fprintf(&b, "---@field %s %s %s\n", v.Name, v.Type.Name, oneLine(v.Doc))
	}
	for _, k := range m.Kinds {
		fmt.Fprintf(&b, "---@field %s Kind %s\n", k.Name, oneLine(k.Doc))
	}
	fmt.Fprintf(&b, "local %s = {}\n", m.Name)
	for i := range m.Funcs {
		annotate(&b, m.Name+".", &m.Funcs[i])
	}
	fmt.Fprintf(&b, "\nreturn %s\n", m.Name)
	return b.String()
}

func annotateShared(tables []*bind.Plan) string {
	var b strings.Builder
	b.WriteString("---@meta " + SharedTypes + "\n\n---What an error is: errors.is asks for it, and a call makes an error of it.\n---@class Kind\n" +
		"---@overload fun(message: string?, fields: table?): table\n")
	annotateClass(&b, bind.IteratorClass)
	annotateTables(&b, tables)
	return b.String()
}

// annotateClass prints a class. A for loop calls what it goes through, and a
// class whose objects belong to the script has any field.
func annotateClass(b *strings.Builder, c *bind.Class) {
	fmt.Fprintf(b, "\n%s---@class %s\n", comment(c.Doc), c.Name)
	for _, f := range c.Fields {
		fmt.Fprintf(b, "---@field %s %s %s\n", f.Name, f.Type.Name, oneLine(f.Doc))
	}
	if c.Open {
		b.WriteString("---@field [string] any\n")
	}
	for _, f := range c.Meta {
		if f.Name == "__call" {
			b.WriteString("---@overload fun(...: any): any, any, any\n")
		}
	}
	fmt.Fprintf(b, "local %s = {}\n", c.Name)
	for i := range c.Methods {
		if callable(&c.Methods[i]) {
			annotate(b, c.Name+":", &c.Methods[i])
		}
	}
}

// comment is a doc as lines that the language server shows.
func comment(doc string) string {
	return "---" + strings.ReplaceAll(doc, "\n", "\n---") + "\n"
}

func oneLine(doc string) string { return strings.ReplaceAll(doc, "\n", " ") }

// annotate prints a function; a name that is a word of Lua is given as a field.
func annotate(b *strings.Builder, owner string, f *bind.Func) {
	b.WriteString("\n" + comment(f.Doc))
	var names []string
	for _, p := range f.Params {
		names = append(names, p.Name)
		mark := ""
		if p.Optional && p.Name != "..." {
			mark = "?"
		}
		fmt.Fprintf(b, "---@param %s%s %s %s\n", p.Name, mark, p.Type.Name, oneLine(p.Doc))
	}
	for _, r := range strings.Split(f.Returns, ", ") {
		if r != "" {
			fmt.Fprintf(b, "---@return %s\n", strings.TrimSpace(strings.TrimSuffix(r, "...")))
		}
	}
	fmt.Fprintf(b, "function %s%s(%s) end\n", owner, f.Name, strings.Join(names, ", "))
}
