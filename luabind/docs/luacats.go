package docs

import (
	"fmt"
	"strings"

	"luafut/luabind/bind"
)

// LuaCATS is the annotation file of a module for lua-language-server.
func LuaCATS(m *bind.Module) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---@meta %s\n", m.Name)
	seen := map[string]bool{}
	plans := optionTables(m.Funcs, seen)
	for _, c := range m.Classes {
		plans = append(plans, optionTables(c.Methods, seen)...)
	}
	for _, p := range plans {
		fmt.Fprintf(&b, "\n---@class %s\n", p.Name)
		for _, f := range p.Fields {
			fmt.Fprintf(&b, "---@field %s? %s %s\n", f.Name, f.Type.Name, oneLine(f.Doc))
		}
	}
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

// SharedLuaCATS is the annotation file of the classes that belong to no module.
func SharedLuaCATS() string {
	var b strings.Builder
	b.WriteString("---@meta luafut\n\n---What an error is: errors.is asks for it, and a call makes an error of it.\n---@class Kind\n" +
		"---@overload fun(message: string?, fields: table?): table\n")
	annotateClass(&b, bind.IteratorClass)
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
