package check

import "luafut/luabind/source"

// columns tell where on a line names stand: the syntax tree has lines only.
type columns map[place][]int

type place struct {
	line   int
	name   string
	member bool // behind a dot or a colon
}

func columnsOf(tokens []source.Token) columns {
	c := columns{}
	for i, t := range tokens {
		if t.Kind == source.Name {
			member := i > 0 && (tokens[i-1].Text == "." || tokens[i-1].Text == ":")
			at := place{t.Line, t.Text, member}
			c[at] = append(c[at], t.Column)
		}
	}
	return c
}

// of is the column of the first use of a name on its line; 0 where it stands on
// another.
func (c columns) of(line int, name string, member bool) int {
	if list := c[place{line, name, member}]; len(list) > 0 {
		return list[0]
	}
	return 0
}
