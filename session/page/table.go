package page

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxCells bounds the cells of one table with its spans filled in.
const MaxCells = 1 << 20

// HTML's own bounds on spans.
const (
	maxColspan = 1000
	maxRowspan = 65534
)

// Table is the first table in the selection (a selected one, or one below it) as
// rows of text: <thead> first and <tfoot> last, a spanning cell's text in every
// place that it covers, rows filled up with "" to the same length. Texts are as
// VisibleText gives them. Rows of tables inside cells are not among them. Where the
// first of these is a selected row or row group, the result is of the rows and
// groups selected. Without either it is empty. The error is a *LimitError.
func (s *Selection) Table() ([][]string, error) {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	for _, top := range s.nodes {
		if isRows(top) {
			return tableRows(slices.Values(s.nodes))
		}
		for n := top; n != nil; n = following(n, top) {
			if n.Type == html.ElementNode && n.DataAtom == atom.Table {
				return tableRows(n.ChildNodes())
			}
		}
	}
	return [][]string{}, nil
}

// isRows reports a row or a group of rows.
func isRows(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Tr, atom.Thead, atom.Tbody, atom.Tfoot:
		return n.Type == html.ElementNode
	}
	return false
}

// grid is a table being filled.
type grid struct {
	rows  [][]cell
	cells int
}

type cell struct {
	text  string
	taken bool
}

func tableRows(parts iter.Seq[*html.Node]) ([][]string, error) {
	g := &grid{}
	for _, group := range rowGroups(parts) {
		if err := g.addGroup(group); err != nil {
			return nil, err
		}
	}
	width := 0
	for _, row := range g.rows {
		width = max(width, len(row))
	}
	if width*len(g.rows) > MaxCells {
		return nil, &LimitError{What: "cells in a table", Limit: MaxCells, Got: width * len(g.rows)}
	}
	rows := make([][]string, len(g.rows))
	for i, row := range g.rows {
		rows[i] = make([]string, width)
		for j, c := range row {
			rows[i][j] = c.text
		}
	}
	return rows, nil
}

// rowGroups lists the rows of a table's parts by the group that spans cannot leave,
// each row once.
func rowGroups(parts iter.Seq[*html.Node]) [][]*html.Node {
	var heads, bodies, feet [][]*html.Node
	taken := map[*html.Node]bool{}
	var parent *html.Node // of the rows without a group that the last of bodies is
	for c := range parts {
		if !isRows(c) || taken[c] {
			continue
		}
		if c.DataAtom == atom.Tr {
			if parent == nil || c.Parent != parent {
				parent, bodies = c.Parent, append(bodies, nil)
			}
			taken[c] = true
			bodies[len(bodies)-1] = append(bodies[len(bodies)-1], c)
			continue
		}
		rows := rowsOf(c, taken)
		switch c.DataAtom {
		case atom.Thead:
			heads = append(heads, rows)
		case atom.Tbody:
			parent, bodies = nil, append(bodies, rows)
		case atom.Tfoot:
			feet = append(feet, rows)
		}
	}
	return append(append(heads, bodies...), feet...)
}

// rowsOf lists a group's rows that are not taken yet, and takes them.
func rowsOf(group *html.Node, taken map[*html.Node]bool) []*html.Node {
	var rows []*html.Node
	for c := range group.ChildNodes() {
		if c.DataAtom == atom.Tr && !taken[c] {
			taken[c] = true
			rows = append(rows, c)
		}
	}
	return rows
}

// addGroup adds the rows of one group, as the table model of HTML lays them out.
func (g *grid) addGroup(rows []*html.Node) error {
	first := len(g.rows)
	g.rows = append(g.rows, make([][]cell, len(rows))...)
	for i, row := range rows {
		column := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			at := first + i
			for column < len(g.rows[at]) && g.rows[at][column].taken {
				column++
			}
			height := span(c, "rowspan", maxRowspan)
			if height == 0 || height > len(rows)-i {
				height = len(rows) - i
			}
			width := max(span(c, "colspan", maxColspan), 1)
			if err := g.place(visibleOf(c), at, column, height, width); err != nil {
				return err
			}
			column += width
		}
	}
	return nil
}

// place puts text into every cell of a rectangle.
func (g *grid) place(text string, row, column, height, width int) error {
	for i := row; i < row+height; i++ {
		if missing := column + width - len(g.rows[i]); missing > 0 {
			if g.cells += missing; g.cells > MaxCells {
				return &LimitError{What: "cells in a table", Limit: MaxCells}
			}
			g.rows[i] = append(g.rows[i], make([]cell, missing)...)
		}
		for j := column; j < column+width; j++ {
			if !g.rows[i][j].taken {
				g.rows[i][j] = cell{text, true}
			}
		}
	}
	return nil
}

// span reads a colspan or rowspan; what is no number is 1.
func span(n *html.Node, name string, limit int) int {
	v, _ := attrOf(n, name)
	v = strings.TrimSpace(v)
	digits := 0
	for digits < len(v) && isDigit(v[digits]) {
		digits++
	}
	if digits == 0 {
		return 1
	}
	if k, err := strconv.Atoi(v[:digits]); err == nil && k <= limit {
		return k
	}
	return limit
}
