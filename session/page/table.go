package page

import (
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
// VisibleText gives them. Rows of tables inside cells are not among them. Without
// a table the result is empty. The error is a *LimitError.
func (s *Selection) Table() ([][]string, error) {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	for _, top := range s.nodes {
		for n := top; n != nil; n = following(n, top) {
			if n.Type == html.ElementNode && n.DataAtom == atom.Table {
				return tableRows(n)
			}
		}
	}
	return [][]string{}, nil
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

func tableRows(table *html.Node) ([][]string, error) {
	g := &grid{}
	for _, group := range rowGroups(table) {
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

// rowGroups lists a table's rows by the group that spans cannot leave.
func rowGroups(table *html.Node) [][]*html.Node {
	var heads, bodies, feet [][]*html.Node
	var loose []*html.Node // rows without a group
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			loose = append(loose, c)
		case atom.Thead:
			heads = append(heads, rowsOf(c))
		case atom.Tbody:
			bodies = append(bodies, rowsOf(c))
		case atom.Tfoot:
			feet = append(feet, rowsOf(c))
		}
	}
	bodies = append(bodies, loose)
	return append(append(heads, bodies...), feet...)
}

func rowsOf(group *html.Node) []*html.Node {
	var rows []*html.Node
	for c := group.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Tr {
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
