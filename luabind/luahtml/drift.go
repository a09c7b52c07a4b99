package luahtml

import (
	"fmt"
	"maps"
	"slices"

	"luafut/luabind/vm"
	"luafut/session/page"
)

// library is what html keeps for one state. The Lua lock guards it.
type library struct {
	records    map[string]*counted
	converters map[string]page.Converter
}

// counted is the records of one label: how often their fields were found, and the
// shares at which they were to be. A field counts as found before a function of
// the script looks at it: what is watched is the site, not the script.
type counted struct {
	drift  page.Drift
	expect map[string]float64
}

// maxConverters bounds the converters that are kept: patterns may be made by a
// script at every turn.
const maxConverters = 1000

func libraryOf(s *vm.State) *library {
	lib, ok := s.Modules["html"].(*library)
	if !ok {
		lib = &library{records: map[string]*counted{}, converters: map[string]page.Converter{}}
		s.Modules["html"] = lib
	}
	return lib
}

// converter is the one kept under key, or what build makes.
func (l *library) converter(key string, build func() (page.Converter, error)) (page.Converter, error) {
	if c, ok := l.converters[key]; ok {
		return c, nil
	}
	c, err := build()
	if err != nil {
		return c, err
	}
	if len(l.converters) >= maxConverters {
		clear(l.converters)
	}
	l.converters[key] = c
	return c, nil
}

// expecting is where records of a label are counted; expect, where not nil,
// becomes what is expected of them.
func (l *library) expecting(label string, expect map[string]float64) *page.Drift {
	r := l.records[label]
	if r == nil {
		r = &counted{}
		l.records[label] = r
	}
	if expect != nil {
		r.expect = expect
	}
	return &r.drift
}

// Rates tells how often each field of each extract of a state was found, sorted.
// The field is called "RECORDS: FIELD", RECORDS being the extract's name or items,
// or "FIELD" where it has neither. The Lua lock must be held, or nothing run.
func Rates(s *vm.State) []page.Rate {
	lib := libraryOf(s)
	var rates []page.Rate
	for _, label := range slices.Sorted(maps.Keys(lib.records)) {
		for _, r := range lib.records[label].drift.Rates() {
			r.Field = qualified(label, r.Field)
			rates = append(rates, r)
		}
	}
	return rates
}

// Expectations tells, a line each, which fields were found less often than the
// scripts of a state expected; none where all is well. Ask at the end of the run.
// The Lua lock must be held, or nothing run.
func Expectations(s *vm.State) []string {
	lib := libraryOf(s)
	var lines []string
	for _, label := range slices.Sorted(maps.Keys(lib.records)) {
		r := lib.records[label]
		for _, short := range r.drift.Check(r.expect) {
			lines = append(lines, fmt.Sprintf("%s: found in %d of %d records (%.1f%%), expected in %g%%",
				qualified(label, short.Field), short.Found, short.Total, 100*short.Share(), 100*short.Expected))
		}
	}
	return lines
}

func qualified(label, field string) string {
	if label == "" {
		return field
	}
	return label + ": " + field
}
