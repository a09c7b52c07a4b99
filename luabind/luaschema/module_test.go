package luaschema_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
	"luafut/luabind/luaschema"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luaschema.Module) }

// TestDefaults holds that a record gets the defaults of what it lacks.
func TestDefaults(t *testing.T) {
	s := bindtest.NewState(t, luaschema.Module, luajson.Module)
	got := bindtest.Eval(t, s, `local r = schema.new{n = {"integer", default = 3}, ok = {"boolean", default = false}, s = {fields = {t = {"string", default = "x"}}}}:
		validate{ok = json.null, n = 4, s = {}} return r.n, r.ok, r.s.t`)
	if want := "4 false x"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestSchemas checks a record with a schema and compares the message, or "true".
func TestSchemas(t *testing.T) {
	for _, test := range []struct{ schema, record, want string }{
		{`{id = "integer"}`, `{id = 7}`, "true"},
		{`{id = "integer"}`, `{id = 7.5}`, "SchemaError: id must be a whole number, not the number 7.5"},
		{`{id = "integer"}`, `{id = 0/0}`, "SchemaError: id must be a whole number, not the number NaN"},
		{`{id = "integer"}`, `{}`, "SchemaError: id is missing; it must be a whole number"},
		{`{id = "integer"}`, `{id = json.null}`, "SchemaError: id is missing; it must be a whole number"},
		{`{id = "integer?"}`, `{id = json.null}`, "true"},
		{`{id = {"integer", min = 1, max = 9}}`, `{id = 10}`, "SchemaError: id must be a whole number, at least 1 and at most 9, not the number 10"},
		{`{id = {"integer", min = 1}}`, `{id = "7"}`, `SchemaError: id must be a whole number, at least 1, not the string "7"`},
		{`{t = {"string", max = 2}}`, `{t = {}}`, "SchemaError: t must be a string of at most 2 characters, not a table"},
		{`{l = {list = "string", min = 1}}`, `{l = "x"}`, `SchemaError: l must be a list of at least 1 item, not the string "x"`},
		{`{u = {"url", max = 99}}`, `{u = "/a"}`, `SchemaError: u must be an absolute http or https URL of at most 99 characters, not the string "/a"`},
		{`{t = {"string", min = 1}}`, `{t = ""}`, `SchemaError: t must be a string of at least 1 character, not the string "" of 0 characters`},
		{`{t = {"string", max = 2}}`, `{t = "äöü"}`, `SchemaError: t must be a string of at most 2 characters, not the string "äöü" of 3 characters`},
		{`{t = {"string", max = 3}}`, `{t = "äöü"}`, "true"},
		{`{t = {"string", pattern = "^a+$"}}`, `{t = "ab"}`, `SchemaError: t must be a string that matches ^a+$, not the string "ab"`},
		{`{t = {"string", one_of = {"a", "b"}}}`, `{t = "c"}`, `SchemaError: t must be a string, one of a, b, not the string "c"`},
		{`{u = "url"}`, `{u = "https://example.org/a"}`, "true"},
		{`{u = "url"}`, `{u = "/a"}`, `SchemaError: u must be an absolute http or https URL, not the string "/a"`},
		{`{d = "date"}`, `{d = "2 March 2024"}`, "true"},
		{`{d = "date"}`, `{d = "soon"}`, `SchemaError: d must be a date, not the string "soon"`},
		{`{l = {list = "string"}}`, `{l = {"a", 5}}`, "SchemaError: l[2] must be a string, not the number 5"},
		{`{l = {list = "string", min = 1}}`, `{l = {}}`, "SchemaError: l must be a list of at least 1 item, not a table of 0 items"},
		{`{l = {list = "string"}}`, `{l = {a = 1}}`, "SchemaError: l must be a list, not a table"},
		{`{l = {list = {list = "integer"}}}`, `{l = {{1}, {2, "x"}}}`, `SchemaError: l[2][2] must be a whole number, not the string "x"`},
		{`{a = {fields = {name = "string"}}}`, `{a = {name = 5}}`, "SchemaError: a.name must be a string, not the number 5"},
		{`{a = schema.new{name = "string"}}`, `{a = {nme = "x"}}`, "SchemaError: a.name is missing; it must be a string (and 1 more: see problems)"},
		{`{name = "string?"}`, `{nme = "x"}`, "SchemaError: nme is no field of the schema; did you mean 'name'?"},
		{`{name = "string?"}`, `{5}`, "SchemaError: [1] is no field of the schema"},
		{`{name = "string?"}, {extra = true}`, `{other = 5}`, "true"},
		{`{id = "integr"}`, `{}`, `ArgumentError: schema.new: field 'id': there is no type "integr"; did you mean "integer"?; there are any, string, integer, number, boolean, url, date, list, table, each also with ? for one that may be missing`},
		{`{id = {"integer", min = 5, max = 1}}`, `{}`, "ArgumentError: schema.new: field 'id': nothing is at least 5 and at most 1: min is above max"},
		{`{id = {"boolean", min = 1}}`, `{}`, "ArgumentError: schema.new: field 'id': min has no meaning for a boolean"},
		{`{id = {"string", mn = 1}}`, `{}`, `ArgumentError: schema.new: field 'id': there is no use for the string "mn" here; did you mean 'min'?; wanted a type, and list, fields, optional, min, max, pattern, one_of, default`},
		{`{id = {"string", enum = {"a"}}}`, `{}`, `ArgumentError: schema.new: field 'id': there is no use for the string "enum" here; did you mean 'one_of'?; wanted a type, and list, fields, optional, min, max, pattern, one_of, default`},
		{`{n = {"integer", default = 3}, s = {fields = {t = {"string", default = ""}}}}`, `{s = {}}`, "true"},
		{`{n = {"integer", default = 3}}`, `{n = "3"}`, `SchemaError: n must be a whole number, not the string "3"`},
		{`{n = {"integer", default = "3"}}`, `{}`, `ArgumentError: schema.new: field 'n': default must be a whole number, not the string "3"`},
		{`{n = {"any", default = {}}}`, `{}`, "ArgumentError: schema.new: field 'n': default must be a string, a number or a boolean, not a table"},
		{`{id = {}}`, `{}`, "ArgumentError: schema.new: field 'id': wanted one of a type (as first item), list = and fields =, but there are 0"},
		{`{id = 5}`, `{}`, `ArgumentError: schema.new: field 'id': wanted a type such as "string", a table such as {"string", min = 1}, or a schema, not the number 5`},
		{`{"string"}`, `{}`, "ArgumentError: schema.new: a schema names its fields, but this one has the number 1"},
		{`{id = {"string", pattern = "("}}`, `{}`, "ArgumentError: schema.new: field 'id': error parsing regexp: missing closing ): `(`"},
	} {
		s := bindtest.NewState(t, luaschema.Module, luajson.Module)
		got := bindtest.Eval(t, s, `local ok, err = schema.new(`+test.schema+`):check(`+test.record+`) return ok and "true" or err`)
		if got != test.want {
			t.Errorf("%s %s\n got %s\nwant %s", test.schema, test.record, got, test.want)
		}
	}
}

func TestDeepSchemas(t *testing.T) {
	s := bindtest.NewState(t, luaschema.Module)
	got := bindtest.Eval(t, s, `local t = {} t.t = {fields = t} schema.new(t)`)
	if want := "ArgumentError: schema.new: schemas lie inside each other more than 50 deep"; got != want {
		t.Errorf("got %s", got)
	}
}
