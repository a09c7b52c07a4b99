package docs

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luafut/luabind/bind"
)

// textWidth is where lines of text for a terminal are broken: one of 80 columns
// shows them whole.
const textWidth = 78

// Overview lists modules with what they are for, a line each.
func Overview(modules []*bind.Module) string {
	var b strings.Builder
	for _, m := range modules {
		first, _, _ := strings.Cut(m.Doc, ". ")
		b.WriteString(hanging(fmt.Sprintf("%-10s", m.Name), first, 11) + "\n")
	}
	return b.String()
}

// ModuleText is what a terminal shows of a module: what it holds, a line each.
func ModuleText(m *bind.Module) string {
	var b strings.Builder
	b.WriteString(wrapped(m.Name+": "+m.Doc, "") + "\n")
	owner := functionOwner(m)
	listFuncs(&b, "Functions", owner, m.Funcs)
	if len(m.Classes) > 0 {
		fmt.Fprintf(&b, "\nClasses (luafut doc %s, or help \"%s\" at the prompt, lists the members of one):\n", m.Classes[0].Name, m.Classes[0].Name)
	}
	for _, c := range m.Classes {
		b.WriteString(wrapped(c.Name+": "+sentence(c.Doc), "  ") + "\n")
	}
	if len(m.Values) > 0 {
		b.WriteString("\nValues:\n")
		for _, v := range m.Values {
			b.WriteString(wrapped(owner+v.Name+": "+sentence(v.Doc), "  ") + "\n")
		}
	}
	if len(m.Kinds) > 0 {
		b.WriteString("\nError kinds:\n")
		for _, k := range m.Kinds {
			b.WriteString(wrapped(owner+k.Name+": "+sentence(k.Doc), "  ") + "\n")
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
			b.WriteString(wrapped(f.Name+" ("+f.Type.Name+"): "+sentence(f.Doc), "  ") + "\n")
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
			b.WriteString("  " + funcs[i].Signature(owner) + "\n" + hanging("     ", sentence(funcs[i].Doc), 6) + "\n")
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
		b.WriteString(wrapped("Raises "+strings.Join(names, ", ")+".", "  ") + "\n")
	}
	if f.Example != "" {
		b.WriteString("  Example:\n    " + strings.ReplaceAll(f.Example, "\n", "\n    ") + "\n")
	}
	return b.String()
}

// Find is the text on a name: a module, a class, or a member as "http.get" or
// "Response:json", and of one that several have, such as "submit", a list of
// them; near is the nearest name where there is none such.
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
	if text := named(modules, name); text != "" {
		return text, ""
	}
	return "", bind.Nearest(name, names)
}

// named is what a terminal shows of the functions and methods of one name: the text
// on the only one, or a line for each.
func named(modules []*bind.Module, name string) string {
	var lines []string
	whole := ""
	look := func(owner string, funcs []bind.Func) {
		for i := range funcs {
			if funcs[i].Name == name {
				whole = FuncText(owner, &funcs[i])
				lines = append(lines, wrapped(owner+name+": "+sentence(funcs[i].Doc), "")+"\n")
			}
		}
	}
	for _, m := range modules {
		look(m.Name+".", m.Funcs)
		for _, c := range m.Classes {
			look(c.Name+":", c.Methods)
		}
	}
	if len(lines) == 1 {
		return whole
	}
	return strings.Join(lines, "")
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

// wrapped breaks a text into lines behind an indent, the further ones two deeper.
func wrapped(text, indent string) string {
	first, rest, _ := strings.Cut(text, " ")
	return hanging(indent+first, rest, len(indent)+2)
}

// hanging breaks a text into lines, the first behind what begins it, the further
// ones behind an indent.
func hanging(begin, text string, indent int) string {
	var b strings.Builder
	b.WriteString(begin)
	at := utf8.RuneCountInString(begin)
	for _, word := range strings.Fields(text) {
		width := utf8.RuneCountInString(word)
		if at+1+width > textWidth && at > indent {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		} else {
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += width
	}
	return b.String()
}
