package luahtml

import (
	"fmt"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

// plan is what extract's table says, read.
type plan struct {
	def    *page.SpecDef
	shape  *recordShape
	fields int // how many there are, nested ones included
	label  string
	expect map[string]float64
}

// recordShape is what Lua adds to a page.SpecDef: how its records look, and what
// is done with a value once the page has been left. Its fields are parallel to
// those of the definition.
type recordShape struct {
	list   bool // of records; else one
	fields []fieldShape
	calls  bool // a field of it or below it has a function
}

type fieldShape struct {
	name     string
	path     string // with those of the records around it
	nested   *recordShape
	convert  *lua.LFunction // nil for none
	fallback lua.LValue     // nil for none
	required bool
}

// maxNesting bounds tables inside tables, which may be circular.
const maxNesting = 32

// The keys of the tables that make up a specification.
var (
	specKeys   = []string{"items", "fields", "name", "expect"}
	nestedKeys = []string{"items", "fields", "required", "default"}
	fieldKeys  = []string{"select", "list", "re", "convert", "date_format", "required", "default"}
)

// specReader reads extract's table. Its errors name the path of the field.
type specReader struct {
	c    *bind.Call
	lib  *library
	plan *plan
}

func readSpec(c *bind.Call, lib *library, t *lua.LTable) (*plan, error) {
	r := &specReader{c: c, lib: lib, plan: &plan{}}
	if err := r.keys(t, "", specKeys); err != nil {
		return nil, err
	}
	var err error
	if r.plan.def, r.plan.shape, err = r.record(t, "", 0); err != nil {
		return nil, err
	}
	r.plan.label = r.plan.def.Items
	switch name := t.RawGetString("name").(type) {
	case lua.LString:
		r.plan.label = string(name)
	case *lua.LNilType:
	default:
		return nil, r.wrong("", "name", "a string (what reports call these records)", name)
	}
	return r.plan, r.expect(t.RawGetString("expect"))
}

// badf is an error at a field.
func (r *specReader) badf(path, format string, args ...any) error {
	message := fmt.Sprintf(format, args...)
	if path != "" {
		message = fmt.Sprintf("field '%s': %s", path, message)
	}
	return bind.Errorf(bind.ArgumentError, "extract: %s", message)
}

func (r *specReader) wrong(path, key, want string, got lua.LValue) error {
	return r.badf(path, "%s must be %s, not %s", key, want, bind.Show(got))
}

// keys refuses the names in t that are not among known. An item [1] is left to
// the caller.
func (r *specReader) keys(t *lua.LTable, path string, known []string) error {
	var failed error
	inOrder(t, func(k, _ lua.LValue) {
		name, ok := k.(lua.LString)
		if failed != nil || ok && slices.Contains(known, string(name)) || k == lua.LNumber(1) && slices.Contains(known, "select") {
			return
		}
		if !ok {
			failed = r.badf(path, "there is no use for %s here; wanted %s", bind.Show(k), strings.Join(known, ", "))
			return
		}
		failed = r.badf(path, "unknown key '%s'%s", string(name), nearest(string(name), known))
	})
	return failed
}

// elsewhere is what others call the keys of a field.
var elsewhere = map[string]string{
	"pattern": "re", "regex": "re", "css": "select", "selector": "select", "type": "convert", "transform": "convert", "multiple": "list", "all": "list",
	"attr": `select, as "a@href"`, "attribute": `select, as "a@href"`, "xpath": `select, as "xpath://a"`,
}

func nearest(name string, known []string) string {
	if here := elsewhere[name]; here != "" && slices.Contains(known, "select") {
		return "; here it is " + here
	}
	if n := bind.Nearest(name, known); n != "" {
		return fmt.Sprintf("; did you mean '%s'?", n)
	}
	return "; wanted " + strings.Join(known, ", ")
}

// record reads { items =, fields = }.
func (r *specReader) record(t *lua.LTable, path string, depth int) (*page.SpecDef, *recordShape, error) {
	if depth > maxNesting {
		return nil, nil, r.badf(path, "records are nested more than %d deep", maxNesting)
	}
	def, shape := &page.SpecDef{}, &recordShape{}
	if items := t.RawGetString("items"); items != lua.LNil {
		css, ok := source(items)
		if !ok || strings.TrimSpace(css) == "" {
			return nil, nil, r.wrong(path, "items", "a selector", items)
		}
		def.Items, shape.list = css, true
	}
	fields, ok := t.RawGetString("fields").(*lua.LTable)
	if !ok {
		return nil, nil, r.wrong(path, "fields", "a table such as { title = \"h1\" }", t.RawGetString("fields"))
	}
	var failed error
	inOrder(fields, func(k, v lua.LValue) {
		if failed != nil {
			return
		}
		name, ok := k.(lua.LString)
		if !ok {
			failed = r.badf(path, "fields have names, but the table has the key %s", bind.Show(k))
			return
		}
		r.plan.fields++
		f := fieldShape{name: string(name), path: string(name)}
		if path != "" {
			f.path = path + "." + f.name
		}
		var d page.FieldDef
		if d, failed = r.field(v, &f, depth); failed == nil {
			d.Name = f.name
			def.Fields, shape.fields = append(def.Fields, d), append(shape.fields, f)
			shape.calls = shape.calls || f.convert != nil || f.nested != nil && f.nested.calls
		}
	})
	return def, shape, failed
}

// source is the selector that v stands for.
func source(v lua.LValue) (string, bool) {
	if sel, ok := bind.To[*page.Selector](v); ok {
		return sel.String(), true
	}
	css, ok := v.(lua.LString)
	return string(css), ok
}

// field reads one field in any of its forms.
func (r *specReader) field(v lua.LValue, f *fieldShape, depth int) (page.FieldDef, error) {
	if css, ok := source(v); ok {
		return page.FieldDef{Select: css}, nil
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return page.FieldDef{}, r.badf(f.path, "wanted a selector, { selector } for every match, a table with select =, or one with fields =, not %s", bind.Show(v))
	}
	nested := t.RawGetString("fields") != lua.LNil || t.RawGetString("items") != lua.LNil
	known := fieldKeys
	if nested {
		known = nestedKeys
	}
	if err := r.keys(t, f.path, known); err != nil {
		return page.FieldDef{}, err
	}
	def := page.FieldDef{}
	var err error
	if nested {
		def.Nested, f.nested, err = r.record(t, f.path, depth+1)
	} else {
		err = r.source(t, f, &def)
	}
	if err != nil {
		return def, err
	}
	if f.required, err = r.flag(t, f.path, "required"); err != nil {
		return def, err
	}
	def.Required = f.required
	if v := t.RawGetString("default"); v != lua.LNil {
		if f.required {
			return def, r.badf(f.path, "a required field cannot have a default")
		}
		f.fallback = v
	}
	return def, nil
}

// source reads what says where a field is: select =, or a list of one selector.
func (r *specReader) source(t *lua.LTable, f *fieldShape, def *page.FieldDef) error {
	one, every := t.RawGetString("select"), t.RawGetInt(1)
	var err error
	switch {
	case one != lua.LNil && every != lua.LNil:
		return r.badf(f.path, "there are two selectors: one as select =, one in the list")
	case one == lua.LNil && every == lua.LNil:
		return r.badf(f.path, "there is no selector; wanted select = \"…\"")
	case every != lua.LNil:
		one, def.All = every, true
	default:
		if def.All, err = r.flag(t, f.path, "list"); err != nil {
			return err
		}
	}
	css, ok := source(one)
	if !ok {
		return r.wrong(f.path, "the selector", "a string", one)
	}
	def.Select = css
	return r.converters(t, f, def)
}

func (r *specReader) flag(t *lua.LTable, path, key string) (bool, error) {
	switch v := t.RawGetString(key).(type) {
	case *lua.LNilType:
		return false, nil
	case lua.LBool:
		return bool(v), nil
	default:
		return false, r.wrong(path, key, "a boolean", v)
	}
}

// expect reads the shares at which fields are to be found.
func (r *specReader) expect(v lua.LValue) error {
	if v == lua.LNil {
		return nil
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return r.wrong("", "expect", "a table such as { title = 0.95 }", v)
	}
	paths := r.plan.shape.paths(nil)
	r.plan.expect = map[string]float64{}
	var failed error
	inOrder(t, func(k, v lua.LValue) {
		name, _ := k.(lua.LString)
		share, ok := v.(lua.LNumber)
		switch {
		case failed != nil:
		case !slices.Contains(paths, string(name)):
			failed = r.badf("", "expect: there is no field %s%s", bind.Show(k), nearest(string(name), paths))
		case !ok || !(share >= 0 && share <= 1):
			failed = r.wrong("", fmt.Sprintf("expect.%s", string(name)), "a share from 0 to 1", v)
		default:
			r.plan.expect[string(name)] = float64(share)
		}
	})
	return failed
}

// paths lists the fields, nested ones as "author.name".
func (s *recordShape) paths(list []string) []string {
	for i := range s.fields {
		list = append(list, s.fields[i].path)
		if s.fields[i].nested != nil {
			list = s.fields[i].nested.paths(list)
		}
	}
	return list
}
