package docs

import (
	"fmt"
	"strings"
	"unicode"

	"luafut/luabind/bind"
)

// Index is the first page of the reference: each module with what it is for, and
// its members, each a link to where its page tells of it.
func Index(modules []*bind.Module) string {
	var b strings.Builder
	b.WriteString("# The reference\n\nEvery module, with its members. It is printed from the declarations that check the calls;\n" +
		"`luafut doc NAME` tells the same in a terminal, and `help(NAME)` at the prompt.\n")
	for _, m := range modules {
		page := indexed{m.Name + ".md", anchors(Markdown(m))}
		fmt.Fprintf(&b, "\n## [%s](%s)\n\n%s\n\n", m.Name, page.file, sentence(m.Doc))
		if funcs := page.members(m.Funcs, functionOwner(m)); funcs != "" {
			fmt.Fprintf(&b, "- Functions: %s\n", funcs)
		}
		for _, c := range m.Classes {
			fmt.Fprintf(&b, "- %s: %s\n", page.link(c.Name, c.Name), page.members(c.Methods, c.Variable()+":"))
		}
		var kinds []string
		for _, k := range m.Kinds {
			kinds = append(kinds, "`"+k.Name+"`")
		}
		if len(kinds) > 0 {
			fmt.Fprintf(&b, "- %s: %s\n", page.link("Error kinds", "Error kinds"), strings.Join(kinds, ", "))
		}
	}
	return b.String()
}

// functionOwner is what comes before the name of a module's function.
func functionOwner(m *bind.Module) string {
	if m.Name == "_G" {
		return ""
	}
	return m.Name + "."
}

// indexed is a page of the reference: its file, and the anchors that its headings
// have left, of equal ones in the order of the page, which is the index's.
type indexed struct {
	file    string
	anchors map[string][]string
}

// link leads to a heading of the page.
func (p indexed) link(text, heading string) string {
	anchor := p.anchors[heading][0]
	p.anchors[heading] = p.anchors[heading][1:]
	return fmt.Sprintf("[%s](%s#%s)", strings.ReplaceAll(text, "_", `\_`), p.file, anchor)
}

// members is the links to functions; "" where there are none.
func (p indexed) members(funcs []bind.Func, owner string) string {
	var list []string
	for i := range funcs {
		if f := &funcs[i]; callable(f) {
			list = append(list, p.link(f.Name, f.Signature(owner)))
		}
	}
	return strings.Join(list, ", ")
}

// anchors are the fragments of a page's headings, by their text, where Markdown is
// shown as the hosts of Git do: small letters, spaces as hyphens, other
// punctuation left out, and a number behind those that were there before.
func anchors(markdown string) map[string][]string {
	byHeading, seen := map[string][]string{}, map[string]int{}
	code := false
	for line := range strings.Lines(markdown) {
		code = code != strings.HasPrefix(line, "```")
		level, heading, found := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if code || !found || strings.Trim(level, "#") != "" {
			continue
		}
		anchor := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, heading)
		seen[anchor]++
		if n := seen[anchor]; n > 1 {
			anchor = fmt.Sprintf("%s-%d", anchor, n-1)
		}
		byHeading[heading] = append(byHeading[heading], anchor)
	}
	return byHeading
}
