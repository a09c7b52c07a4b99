package luahtml_test

import (
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

// everyWay calls a method with each of a script's strings and keeps what it finds
// from failing: only errors of the module's kinds may come out of it.
const everyWay = `
local doc = html.parse(markup, {base_url = "https://example.org/"})
local function try(fn, ...)
  local ok, e = pcall(fn, ...)
  if ok then return e end
  assert(type(e) == "table" and e.type ~= "InternalError" and #e.message > 0, tostring(e))
end
for _, name in ipairs{"find", "filter", "is", "has", "not_", "closest", "children", "next_all", "select_one", "add", "xpath", "find_all", "attr", "has_class"} do
  local found = try(doc[name], doc, a)
  if type(found) == "userdata" then
    for i, el in found:each() do
      if i > 3 then break end
      try(el[name], el, b)
      assert(#el == 1 and type(el:text()) == "string")
    end
    assert(found[#found + 1] == nil and #found:slice(-2) <= 2)
  end
end
try(doc.find_all, doc, {a, b}, {[a] = b, class = {b, true}}, {text = b, limit = 3})
try(doc.extract, doc, {items = a, fields = {x = b, y = {a .. "@" .. b}, z = {select = b, re = a, convert = b, default = 1}, n = {items = b, fields = {x = "."}}}})
try(doc.extract, doc, {fields = {x = {select = a, date_format = b}}, expect = {x = 0.5}})
for _, form in ipairs(doc:forms()) do try(form.request, form, {[a] = b}, {extra = {[b] = a}, button = a}) end
for _, name in ipairs{"append", "prepend", "wrap", "set_html", "set_text", "add_class", "replace_with", "remove_attr"} do
  local target = try(doc.find, doc, a)
  if type(target) == "userdata" then try(target:eq(1)[name], target:eq(1), b) end
  assert(type(doc:outer_html()) == "string")
end
`

// FuzzScript hands any strings to every method on any page.
func FuzzScript(f *testing.F) {
	f.Add("p", "> a[href]", `<p class="x">a <a href="b">c</a></p>`)
	f.Add("//p[1]", "date", `<form><input name=x><select name=p><option>1</select></form>`)
	f.Add(":is(p, b):has(+ i)", "xpath:.//i", "<p>1<i>2</i><table><tr><td>x")
	s := bindtest.NewState(f, luahtml.Module)
	f.Fuzz(func(t *testing.T, a, b, markup string) {
		for name, v := range map[string]string{"a": a, "b": b, "markup": markup} {
			s.Globals().RawSetString(name, lua.LString(v))
		}
		if _, err := bindtest.Run(s, everyWay); err != nil {
			t.Errorf("%v", err)
		}
	})
}
