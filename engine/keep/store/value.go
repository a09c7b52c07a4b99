package store

import (
	"database/sql"
	"strings"
	"time"
	"unicode/utf8"

	"luafut/engine/keep"
)

// Big is a whole number that is no float64, as its digits.
type Big int64

// toSQL is a value of a record as the driver takes it. Whole numbers are INTEGER,
// text that is no UTF-8 is a BLOB, lists and objects are their JSON text.
func toSQL(v any) any {
	switch v := v.(type) {
	case float64:
		if i, ok := keep.Whole(v); ok {
			return i
		}
	case string:
		if !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0 {
			return []byte(v)
		}
	case keep.JSON:
		return string(v)
	}
	return v
}

// toArgs are the parameters of a statement as the driver takes them.
func toArgs(args []any) []any {
	converted := make([]any, len(args))
	for i, arg := range args {
		if named, ok := arg.(sql.NamedArg); ok {
			named.Value = toSQL(named.Value)
			converted[i] = named
		} else {
			converted[i] = toSQL(arg)
		}
	}
	return converted
}

// fromSQL is what the driver gives as a value: nil, bool, float64, string or Big.
// SQLite has no booleans: they are the numbers of a column declared so.
func fromSQL(v any, boolean bool) any {
	switch v := v.(type) {
	case int64:
		if boolean {
			return v != 0
		}
		if v < -keep.MaxWhole || v > keep.MaxWhole {
			return Big(v)
		}
		return float64(v)
	case []byte:
		return string(v)
	case time.Time: // of a column that was declared as one
		return v.Format(time.RFC3339Nano)
	}
	return v
}
