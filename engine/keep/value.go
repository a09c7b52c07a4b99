package keep

// JSON is a value that is a list or an object, as JSON text.
type JSON string

// Field is one field of a record. Value is nil (nothing is known), bool,
// float64, string or JSON.
type Field struct {
	Name  string
	Value any
}

// MaxWhole is up to which size every whole number is a float64.
const MaxWhole = 1 << 53

// Whole reports whether n is a whole number that an int64 holds exactly, and
// gives it.
func Whole(n float64) (int64, bool) {
	if n < -MaxWhole || n > MaxWhole || n != float64(int64(n)) {
		return 0, false
	}
	return int64(n), true
}
