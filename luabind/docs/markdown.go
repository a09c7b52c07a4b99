package docs

import (
	"fmt"
	"strings"

	"luafut/luabind/bind"
)

// Markdown is the reference page of a module.
func Markdown(m *bind.Module) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", m.Name, m.Doc)
	if m.Name != "_G" {
		fmt.Fprintf(&b, "\n```lua\nlocal %s = require \"%s\"\n```\n", m.Name, m.Name)
	}
	owner := functionOwner(m)
	for i := range m.Funcs {
		writeFunc(&b, owner, &m.Funcs[i])
	}
	for _, c := range m.Classes {
		writeClass(&b, c)
	}
	seen := map[string]bool{}
	plans := optionTables(m.Funcs, seen)
	for _, c := range m.Classes {
		plans = append(plans, optionTables(c.Methods, seen)...)
	}
	for _, p := range plans {
		writeOptions(&b, p)
	}
	if len(m.Values) > 0 {
		b.WriteString("\n## Values\n\n")
		for _, v := range m.Values {
			fmt.Fprintf(&b, "- `%s%s` (%s): %s\n", owner, v.Name, v.Type.Name, v.Doc)
		}
	}
	if len(m.Kinds) > 0 {
		b.WriteString("\n## Error kinds\n\n")
		for _, k := range m.Kinds {
			var parents []string
			for _, p := range k.Parents {
				parents = append(parents, "`"+p.Name+"`")
			}
			below := ""
			if len(parents) > 0 {
				below = " (below " + strings.Join(parents, " and ") + ")"
			}
			fmt.Fprintf(&b, "- `%s%s`%s: %s\n", owner, k.Name, below, k.Doc)
		}
	}
	return b.String()
}

func writeFunc(b *strings.Builder, owner string, f *bind.Func) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n", f.Signature(owner), f.Doc)
	if len(f.Params) > 0 {
		b.WriteString("\n")
	}
	for _, p := range f.Params {
		optional := ""
		if p.Optional && p.Name != "..." {
			optional = ", optional"
		}
		fmt.Fprintf(b, "- `%s` (%s%s)", p.Name, p.Type.Name, optional)
		if p.Doc != "" {
			b.WriteString(": " + p.Doc)
		}
		b.WriteString("\n")
	}
	if len(f.Raises) > 0 {
		var names []string
		for _, k := range f.Raises {
			names = append(names, "`"+k.Name+"`")
		}
		fmt.Fprintf(b, "\nRaises %s.\n", strings.Join(names, ", "))
	}
	if f.Example != "" {
		fmt.Fprintf(b, "\n```lua\n%s\n```\n", f.Example)
	}
}

func writeClass(b *strings.Builder, c *bind.Class) {
	fmt.Fprintf(b, "\n# %s\n\n%s\n", c.Name, c.Doc)
	if len(c.Fields) > 0 {
		b.WriteString("\n")
	}
	for _, f := range c.Fields {
		access := ""
		if f.Set != nil {
			access = ", may be set"
		}
		fmt.Fprintf(b, "- `%s` (%s%s): %s\n", f.Name, f.Type.Name, access, f.Doc)
	}
	for i := range c.Methods {
		if callable(&c.Methods[i]) {
			writeFunc(b, c.Variable()+":", &c.Methods[i])
		}
	}
}

func writeOptions(b *strings.Builder, p *bind.Plan) {
	fmt.Fprintf(b, "\n## %s\n\nOptions:\n\n", p.Name)
	for _, f := range p.Fields {
		fmt.Fprintf(b, "- `%s` (%s): %s\n", f.Name, f.Type.Name, f.Doc)
	}
}
