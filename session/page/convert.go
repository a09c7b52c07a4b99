package page

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Converter makes something of a field's text. The zero value is not one;
// NewConverter and NewRegexp make them. They may be shared.
type Converter struct {
	name  string
	text  bool // gives text, so that another may follow
	apply func(d *Document, text string) Value
}

// converterNames in the order of the documentation.
var converterNames = []string{"trim", "number", "integer", "date", "url", "regex"}

// NewConverter makes a converter by name:
//
//   - trim: white space at the ends is dropped, inside it becomes one space
//   - number: the first number in the text, "1,234.50 €" and "1.234,50 €" alike
//   - integer: the same, where it is a whole one
//   - date: a date or time without ambiguity, see ParseDate
//   - url: made absolute where the page's URL is known
//
// The error is a *SpecError for a name that does not exist.
func NewConverter(name string) (Converter, error) {
	switch name {
	case "trim":
		return Converter{name, true, func(_ *Document, s string) Value {
			return Value{Kind: String, Str: strings.Join(strings.Fields(s), " ")}
		}}, nil
	case "number":
		return Converter{name, false, func(_ *Document, s string) Value { return numberValue(s, false) }}, nil
	case "integer":
		return Converter{name, false, func(_ *Document, s string) Value { return numberValue(s, true) }}, nil
	case "date":
		return NewDate(nil)
	case "url":
		return Converter{name, true, func(d *Document, s string) Value {
			return Value{Kind: String, Str: d.absolute(s)}
		}}, nil
	}
	return Converter{}, &SpecError{Message: fmt.Sprintf("there is no converter %q%s; there are %s",
		name, didYouMean(name, converterNames), strings.Join(converterNames, ", "))}
}

// NewRegexp makes a converter that keeps the first group of the pattern's first
// match, or the whole match where there is no group; where nothing matches, the
// text cannot be converted. Patterns are RE2's. The error is a *SpecError.
func NewRegexp(pattern string) (Converter, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return Converter{}, &SpecError{Message: fmt.Sprintf("the pattern %q is not a regular expression: %v", pattern, err), Cause: nil}
	}
	return Converter{"regex", true, func(_ *Document, s string) Value {
		m := re.FindStringSubmatchIndex(s)
		switch {
		case m == nil:
			return Value{}
		case len(m) > 2 && m[2] < 0:
			return Value{} // the group took no part
		case len(m) > 2:
			return Value{Kind: String, Str: s[m[2]:m[3]]}
		}
		return Value{Kind: String, Str: s[m[0]:m[1]]}
	}}, nil
}

// NewDate is the date converter for texts of the given layouts, each in Go's
// notation ("02/01/2006 15:04"); without any, those of ParseDate.
func NewDate(layouts []string) (Converter, error) {
	return Converter{"date", false, func(_ *Document, s string) Value {
		t, ok := parseDate(s, layouts)
		if !ok {
			return Value{}
		}
		seconds := float64(t.Unix()) + float64(t.Nanosecond())/1e9
		return Value{Kind: Date, Num: seconds, Str: t.Format(time.RFC3339Nano)}
	}}, nil
}

func numberValue(s string, whole bool) Value {
	digits, ok := findNumber(s)
	if !ok {
		return Value{}
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || whole && f != float64(int64(f)) {
		return Value{}
	}
	return Value{Kind: Number, Num: f}
}
