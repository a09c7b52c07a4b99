package luaschema

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/session/page"
	"luafut/session/weburl"
)

// basic is one of the types that a field can have.
type basic struct {
	want    string
	accepts func(v lua.LValue) bool
	// measure is what min and max are compared with, and unit what they count; nil
	// for types without.
	measure func(v lua.LValue) float64
	unit    string
}

func typed(want string, t lua.LValueType) basic {
	return basic{want: want, accepts: func(v lua.LValue) bool { return v.Type() == t }}
}

func number(v lua.LValue) float64 { return float64(v.(lua.LNumber)) }

func isNumber(v lua.LValue) bool {
	n, ok := v.(lua.LNumber)
	return ok && !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0)
}

func characters(v lua.LValue) float64 {
	return float64(utf8.RuneCountInString(string(v.(lua.LString))))
}

func items(v lua.LValue) float64 { return float64(v.(*lua.LTable).Len()) }

// basics are the types by name.
var basics = map[string]basic{
	"any":     {want: "any value", accepts: func(lua.LValue) bool { return true }},
	"string":  {want: "a string", accepts: func(v lua.LValue) bool { return v.Type() == lua.LTString }, measure: characters, unit: "character"},
	"boolean": typed("a boolean", lua.LTBool),
	"table":   typed("a table", lua.LTTable),
	"number":  {want: "a number", accepts: isNumber, measure: number},
	"integer": {want: "a whole number", measure: number, accepts: func(v lua.LValue) bool {
		return isNumber(v) && number(v) == math.Trunc(number(v))
	}},
	"url":  {want: "an absolute http or https URL", accepts: isURL, measure: characters, unit: "character"},
	"date": {want: "a date", accepts: isDate},
	"list": {want: "a list", accepts: isList, measure: items, unit: "item"},
}

var typeNames = []string{"any", "string", "integer", "number", "boolean", "url", "date", "list", "table"}

func isURL(v lua.LValue) bool {
	s, ok := v.(lua.LString)
	if !ok {
		return false
	}
	scheme, _, found := strings.Cut(string(s), "://")
	if scheme = strings.ToLower(scheme); !found || scheme != "http" && scheme != "https" || strings.ContainsFunc(string(s), unicode.IsControl) {
		return false
	}
	_, err := weburl.Parse(string(s))
	return err == nil
}

// isDate takes text that can be read in one way only, and seconds since 1970.
func isDate(v lua.LValue) bool {
	if s, ok := v.(lua.LString); ok {
		_, ok = page.ParseDate(string(s))
		return ok
	}
	return isNumber(v)
}

func isList(v lua.LValue) bool {
	t, ok := v.(*lua.LTable)
	if !ok {
		return false
	}
	n := 0
	for k, _ := t.Next(lua.LNil); k != lua.LNil; k, _ = t.Next(k) {
		if k.Type() != lua.LTNumber {
			return false
		}
		n++
	}
	return n == t.Len()
}

// rule is what one value must be.
type rule struct {
	basic
	optional bool
	min, max *float64
	pattern  *regexp.Regexp
	oneOf    []lua.LValue
	item     *rule   // of each item of a list; nil for any
	fields   *Schema // of a table; nil for any
	// byDefault is what a record gets where the field is missing; nil for nothing.
	byDefault lua.LValue
}

// missing reports a value that stands for none.
func missing(v lua.LValue) bool { return v == lua.LNil || luajson.IsNull(v) }

// check adds what is wrong with v to f.
func (r *rule) check(f *failure, path string, v lua.LValue) {
	if missing(v) {
		if !r.optional {
			f.add(path, "is missing; it must be "+r.wanted())
		}
		return
	}
	if !r.accepts(v) || !r.within(v) || r.pattern != nil && !r.pattern.MatchString(v.String()) || !r.listed(v) {
		f.add(path, "must be "+r.wanted()+", not "+bind.Show(v)+r.measured(v))
		return
	}
	if r.item != nil {
		t := v.(*lua.LTable)
		for i := 1; i <= t.Len() && !f.full(); i++ {
			r.item.check(f, fmt.Sprintf("%s[%d]", path, i), t.RawGetInt(i))
		}
	}
	if r.fields != nil {
		r.fields.check(f, path+".", v.(*lua.LTable))
	}
}

// within reports whether v, where it is of the type at all, is neither too small
// nor too large.
func (r *rule) within(v lua.LValue) bool {
	if r.min == nil && r.max == nil || !r.accepts(v) {
		return true
	}
	n := r.measure(v)
	return (r.min == nil || n >= *r.min) && (r.max == nil || n <= *r.max)
}

func (r *rule) listed(v lua.LValue) bool {
	for _, one := range r.oneOf {
		if one == v {
			return true
		}
	}
	return r.oneOf == nil
}

// measured says the length that was wrong, where it is not seen.
func (r *rule) measured(v lua.LValue) string {
	if r.within(v) || r.unit == "" {
		return ""
	}
	return " of " + count(r.measure(v), r.unit)
}

func count(n float64, unit string) string {
	text := lua.LNumber(n).String()
	if unit == "" {
		return text
	}
	if n != 1 {
		unit += "s"
	}
	return text + " " + unit
}

// wanted is the rule in words, with an article.
func (r *rule) wanted() string {
	text := r.want
	var limits []string
	if r.min != nil {
		limits = append(limits, "at least "+count(*r.min, r.unit))
	}
	if r.max != nil {
		limits = append(limits, "at most "+count(*r.max, r.unit))
	}
	if len(limits) > 0 {
		joint := " of "
		if r.unit == "" {
			joint = ", "
		}
		text += joint + strings.Join(limits, " and ")
	}
	if r.pattern != nil {
		text += " that matches " + r.pattern.String()
	}
	if r.oneOf != nil {
		shown := make([]string, len(r.oneOf))
		for i, v := range r.oneOf {
			shown[i] = v.String()
		}
		text += ", one of " + strings.Join(shown, ", ")
	}
	return text
}
