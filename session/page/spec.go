package page

import (
	"fmt"
	"strings"
)

// SpecDef says what to extract. Items, where not empty, is a selector (or
// "xpath:" and an expression) whose every match is a record; else the whole
// selection is one.
type SpecDef struct {
	Items  string
	Fields []FieldDef
}

// FieldDef is one field of a record.
type FieldDef struct {
	Name string
	// Select is where the field is: a CSS selector ("a.title"), which may end in
	// @attr, ::attr(name) or ::text; "@attr" or "." for the item itself; or
	// "xpath:" and an expression relative to the item. The first match counts;
	// its text or attribute is trimmed. Unused where Nested is set.
	Select string
	// All asks for the list of every match instead of the first.
	All bool
	// Nested makes the field a list of records (with Items) or a record.
	Nested *SpecDef
	// Convert is applied to each text in turn. A text that cannot be converted
	// counts as missing.
	Convert []Converter
	// Default stands in for a missing value.
	Default Value
	// Required makes a missing value an error of the whole extract. A Default
	// with it is a *SpecError.
	Required bool
}

// SpecError is a definition that makes no sense; the binding shows Field.
type SpecError struct {
	Field   string // its path, such as "author.name"; "" is the whole
	Message string
	Cause   error // the *SelectorError, where a selector is at fault
}

// Error names the field.
func (e *SpecError) Error() string {
	at := ""
	if e.Field != "" {
		at = fmt.Sprintf("field %q: ", e.Field)
	}
	if e.Cause != nil {
		return at + e.Cause.Error()
	}
	return at + e.Message
}

// Unwrap returns Cause.
func (e *SpecError) Unwrap() error { return e.Cause }

// Spec is a compiled SpecDef. It never changes, and any number of goroutines may
// extract with it at once.
type Spec struct {
	items  *source // nil: the selection is one record
	fields []Field
	label  string // of the items, for drift
}

// Field is a field of a Spec.
type Field struct {
	Name   string
	Nested *Spec // of its records, or nil

	path     string // from the outermost record
	from     *source
	all      bool
	convert  []Converter
	fallback Value
	required bool
}

// Fields lists the fields in the order in which a Record holds their values. The
// slice is not to be changed.
func (s *Spec) Fields() []Field { return s.fields }

// maxNesting bounds definitions inside definitions, which may be circular.
const maxNesting = 32

// CompileSpec compiles a definition. The error is a *SpecError, around a
// *SelectorError where a selector is bad. Selectors come from the cache, so
// compiling the same definition for every page costs little.
func CompileSpec(def *SpecDef) (*Spec, error) { return compileSpec(def, "", 0) }

func compileSpec(def *SpecDef, path string, depth int) (*Spec, error) {
	if depth > maxNesting {
		return nil, &SpecError{Field: path, Message: fmt.Sprintf("definitions are nested more than %d deep", maxNesting)}
	}
	if len(def.Fields) == 0 {
		return nil, &SpecError{Field: path, Message: "there are no fields; wanted fields = { name = \"selector\", … }"}
	}
	s := &Spec{label: def.Items, fields: make([]Field, len(def.Fields))}
	if def.Items != "" {
		items, err := compileSource(def.Items)
		if err != nil {
			return nil, &SpecError{Field: path, Cause: err}
		}
		if !items.selectsElements() {
			return nil, &SpecError{Field: path, Message: fmt.Sprintf("items = %q selects strings; records are made of elements", def.Items)}
		}
		s.items = items
	}
	for i := range def.Fields {
		if err := s.fields[i].compile(&def.Fields[i], path, depth); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (f *Field) compile(def *FieldDef, path string, depth int) error {
	f.Name, f.path = def.Name, def.Name
	if path != "" {
		f.path = path + "." + def.Name
	}
	f.all, f.convert, f.fallback, f.required = def.All, def.Convert, def.Default, def.Required
	if f.required && f.fallback.Kind != Nil {
		return &SpecError{Field: f.path, Message: "a required field cannot have a default"}
	}
	for i, c := range f.convert {
		if i < len(f.convert)-1 && !c.text {
			return &SpecError{Field: f.path, Message: fmt.Sprintf("no converter can follow %q, which does not give text", c.name)}
		}
	}
	var err error
	if def.Nested != nil {
		f.Nested, err = compileSpec(def.Nested, f.path, depth+1)
		return err
	}
	if f.from, err = compileSource(def.Select); err != nil {
		return &SpecError{Field: f.path, Cause: err}
	}
	return nil
}

// source is where a field's texts come from.
type source struct {
	css   *Selector // nil with self: the item itself
	xpath *XPath
	attr  string // "" is the text
}

// xpathPrefix marks an XPath expression among selectors.
const xpathPrefix = "xpath:"

// compileSource compiles "css", "css@attr", "@attr", "." or "xpath:…".
func compileSource(text string) (*source, error) {
	text = strings.TrimSpace(text)
	if expr, ok := strings.CutPrefix(text, xpathPrefix); ok {
		x, err := CompileXPath(strings.TrimSpace(expr))
		return &source{xpath: x}, err
	}
	if text == "." {
		return &source{}, nil
	}
	css, attr, err := cutAttr(text)
	if err != nil {
		return nil, err
	}
	if css == "" && attr != "" {
		return &source{attr: attr}, nil
	}
	if attr != "" {
		sel, err := CompileBelow(css)
		return &source{css: sel, attr: attr}, err
	}
	sel, err := CompileQuery(css)
	return &source{css: sel}, err
}

// selectsElements reports whether the source can give the elements of records.
func (s *source) selectsElements() bool {
	switch {
	case s.attr != "":
		return false
	case s.xpath != nil:
		return s.xpath.yields == xElements
	}
	return s.css == nil || !s.css.SelectsStrings()
}

// cutAttr takes @attr off the end of a field's selector. An @ inside brackets or
// quotes is part of the selector.
func cutAttr(text string) (css, attr string, err error) {
	at := strings.LastIndexByte(text, '@')
	if at < 0 || strings.ContainsAny(text[at:], `])"'`) {
		return text, "", nil
	}
	attr = strings.ToLower(strings.TrimSpace(text[at+1:]))
	if attr == "" || strings.ContainsAny(attr, " \t\n>+~,#.([=*") {
		return "", "", selectorErrorf(text, at+1, "wanted one attribute's name after @, as in a@href")
	}
	return strings.TrimSpace(text[:at]), attr, nil
}
