package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// MissingError is a required field that a record lacks.
type MissingError struct {
	Record int    // its position, from 1; that of the outermost record
	Field  string // its path
	Text   string // what was found and could not be converted, or ""
	URL    string // the page, where known
}

// Error names record and field.
func (e *MissingError) Error() string {
	where := ""
	if e.URL != "" {
		where = " of " + e.URL
	}
	if e.Text != "" {
		return fmt.Sprintf("record %d%s: the required field %q cannot be converted: %q", e.Record, where, e.Field, e.Text)
	}
	return fmt.Sprintf("record %d%s: the required field %q is missing", e.Record, where, e.Field)
}

// Extract makes records out of the selection, in one pass and under one reading
// lock: a List of Records where the spec has items, else one Record. counts, where
// not nil, learns how often each field was found. The errors are *MissingError,
// *SelectorError (an XPath that fails while it runs) and *LimitError.
func (s *Selection) Extract(spec *Spec, counts *Drift) (Value, error) {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	x := &extraction{doc: s.doc, base: s.doc.baseLocked() != nil, steps: maxXPathSteps}
	if counts != nil {
		x.found = map[*Field]*tally{}
	}
	v, err := x.records(spec, s.outermost(), 0)
	if counts != nil {
		counts.add(x.found)
	}
	return v, err
}

// MaxValues bounds the values that one Extract makes: nested records on a hostile
// page could multiply.
const MaxValues = 4 << 20

// extraction is one run of Extract.
type extraction struct {
	doc    *Document
	base   bool // relative URLs can be made absolute
	values int
	steps  int // how many more the XPath expressions may take
	found  map[*Field]*tally
	bad    string // the text that could not be converted last
}

// records makes the records of spec below tops; index is the outermost record's
// position, or 0 where these are the outermost.
func (x *extraction) records(spec *Spec, tops []*html.Node, index int) (Value, error) {
	if spec.items == nil {
		return x.record(spec, tops, max(index, 1))
	}
	items, err := x.items(spec.items, tops)
	if err != nil {
		return Value{}, err
	}
	list := make([]Value, len(items))
	for i := range items {
		at := index
		if at == 0 {
			at = i + 1
		}
		if list[i], err = x.record(spec, items[i:i+1], at); err != nil {
			return Value{}, err
		}
	}
	return Value{Kind: List, List: list}, nil
}

// items are the elements that records are made of.
func (x *extraction) items(from *source, tops []*html.Node) ([]*html.Node, error) {
	switch {
	case from.css != nil:
		return from.css.findAll(tops), nil
	case from.xpath == nil:
		return tops, nil
	}
	var items []*html.Node
	for _, top := range tops {
		_, nodes, err := from.xpath.evaluate(top, &x.steps)
		if err != nil {
			return nil, err
		}
		for _, n := range nodes {
			items = append(items, n.node)
		}
	}
	return inOrder(items), nil
}

func (x *extraction) record(spec *Spec, scope []*html.Node, index int) (Value, error) {
	if x.values += len(spec.fields); x.values > MaxValues {
		return Value{}, &LimitError{What: "values of records on one page", Limit: MaxValues}
	}
	values := make([]Value, len(spec.fields))
	for i := range spec.fields {
		f := &spec.fields[i]
		v, err := x.field(f, scope, index)
		if err != nil {
			return Value{}, err
		}
		x.count(f, !v.missing())
		if v.missing() {
			if f.required {
				return Value{}, &MissingError{Record: index, Field: f.path, Text: x.bad, URL: x.doc.URL()}
			}
			if f.fallback.Kind != Nil {
				v = f.fallback
			}
		}
		values[i] = v
	}
	return Value{Kind: Record, List: values}, nil
}

// count notes for drift whether a field was found.
func (x *extraction) count(f *Field, found bool) {
	if x.found == nil {
		return
	}
	t := x.found[f]
	if t == nil {
		t = &tally{}
		x.found[f] = t
	}
	t.total++
	if found {
		t.found++
	}
}

// field is the value of one field of one record.
func (x *extraction) field(f *Field, scope []*html.Node, index int) (Value, error) {
	x.bad = ""
	if f.Nested != nil {
		return x.records(f.Nested, scope, index)
	}
	if !f.all {
		v := Value{}
		err := x.texts(f.from, scope, func(raw Value) bool {
			v = x.convert(f, raw)
			return false
		})
		return v, err
	}
	list := Value{Kind: List, List: []Value{}}
	err := x.texts(f.from, scope, func(raw Value) bool {
		if v := x.convert(f, raw); v.Kind != Nil {
			list.List = append(list.List, v)
		}
		x.values++
		return x.values <= MaxValues
	})
	if err == nil && x.values > MaxValues {
		err = &LimitError{What: "values of records on one page", Limit: MaxValues}
	}
	return list, err
}

// texts calls yield with what from finds in scope until it returns false. For
// one match without the wanted attribute it yields Nil: the first match counts.
func (x *extraction) texts(from *source, scope []*html.Node, yield func(Value) bool) error {
	more := true
	each := func(n *html.Node) bool {
		more = yield(x.take(n, from.attr))
		return more
	}
	for _, top := range scope {
		switch {
		case from.xpath != nil:
			if err := x.xpathTexts(from.xpath, top, func(v Value) bool { more = yield(v); return more }); err != nil {
				return err
			}
		case from.css == nil:
			each(top)
		case from.css.SelectsStrings():
			from.css.strings(top, func(s, attr string) bool {
				more = yield(x.text(s, attr))
				return more
			})
		default:
			from.css.each(top, each)
		}
		if !more {
			return nil
		}
	}
	return nil
}

// take is the trimmed text or attribute of n.
func (x *extraction) take(n *html.Node, attr string) Value {
	if attr == "" {
		return x.text(textOf(n), "")
	}
	v, ok := attrOf(n, attr)
	if !ok {
		return Value{}
	}
	return x.text(v, attr)
}

// text trims s, which is the value of attr if any, and makes a URL absolute.
func (x *extraction) text(s, attr string) Value {
	if x.base && (attr == "href" || attr == "src") {
		s = x.doc.absolute(s)
	}
	return Value{Kind: String, Str: strings.TrimSpace(s)}
}

// xpathTexts yields what an expression comes to on one node.
func (x *extraction) xpathTexts(expr *XPath, n *html.Node, yield func(Value) bool) error {
	scalar, nodes, err := expr.evaluate(n, &x.steps)
	if err != nil {
		return err
	}
	switch v := scalar.(type) {
	case nil:
	case float64:
		yield(Value{Kind: Number, Num: v})
		return nil
	case bool:
		b := Value{Kind: Bool}
		if v {
			b.Num = 1
		}
		yield(b)
		return nil
	case string:
		yield(x.text(v, ""))
		return nil
	}
	for _, m := range unique(nodes) {
		attr := ""
		if m.attr >= 0 {
			attr = m.node.Attr[m.attr].Key
		}
		if !yield(x.text(m.text(), attr)) {
			return nil
		}
	}
	return nil
}

// convert runs the field's converters over a raw value, and copies the text that
// leaves the page.
func (x *extraction) convert(f *Field, v Value) Value {
	for _, c := range f.convert {
		if v.Kind != String {
			break
		}
		text := v.Str
		if v = c.apply(x.doc, text); v.Kind == Nil {
			x.bad = clip(text)
			return v
		}
	}
	if v.Kind == String {
		v.Str = copyOf(v.Str)
	}
	return v
}

// clip shortens a text for a message.
func clip(s string) string {
	if len(s) > maxShown {
		return strings.ToValidUTF8(s[:maxShown], "") + "…"
	}
	return strings.Clone(s)
}
