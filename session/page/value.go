package page

// Kind tells what a Value holds.
type Kind uint8

// The kinds of a Value.
const (
	Nil    Kind = iota // nothing was found
	String             // Str
	Number             // Num
	Bool               // Num, 1 for true
	Date               // Num: seconds since 1970-01-01 UTC; Str: the same in RFC 3339
	List               // List: every match, or the records of nested items
	Record             // List: one value for each field of its Spec, in the order of Spec.Fields
)

// Value is one value of a record. The zero value is Nil. Records are slices in
// the order of their Spec's fields, not maps, so that a page costs few
// allocations and a binding makes its own kind of table in one go.
type Value struct {
	Kind Kind
	Str  string
	Num  float64
	List []Value
}

// missing reports whether the value is to count as not found.
func (v Value) missing() bool { return v.Kind == Nil || v.Kind == List && len(v.List) == 0 }
