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
			fmt.Fprintf(&b, "---@field %s? %s %s\n", f.Name, f.Type.Name, f.Doc)
		}
	}
	for _, c := range m.Classes {
		fmt.Fprintf(&b, "\n---%s\n---@class %s\n", c.Doc, c.Name)
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "---@field %s %s %s\n", f.Name, f.Type.Name, f.Doc)
		}
		fmt.Fprintf(&b, "local %s = {}\n", c.Name)
		for i := range c.Methods {
			if callable(&c.Methods[i]) {
				annotate(&b, c.Name+":", &c.Methods[i])
			}
		}
	}
	fmt.Fprintf(&b, "\n---%s\n---@class %slib\n", m.Doc, m.Name)
	for _, v := range m.Values {
		fmt.Fprintf(&b, "---@field %s %s %s\n", v.Name, v.Type.Name, v.Doc)
	}
	for _, k := range m.Kinds {
		fmt.Fprintf(&b, "---@field %s table %s\n", k.Name, k.Doc)
	}
	fmt.Fprintf(&b, "local %s = {}\n", m.Name)
	for i := range m.Funcs {
		annotate(&b, m.Name+".", &m.Funcs[i])
	}
	fmt.Fprintf(&b, "\nreturn %s\n", m.Name)
	return b.String()
}

// annotate prints a function; a name that is a word of Lua is given as a field.
func annotate(b *strings.Builder, owner string, f *bind.Func) {
	b.WriteString("\n---" + f.Doc + "\n")
	var names []string
	for _, p := range f.Params {
		names = append(names, p.Name)
		mark := ""
		if p.Optional && p.Name != "..." {
			mark = "?"
		}
		fmt.Fprintf(b, "---@param %s%s %s %s\n", p.Name, mark, p.Type.Name, p.Doc)
	}
	for _, r := range strings.Split(f.Returns, ", ") {
		if r != "" {
			fmt.Fprintf(b, "---@return %s\n", strings.TrimSuffix(r, " ..."))
		}
	}
	fmt.Fprintf(b, "function %s%s(%s) end\n", owner, f.Name, strings.Join(names, ", "))
}
