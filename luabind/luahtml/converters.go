package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

// converters reads re =, date_format = and convert =, which apply in that order.
func (r *specReader) converters(t *lua.LTable, f *fieldShape, def *page.FieldDef) error {
	if re := t.RawGetString("re"); re != lua.LNil {
		pattern, ok := pattern(re)
		if !ok {
			return r.wrong(f.path, "re", "a regular expression", re)
		}
		if err := r.add(f, def, "re:"+pattern, func() (page.Converter, error) { return page.NewRegexp(pattern) }); err != nil {
			return err
		}
	}
	if format := t.RawGetString("date_format"); format != lua.LNil {
		if err := r.dateFormat(format, f, def); err != nil {
			return err
		}
	}
	convert := t.RawGetString("convert")
	list, ok := convert.(*lua.LTable)
	if !ok {
		if convert == lua.LNil {
			return nil
		}
		return r.converter(convert, f, def)
	}
	for i := 1; i <= list.Len(); i++ {
		if f.convert != nil {
			return r.badf(f.path, "nothing can come after a function in convert")
		}
		if err := r.converter(list.RawGetInt(i), f, def); err != nil {
			return err
		}
	}
	return nil
}

// dateFormat reads a format of dates, which stands for convert = "date".
func (r *specReader) dateFormat(v lua.LValue, f *fieldShape, def *page.FieldDef) error {
	format, ok := v.(lua.LString)
	if !ok {
		return r.wrong(f.path, "date_format", "a format such as \"%d.%m.%Y\"", v)
	}
	return r.add(f, def, "date:"+string(format), func() (page.Converter, error) {
		layout, err := DateLayout(string(format))
		if err != nil {
			return page.Converter{}, err
		}
		return page.NewDate([]string{layout})
	})
}

func pattern(v lua.LValue) (string, bool) {
	if re, ok := bind.To[Regexp](v); ok {
		return re.Regexp().String(), true
	}
	s, ok := v.(lua.LString)
	return string(s), ok
}

func (r *specReader) converter(v lua.LValue, f *fieldShape, def *page.FieldDef) error {
	switch v := v.(type) {
	case *lua.LFunction:
		f.convert = v
		return nil
	case lua.LString:
		return r.add(f, def, string(v), func() (page.Converter, error) { return page.NewConverter(string(v)) })
	}
	return r.wrong(f.path, "convert", "the name of a converter, a function, or a list of those", v)
}

// add adds a converter, which is made once a state.
func (r *specReader) add(f *fieldShape, def *page.FieldDef, key string, build func() (page.Converter, error)) error {
	converter, err := r.lib.converter(key, build)
	if err != nil {
		return r.badf(f.path, "%s", err)
	}
	def.Convert = append(def.Convert, converter)
	return nil
}
