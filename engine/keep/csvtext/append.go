package csvtext

import "strings"

// AppendRow writes a row of cells and a line feed. Cells are quoted where they hold
// the delimiter, a quote or a line break, or begin or end with white space; and a
// row's only cell where it is empty, since an empty line is no row.
func AppendRow(dst []byte, delimiter string, cells []string) []byte {
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, delimiter...)
		}
		dst = appendCell(dst, delimiter, cell, len(cells) == 1)
	}
	return append(dst, '\n')
}

func appendCell(dst []byte, delimiter string, cell string, only bool) []byte {
	if !quoted(delimiter, cell, only) {
		return append(dst, cell...)
	}
	dst = append(dst, '"')
	for {
		i := strings.IndexByte(cell, '"')
		if i < 0 {
			break
		}
		dst = append(append(dst, cell[:i]...), '"', '"')
		cell = cell[i+1:]
	}
	return append(append(dst, cell...), '"')
}

func quoted(delimiter string, cell string, only bool) bool {
	if cell == "" {
		return only
	}
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '"', '\n', '\r':
			return true
		case delimiter[0]:
			if strings.HasPrefix(cell[i:], delimiter) {
				return true
			}
		}
	}
	first, last := cell[0], cell[len(cell)-1]
	return first == ' ' || first == '\t' || last == ' ' || last == '\t' || strings.HasPrefix(cell, byteOrderMark)
}
