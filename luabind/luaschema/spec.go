package luaschema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// maxDepth is how deep a schema may lie in schemas.
const maxDepth = 50

// reader reads what schema.new is given.
type reader struct {
	c     *bind.Call
	depth int
}

func (r *reader) bad(path, format string, args ...any) error {
	return r.c.Badf("field '%s': %s", path, fmt.Sprintf(format, args...))
}

// schema reads the fields of a record.
func (r *reader) schema(prefix string, t *lua.LTable, extra bool) (*Schema, error) {
	if r.depth++; r.depth > maxDepth {
		return nil, r.c.Badf("schemas lie inside each other more than %d deep", maxDepth)
	}
	defer func() { r.depth-- }()
	s := &Schema{rules: map[string]*rule{}, extra: extra}
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		name, ok := k.(lua.LString)
		if !ok {
			return nil, r.c.Badf("a schema names its fields, but this one has %s", bind.Show(k))
		}
		rule, err := r.rule(prefix+string(name), v)
		if err != nil {
			return nil, err
		}
		s.names = append(s.names, string(name))
		s.rules[string(name)] = rule
	}
	return s, nil
}

// rule reads what one field must be.
func (r *reader) rule(path string, v lua.LValue) (*rule, error) {
	switch v := v.(type) {
	case lua.LString:
		return r.named(path, string(v))
	case *lua.LTable:
		return r.table(path, v)
	}
	if s, ok := bind.To[*Schema](v); ok {
		return &rule{basic: basics["table"], fields: s}, nil
	}
	return nil, r.bad(path, "wanted a type such as \"string\", a table such as {\"string\", min = 1}, or a schema, not %s", bind.Show(v))
}

func (r *reader) named(path, name string) (*rule, error) {
	base, optional := strings.CutSuffix(name, "?")
	b, ok := basics[base]
	if !ok {
		hint := ""
		if near := bind.Nearest(base, typeNames); near != "" {
			hint = "; did you mean \"" + near + "\"?"
		}
		return nil, r.bad(path, "there is no type %q%s; there are %s, each also with ? for one that may be missing", name, hint, strings.Join(typeNames, ", "))
	}
	return &rule{basic: b, optional: optional}, nil
}

var ruleKeys = []string{"list", "fields", "optional", "min", "max", "pattern", "one_of", "default"}

// synonyms are what others call these.
var synonyms = map[string]string{"enum": "one_of", "choices": "one_of", "items": "list", "properties": "fields", "required": "optional", "regex": "pattern", "minimum": "min", "maximum": "max"}

// table reads {"string", min = 1}, {list = "string"} and {fields = {…}}.
func (r *reader) table(path string, t *lua.LTable) (*rule, error) {
	for k, _ := t.Next(lua.LNil); k != lua.LNil; k, _ = t.Next(k) {
		name, ok := k.(lua.LString)
		if k != lua.LNumber(1) && (!ok || !slices.Contains(ruleKeys, string(name))) {
			hint := ""
			if near := nearestKey(string(name)); near != "" {
				hint = "; did you mean '" + near + "'?"
			}
			return nil, r.bad(path, "there is no use for %s here%s; wanted a type, and %s", bind.Show(k), hint, strings.Join(ruleKeys, ", "))
		}
	}
	made, err := r.base(path, t)
	if err != nil {
		return nil, err
	}
	if made.min, err = r.bound(path, "min", t, made); err != nil {
		return nil, err
	}
	if made.max, err = r.bound(path, "max", t, made); err != nil {
		return nil, err
	}
	if made.min != nil && made.max != nil && *made.min > *made.max {
		return nil, r.bad(path, "nothing is at least %v and at most %v: min is above max", *made.min, *made.max)
	}
	switch v := t.RawGetString("optional").(type) {
	case *lua.LNilType:
	case lua.LBool:
		made.optional = made.optional || bool(v)
	default:
		return nil, r.bad(path, "optional must be a boolean, not %s", bind.Show(v))
	}
	if err := r.pattern(path, t, made); err != nil {
		return nil, err
	}
	switch v := t.RawGetString("one_of").(type) {
	case *lua.LNilType:
	case *lua.LTable:
		made.oneOf = []lua.LValue{}
		for i := 1; i <= v.Len(); i++ {
			made.oneOf = append(made.oneOf, v.RawGetInt(i))
		}
	default:
		return nil, r.bad(path, "one_of must be a list of values, not %s", bind.Show(v))
	}
	return made, r.byDefault(path, t, made)
}

func nearestKey(name string) string {
	if known := synonyms[name]; known != "" {
		return known
	}
	return bind.Nearest(name, ruleKeys)
}

// byDefault reads the value for a field that is missing, which must be one that the
// field may have. A table would be one table in all records.
func (r *reader) byDefault(path string, t *lua.LTable, made *rule) error {
	v := t.RawGetString("default")
	if v == lua.LNil {
		return nil
	}
	switch v.(type) {
	case lua.LString, lua.LNumber, lua.LBool:
	default:
		return r.bad(path, "default must be a string, a number or a boolean, not %s", bind.Show(v))
	}
	var f failure
	if made.check(&f, "default", v); f.problems != nil {
		return r.bad(path, "default %s", f.problems[0].text)
	}
	made.byDefault = v
	return nil
}

// base reads the type of a rule: its first item, list or fields, one of them.
func (r *reader) base(path string, t *lua.LTable) (*rule, error) {
	first, list, fields := t.RawGetInt(1), t.RawGetString("list"), t.RawGetString("fields")
	given := 0
	for _, v := range []lua.LValue{first, list, fields} {
		if v != lua.LNil {
			given++
		}
	}
	if given != 1 {
		return nil, r.bad(path, "wanted one of a type (as first item), list = and fields =, but there are %d", given)
	}
	switch {
	case list != lua.LNil:
		item, err := r.rule(path+"[]", list)
		return &rule{basic: basics["list"], item: item}, err
	case fields != lua.LNil:
		sub, ok := fields.(*lua.LTable)
		if !ok {
			return nil, r.bad(path, "fields must be a table of fields, not %s", bind.Show(fields))
		}
		s, err := r.schema(path+".", sub, false)
		return &rule{basic: basics["table"], fields: s}, err
	}
	name, ok := first.(lua.LString)
	if !ok {
		return nil, r.bad(path, "the first item must be the name of a type, not %s", bind.Show(first))
	}
	return r.named(path, string(name))
}

func (r *reader) bound(path, name string, t *lua.LTable, of *rule) (*float64, error) {
	v := t.RawGetString(name)
	if v == lua.LNil {
		return nil, nil
	}
	if !isNumber(v) {
		return nil, r.bad(path, "%s must be a number, not %s", name, bind.Show(v))
	}
	if of.measure == nil {
		return nil, r.bad(path, "%s has no meaning for %s", name, of.want)
	}
	n := number(v)
	return &n, nil
}

func (r *reader) pattern(path string, t *lua.LTable, made *rule) error {
	v := t.RawGetString("pattern")
	if v == lua.LNil {
		return nil
	}
	text, ok := v.(lua.LString)
	if !ok || made.unit != "character" {
		return r.bad(path, "pattern must be a regular expression, for a string, not %s for %s", bind.Show(v), made.want)
	}
	re, err := regexp.Compile(string(text))
	if err != nil {
		return r.bad(path, "%v", err)
	}
	made.pattern = re
	return nil
}
