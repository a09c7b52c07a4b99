package page

import "strings"

// nearest is the name among names that is most like given, or "" where none is
// near: at most a third of its letters may differ. Case does not count.
func nearest(given string, names []string) string {
	best, bestDistance := "", len(given)/3+2
	for _, name := range names {
		if d := editDistance(strings.ToLower(given), strings.ToLower(name)); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// maxCompared bounds the bytes of a name that is compared.
const maxCompared = 64

// editDistance is the count of letters to add, drop or change between a and b.
func editDistance(a, b string) int {
	if len(a) > maxCompared || len(b) > maxCompared {
		return maxCompared
	}
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
