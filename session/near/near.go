// Package near finds the name that a misspelt one most likely meant, for messages
// about unknown names.
package near

import "strings"

// maxCompared bounds the bytes of a name that is compared: what is misspelt comes
// from outside, and comparing takes the product of both lengths.
const maxCompared = 64

// plain takes out what people write in different ways.
var plain = strings.NewReplacer("-", "", "_", "", " ", "")

// Name is the one of names that takes the fewest edits to make of given, the first
// of several, or "" where none is near: one byte in three may differ, and one more.
// Case, dashes, underscores and spaces do not count. It may be called from any
// goroutine.
func Name(given string, names []string) string {
	if len(given) > maxCompared {
		return ""
	}
	given = plain.Replace(strings.ToLower(given))
	best, least := "", len(given)/3+2
	for _, name := range names {
		if len(name) > maxCompared {
			continue
		}
		if d := distance(given, plain.Replace(strings.ToLower(name))); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is the number of bytes to insert, drop or change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
