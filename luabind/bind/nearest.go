package bind

import (
	"fmt"
	"slices"
	"strings"
)

// Nearest is the name among names that a misspelt one most likely meant, or ""
// where none is near: at most a third of its letters may differ, or it is the
// beginning of one name only.
func Nearest(name string, names []string) string {
	best, bestAt := "", max(1, len(name)/3)+1
	for _, n := range slices.Sorted(slices.Values(names)) {
		d := distance(strings.ToLower(name), strings.ToLower(n), bestAt)
		if d < bestAt {
			best, bestAt = n, d
		}
	}
	if best == "" {
		best = completed(name, names)
	}
	return best
}

// completed is the only name that begins with a part of it, of three letters at
// least, or "".
func completed(part string, names []string) string {
	whole := ""
	for _, n := range names {
		if len(part) < 3 || !strings.HasPrefix(strings.ToLower(n), strings.ToLower(part)) {
			continue
		}
		if whole != "" {
			return ""
		}
		whole = n
	}
	return whole
}

// hintOr is hint, but for a name that others have for something here.
func hintOr(elsewhere map[string]string, name string, names []string) string {
	if here := elsewhere[name]; here != "" {
		return "; here it is " + here
	}
	return hint(name, names)
}

// hint is the end of a message about an unknown name.
func hint(name string, names []string) string {
	if n := Nearest(name, names); n != "" {
		return fmt.Sprintf("; did you mean '%s'?", n)
	}
	if len(names) == 0 {
		return ""
	}
	sorted := slices.Sorted(slices.Values(names))
	const most = 30
	if len(sorted) > most {
		return "; there are " + strings.Join(sorted[:most], ", ") + ", …"
	}
	return "; there are " + strings.Join(sorted, ", ")
}

// distance counts the letters to add, drop, change or swap with a neighbour
// (optimal string alignment); limit or more is given as limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return min(prev[len(b)], limit)
}
