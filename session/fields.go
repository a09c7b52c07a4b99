package session

import (
	"slices"
	"strings"
)

// Field is one name and value of a header list, a query, a form or a list of cookies.
type Field struct {
	Name, Value string
	// Remove takes the entries of this name away that a session holds; Value is then ignored.
	// It has no meaning in a form.
	Remove bool
}

// Fields is an ordered list in which a name may come more than once. Nil is empty.
type Fields []Field

// mergeFields lays over on top of base: a name in over replaces (or removes) all
// entries of that name in base; everything else stays, in its order.
func mergeFields(base, over Fields, same func(a, b string) bool) Fields {
	if len(over) == 0 {
		return base
	}
	merged := make(Fields, 0, len(base)+len(over))
	for _, f := range base {
		if !slices.ContainsFunc(over, func(o Field) bool { return same(o.Name, f.Name) }) {
			merged = append(merged, f)
		}
	}
	for _, f := range over {
		if !f.Remove {
			merged = append(merged, f)
		}
	}
	return merged
}

func exactly(a, b string) bool { return a == b }

// sameHeader compares header names, which have no case.
func sameHeader(a, b string) bool { return strings.EqualFold(a, b) }
