package docs

import (
	"fmt"
	"strings"

	"luafut/luabind/bind"
)

// textWidth is where lines of text for a terminal are broken.
const textWidth = 96

// Overview lists modules with what they are for, a line each.
func Overview(modules []*bind.Module) string {
	var b strings.Builder
	for _, m := range modules {
		first, _, _ := strings.Cut(m.Doc, ". ")
		fmt.Fprintf(&b, "%-10s %s\n", m.Name, first)
	}
	return b.String()
}

// ModuleText is what a terminal shows of a module: what it holds, a line each.
func ModuleText(m *bind.Module) string {
	var b strings.Builder
	b.WriteString(wrapped(m.Name+": "+m.Doc, "") + "\n")
	owner := functionOwner(m)
	listFuncs(&b, "Functions", owner, m.Funcs)
	for _, c := range m.Classes {
		fmt.Fprintf(&b, "\n%s: %s\n", c.Name, sentence(c.Doc))
	}
	if len(m.Values) > 0 {
		b.WriteString("\nValues:\n")
		for _, v := range m.Values {
			fmt.Fprintf(&b, "  %s%s: %s\n", owner, v.Name, sentence(v.Doc))
		}
	}
	if len(m.Kinds) > 0 {
		b.WriteString("\nError kinds:\n")
		for _, k := range m.Kinds {
			fmt.Fprintf(&b, "  %s%s: %s\n", owner, k.Name, sentence(k.Doc))
		}
	}
	return b.String()
}

// ClassText is what a terminal shows of a class.
func ClassText(c *bind.Class) string {
	var b strings.Builder
	b.WriteString(wrapped(c.Name+": "+c.Doc, "") + "\n")
	if len(c.Fields) > 0 {
		b.WriteString("\nFields:\n")
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "  %s (%s): %s\n", f.Name, f.Type.Name, sentence(f.Doc))
		}
	}
	listFuncs(&b, "Methods", ":", c.Methods)
	return b.String()
}

func listFuncs(b *strings.Builder, title, owner string, funcs []bind.Func) {
	if len(funcs) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	for i := range funcs {
		if callable(&funcs[i]) {
			fmt.Fprintf(b, "  %s\n      %s\n", funcs[i].Signature(owner), sentence(funcs[i].Doc))
		}
	}
}

// FuncText is what a terminal shows of a function; owner is what comes before
// its name.
func FuncText(owner string, f *bind.Func) string {
	var b strings.Builder
	b.WriteString(f.Signature(strings.TrimPrefix(owner, "_G.")) + "\n" + wrapped(f.Doc, "  ") + "\n")
	for _, p := range f.Params {
		text := p.Name + " (" + p.Type.Name
		if p.Optional && p.Name != "..." {
			text += ", optional"
		}
		text += ")"
		if p.Doc != "" {
			text += ": " + p.Doc
		}
		b.WriteString(wrapped(text, "    ") + "\n")
		for _, plan := range p.Type.Plans() {
			for _, o := range plan.Fields {
				b.WriteString(wrapped(o.Name+" ("+o.Type.Name+"): "+o.Doc, "        ") + "\n")
			}
		}
	}
	if len(f.Raises) > 0 {
		var names []string
		for _, k := range f.Raises {
			names = append(names, k.Name)
		}
		b.WriteString("  Raises " + strings.Join(names, ", ") + ".\n")
	}
	if f.Example != "" {
		b.WriteString("  Example:\n    " + strings.ReplaceAll(f.Example, "\n", "\n    ") + "\n")
	}
	return b.String()
}

// Find is the text on a name: a module, a class, or a member as "http.get" or
// "Response:json"; near is the nearest name where there is none such.
func Find(modules []*bind.Module, name string) (text, near string) {
	var names []string
	member := func(owner string, funcs []bind.Func) string {
		for i := range funcs {
			full := strings.TrimPrefix(owner+funcs[i].Name, "_G.")
			names = append(names, full)
			if full == name || strings.ReplaceAll(full, ":", ".") == name {
				return FuncText(owner, &funcs[i])
			}
		}
		return ""
	}
	for _, m := range modules {
		names = append(names, m.Name)
		if m.Name == name {
			return ModuleText(m), ""
		}
		if text := member(m.Name+".", m.Funcs); text != "" {
			return text, ""
		}
		for _, k := range m.Kinds {
			names = append(names, m.Name+"."+k.Name)
			if name == m.Name+"."+k.Name || name == k.Name {
				return KindText(k), ""
			}
		}
		for _, v := range m.Values {
			if name == m.Name+"."+v.Name {
				return wrapped(name+" ("+v.Type.Name+"): "+v.Doc, "") + "\n", ""
			}
		}
		for _, c := range m.Classes {
			names = append(names, c.Name)
			if name == c.Name || name == m.Name+"."+c.Name {
				return ClassText(c), ""
			}
			if text := member(c.Name+":", c.Methods); text != "" {
				return text, ""
			}
		}
	}
	return "", bind.Nearest(name, names)
}

// KindText is what a terminal shows of an error kind.
func KindText(k *bind.Kind) string {
	text := k.Name + ": " + k.Doc
	if len(k.Parents) > 0 {
		var parents []string
		for _, p := range k.Parents {
			parents = append(parents, p.Name)
		}
		text += " Below " + strings.Join(parents, " and ") + "."
	}
	return wrapped(text, "") + "\n"
}

// sentence is the first sentence of a doc.
func sentence(doc string) string {
	first, _, found := strings.Cut(doc, ". ")
	if found {
		first += "."
	}
	return first
}

// wrapped breaks a text into lines, each behind an indent.
func wrapped(text, indent string) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+len(word) > textWidth:
			b.WriteString("\n" + indent + "  ")
			at = len(indent) + 2
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(word)
		at += len(word)
	}
	return b.String()
}
