package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/session/page"
)

var extractRow = bind.Func{
	Name: "extract",
	Doc: `Makes records of the selection in one pass, outside the Lua lock: a list of them where items says which elements they are, else one.
A field is a selector's first match's text, trimmed; "css@attr" its attribute and "@attr" that of the item itself ("." is its text), href and src made absolute where the page's URL is known; "css::text" and "xpath:expr" work too. {css} is the list of every match, { items =, fields = } a list of nested records, { fields = } one. A missing field is nil, a missing list empty.
A table with select = says more: list = true (every match), re = (an RE2 pattern: its first group, or the whole match), convert = ("trim", "number", "integer", "date" as seconds since 1970, "url", a function of the value, or a list of those, a function last; what cannot be converted is missing), date_format = (how dates are written, in place of convert = "date", as os.date has it: "%d.%m.%Y"), default = (what stands for a missing value), required = true (a missing value is a MissingError). {css, convert = …} takes the same for a list.
expect = { title = 0.95 } fails the run at its end where fewer records than that had the field; name = says what reports call these records, which is items otherwise.`,
	Params:  []bind.Param{bind.P("spec", bind.Table, "items, fields, and where wanted name and expect")},
	Returns: "table[]|table", Raises: []*bind.Kind{SelectorError, MissingError, DocumentError},
	Example: on(`<div class=item><a class=title href="/1">First</a><b class=price>1,200 €</b><i class=tag>x</i><i class=tag>y</i></div>`, `
local records = doc:extract{
  items = ".item",
  fields = {
    title = "a.title",
    url = "a.title@href",
    tags = {".tag"},
    price = {select = ".price", convert = "number", required = true},
    votes = {select = ".votes", convert = "integer", default = 0},
    loud = {select = "a.title", convert = function(title) return title:upper() end},
  },
  expect = {title = 0.95},
}
for _, r in ipairs(records) do print(r.title, r.url, r.price, r.votes, r.loud, #r.tags) end`),
	Fn: func(c *bind.Call) error {
		s, lib := self(c), libraryOf(c.State())
		plan, err := readSpec(c, lib, c.Table(1))
		if err != nil {
			return err
		}
		spec, err := page.CompileSpec(plan.def)
		if err != nil {
			return err
		}
		counts := lib.expecting(plan.label, plan.expect)
		tables := maker{array: luajson.MarksOf(c.State()).Array}
		made := compute(c, s, light/(plan.fields+1), func() outcome[lua.LValue] {
			v, err := s.Extract(spec, counts)
			if err != nil {
				return outcome[lua.LValue]{nil, err}
			}
			return outcome[lua.LValue]{tables.records(plan.shape, v), nil}
		})
		if made.err != nil {
			return made.err
		}
		if plan.shape.calls {
			f := finisher{c: c, url: s.doc.page.URL()}
			if err := f.records(plan.shape, made.value.(*lua.LTable), 0); err != nil {
				return err
			}
		}
		return c.Return(made.value)
	},
}

// maker makes tables of values. It makes new ones only and looks at no state, so
// that it needs no lock.
type maker struct {
	array *lua.LTable // the metatable of lists, which stay lists in JSON
}

func (m maker) list(n int) *lua.LTable {
	t := (*lua.LState)(nil).CreateTable(n, 0)
	t.Metatable = m.array
	return t
}

// records makes what extract gives for a shape: a list or one record.
func (m maker) records(shape *recordShape, v page.Value) lua.LValue {
	if !shape.list {
		return m.record(shape, v)
	}
	t := m.list(len(v.List))
	for i, r := range v.List {
		t.RawSetInt(i+1, m.record(shape, r))
	}
	return t
}

func (m maker) record(shape *recordShape, v page.Value) *lua.LTable {
	t := (*lua.LState)(nil).CreateTable(0, len(shape.fields))
	for i := range shape.fields {
		f := &shape.fields[i]
		if x := m.field(f, v.List[i]); x != lua.LNil {
			t.RawSetString(f.name, x)
		}
	}
	return t
}

// field makes a field's value. What is missing becomes its default, but where a
// function is to be called first.
func (m maker) field(f *fieldShape, v page.Value) lua.LValue {
	empty := v.Kind == page.Nil || v.Kind == page.List && len(v.List) == 0
	switch {
	case empty && f.fallback != nil && f.convert == nil:
		return f.fallback
	case f.nested != nil:
		return m.records(f.nested, v)
	}
	return m.value(v)
}

func (m maker) value(v page.Value) lua.LValue {
	switch v.Kind {
	case page.String:
		return lua.LString(v.Str)
	case page.Number, page.Date:
		return lua.LNumber(v.Num)
	case page.Bool:
		return lua.LBool(v.Num == 1)
	case page.List:
		t := m.list(len(v.List))
		for i, x := range v.List {
			t.RawSetInt(i+1, m.value(x))
		}
		return t
	}
	return lua.LNil
}

// finisher calls the functions among the converters, with the lock held, once the
// records are made.
type finisher struct {
	c   *bind.Call
	url string
}

// records finishes a list or one record; index is the outermost record's position,
// 0 where these are the outermost.
func (f *finisher) records(shape *recordShape, t *lua.LTable, index int) error {
	if !shape.list {
		return f.record(shape, t, max(index, 1))
	}
	for i := 1; i <= t.Len(); i++ {
		at := index
		if at == 0 {
			at = i
		}
		if err := f.record(shape, t.RawGetInt(i).(*lua.LTable), at); err != nil {
			return err
		}
	}
	return nil
}

func (f *finisher) record(shape *recordShape, t *lua.LTable, index int) error {
	for i := range shape.fields {
		field := &shape.fields[i]
		v := t.RawGetString(field.name)
		switch nested, isTable := v.(*lua.LTable); {
		case field.convert != nil:
			if err := f.convert(field, t, v, index); err != nil {
				return err
			}
		case field.nested != nil && field.nested.calls && isTable && v != field.fallback:
			if err := f.records(field.nested, nested, index); err != nil {
				return err
			}
		}
	}
	return nil
}

// convert calls the field's function with its value, or with each of its list.
func (f *finisher) convert(field *fieldShape, record *lua.LTable, v lua.LValue, index int) error {
	found := v
	list, isList := v.(*lua.LTable)
	switch {
	case isList:
		n := 0
		for i := 1; i <= list.Len(); i++ {
			x, err := f.call(field, list.RawGetInt(i))
			if err != nil {
				return err
			}
			if x != lua.LNil {
				n++
				list.RawSetInt(n, x)
			}
		}
		for i := list.Len(); i > n; i-- {
			list.RawSetInt(i, lua.LNil)
		}
		if n == 0 {
			found = lua.LNil
		}
	case v != lua.LNil:
		x, err := f.call(field, v)
		if err != nil {
			return err
		}
		found = x
	}
	if found == lua.LNil {
		switch {
		case field.required:
			missing := &page.MissingError{Record: index, Field: field.path, URL: f.url}
			if s, ok := v.(lua.LString); ok {
				missing.Text = string(s)
			}
			return missing
		case field.fallback != nil:
			found = field.fallback
		case isList:
			found = list
		}
	}
	record.RawSetString(field.name, found)
	return nil
}

func (f *finisher) call(field *fieldShape, v lua.LValue) (lua.LValue, error) {
	results, err := f.c.CallLua(field.convert, v)
	if err != nil || len(results) == 0 {
		return lua.LNil, err
	}
	return results[0], nil
}
