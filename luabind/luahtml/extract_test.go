package luahtml_test

import (
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

const shop = `<div class="item" id="i1"><a class="title" href="/1"> First </a><b class="price">1,200.50 €</b><i>3 votes</i><span class="tag">x</span><span class="tag">y</span>
<div class="by"><u>Ann</u><time>2024-03-01</time></div><ul><li data-n="1">p</li><li data-n="2">q</li></ul></div>
<div class="item" id="i2"><a class="title" href="2">Second</a><b class="price">free</b></div>`

// show is Lua code that writes a value as text, names sorted.
const show = `local function show(v)
  if type(v) ~= "table" then return tostring(v) end
  local parts = {}
  for _, x in ipairs(v) do parts[#parts + 1] = show(x) end
  if #v == 0 then
    local names = {}
    for name in pairs(v) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do parts[#parts + 1] = name .. "=" .. show(v[name]) end
  end
  return "{" .. table.concat(parts, " ") .. "}"
end
`

func TestExtract(t *testing.T) {
	// each is a specification, and what comes of it.
	var scripts []script
	for _, each := range []struct{ name, spec, want string }{
		{"text and attributes", `{items = ".item", fields = {title = "a.title", url = "a.title@href", id = "@id", none = "em"}}`,
			"{{id=i1 title=First url=https://example.org/1} {id=i2 title=Second url=https://example.org/dir/2}}"},
		{"one record", `{fields = {title = "a.title"}}`, "{title=First}"},
		{"no items", `{items = ".nosuch", fields = {title = "a"}}`, "{}"},
		{"lists", `{items = ".item", fields = {tags = {".tag"}}}`, "{{tags={x y}} {tags={}}}"},
		{"lists of attributes", `{fields = {n = {"li@data-n"}, m = {select = "li", list = true}}}`, "{m={p q} n={1 2}}"},
		{"the item itself", `{items = ".title", fields = {t = ".", u = "@href"}}`, "{{t=First u=https://example.org/1} {t=Second u=https://example.org/dir/2}}"},
		{"nested lists", `{items = ".item", fields = {rows = {items = "li", fields = {n = "@data-n", t = "."}}}}`, "{{rows={{n=1 t=p} {n=2 t=q}}} {rows={}}}"},
		{"nested record", `{items = "#i1", fields = {author = {fields = {name = ".by u", when_ = ".by time"}}}}`, "{{author={name=Ann when_=2024-03-01}}}"},
		{"pseudo-elements and XPath", `{items = ".item", fields = {a = "a::text", h = "a::attr(href)", x = "xpath:./a/@href", n = "xpath:count(.//span)", all = {"xpath:.//li"}}}`,
			"{{a=First all={p q} h=https://example.org/1 n=2 x=https://example.org/1} {a=Second all={} h=https://example.org/dir/2 n=0 x=https://example.org/dir/2}}"},
		{"items by XPath", `{items = "xpath://div[@class='item'][2]", fields = {t = "a"}}`, "{{t=Second}}"},
		{"compiled selectors", `{items = html.compile(".item"), fields = {t = html.compile("a"), l = {html.compile(".tag")}}}`, "{{l={x y} t=First} {l={} t=Second}}"},
		{"numbers", `{items = ".item", fields = {p = {select = ".price", convert = "number"}, v = {select = "i", convert = "integer"}}}`, "{{p=1200.5 v=3} {}}"},
		{"dates", `{fields = {d = {select = "time", convert = "date"}}}`, "{d=1709251200}"},
		{"dates in a format", `{fields = {d = {select = "time", date_format = "%Y-%d-%m"}, s = {select = "time", date_format = "%Y-%m-%d", convert = function(s) return s / 86400 end}, no = {select = "a", date_format = "%Y"}}}`, "{d=1704240000 s=19783}"},
		{"a bad date format", `{fields = {d = {select = "time", date_format = "%Q"}}}`, `ArgumentError: extract: field 'd': the date format "%Q" has %Q; there are %Y %y %m %d %e %j %H %I %M %S %p %a %A %b %B %z %Z %%`},
		{"a date format with digits", `{fields = {d = {select = "time", date_format = "20%y"}}}`, `ArgumentError: extract: field 'd': the text "20" in the date format "20%y" cannot stand for itself`},
		{"defaults", `{items = ".item", fields = {p = {select = ".price", convert = "number", default = -1}, tags = {".tag", default = "none"}, by = {items = ".by", fields = {u = "u"}, default = false}}}`,
			"{{by={{u=Ann}} p=1200.5 tags={x y}} {by=false p=-1 tags=none}}"},
		{"patterns", `{items = ".item", fields = {v = {select = "i", re = "(\\d+) votes", convert = "number"}, w = {select = "a", re = "^S"}}}`, "{{v=3} {w=S}}"},
		{"converters of lists", `{fields = {n = {"li@data-n", convert = "number"}}}`, "{n={1 2}}"},
		{"functions", `{items = ".item", fields = {t = {select = "a", convert = function(s) return s:upper() end}, p = {select = ".price", convert = {"number", function(n) return n * 2 end}, default = 0}}}`,
			"{{p=2401 t=FIRST} {p=0 t=SECOND}}"},
		{"functions on lists", `{fields = {n = {"li", convert = function(s) if s ~= "p" then return s .. "!" end end}, e = {"li", convert = function() end, default = "none"}, f = {"li", convert = function() end}}}`, "{e=none f={} n={q!}}"},
		{"functions in nested records", `{items = ".item", fields = {rows = {items = "li", fields = {t = {select = ".", convert = function(s) return s .. s end}}}}}`, "{{rows={{t=pp} {t=qq}}} {rows={}}}"},
		{"a function that gives nothing", `{fields = {t = {select = "a", convert = function() end, default = "d"}, u = {select = "a", convert = function() return nil end}}}`, "{t=d}"},
		{"booleans of XPath", `{fields = {b = "xpath:count(//li) = 2"}}`, "{b=true}"},
		{"required and there", `{fields = {t = {select = "a", required = true}}}`, "{t=First}"},

		{"required and missing", `{items = ".item", fields = {t = {select = "i", required = true}}}`, `MissingError: record 2 of https://example.org/dir/list: the required field "t" is missing`},
		{"required and not converted", `{items = ".item", fields = {p = {select = ".price", convert = "number", required = true}}}`, `MissingError: record 2 of https://example.org/dir/list: the required field "p" cannot be converted: "free"`},
		{"required, and the function gives nothing", `{items = ".item", fields = {b = {fields = {p = {select = ".price", convert = function(s) if s ~= "free" then return s end end, required = true}}}}}`, `MissingError: record 2 of https://example.org/dir/list: the required field "b.p" cannot be converted: "free"`},
		{"required list", `{items = ".item", fields = {tags = {".tag", required = true}}}`, `MissingError: record 2 of https://example.org/dir/list: the required field "tags" is missing`},
		{"an error in a function", `{fields = {t = {select = "a", convert = function() error("oh", 0) end}}}`, "oh"},

		{"a bad selector", `{fields = {a = {fields = {t = "a["}}}}`, "SelectorError: extract: field 'a.t': ']' that closes the '[' of column 2 is missing (column 3)\n  a[\n    ^"},
		{"bad items", `{items = "li]", fields = {t = "a"}}`, "SelectorError: extract: unexpected ']' (column 3)\n  li]\n    ^"},
		{"items that are strings", `{items = "a::text", fields = {t = "."}}`, `ArgumentError: extract: items = "a::text" selects strings; records are made of elements`},
		{"no fields", `{items = "a"}`, `ArgumentError: extract: fields must be a table such as { title = "h1" }, not nil`},
		{"empty fields", `{fields = {}}`, `ArgumentError: extract: there are no fields; wanted fields = { name = "selector", … }`},
		{"a misspelt key", `{itms = "a", fields = {t = "a"}}`, `ArgumentError: extract: unknown key 'itms'; did you mean 'items'?`},
		{"fields outside of fields", `{title = "a"}`, `ArgumentError: extract: unknown key 'title'; wanted items, fields, name, expect`},
		{"a field's key of others", `{fields = {t = {select = "a", pattern = "x"}}}`, `ArgumentError: extract: field 't': unknown key 'pattern'; here it is re`},
		{"a field's misspelt key", `{fields = {t = {select = "a", covert = "trim"}}}`, `ArgumentError: extract: field 't': unknown key 'covert'; did you mean 'convert'?`},
		{"a nested field's key", `{fields = {t = {fields = {a = "a"}, select = "a"}}}`, `ArgumentError: extract: field 't': unknown key 'select'; wanted items, fields, required, default`},
		{"two selectors", `{fields = {t = {"a", "b"}}}`, `ArgumentError: extract: field 't': there is no use for the number 2 here; wanted select, list, re, convert, date_format, required, default`},
		{"no selector", `{fields = {t = {convert = "trim"}}}`, `ArgumentError: extract: field 't': there is no selector; wanted select = "…"`},
		{"a field by number", `{fields = {"a"}}`, `ArgumentError: extract: fields have names, but the table has the key the number 1`},
		{"a number as field", `{fields = {t = 5}}`, `ArgumentError: extract: field 't': wanted a selector, { selector } for every match, a table with select =, or one with fields =, not the number 5`},
		{"no such converter", `{fields = {t = {select = "a", convert = "numbr"}}}`, `ArgumentError: extract: field 't': there is no converter "numbr"; did you mean number?; there are trim, number, integer, date, url, regex`},
		{"a bad pattern", `{fields = {t = {select = "a", re = "("}}}`, "ArgumentError: extract: field 't': the pattern \"(\" is not a regular expression: error parsing regexp: missing closing ): `(`"},
		{"something after a function", `{fields = {t = {select = "a", convert = {function() end, "trim"}}}}`, "ArgumentError: extract: field 't': nothing can come after a function in convert"},
		{"text after a number", `{fields = {t = {select = "a", convert = {"number", "trim"}}}}`, `ArgumentError: extract: field 't': no converter can follow "number", which does not give text`},
		{"required with a default", `{fields = {t = {select = "a", required = true, default = 1}}}`, "ArgumentError: extract: field 't': a required field cannot have a default"},
		{"required and no boolean", `{fields = {t = {select = "a", required = 1}}}`, "ArgumentError: extract: field 't': required must be a boolean, not the number 1"},
		{"an expected field that is none", `{fields = {title = "a"}, expect = {titel = 1}}`, `ArgumentError: extract: expect: there is no field the string "titel"; did you mean 'title'?`},
		{"an expected share", `{fields = {t = "a"}, expect = {t = 95}}`, "ArgumentError: extract: expect.t must be a share from 0 to 1, not the number 95"},
	} {
		scripts = append(scripts, script{each.name, show + "return show(doc:extract(" + each.spec + "))", each.want})
	}
	scripts = append(scripts,
		script{"a circle", `local f = {fields = {}} f.fields.f = f return select(2, pcall(doc.extract, doc, f)).message:match("records are nested more than 32 deep")`, "records are nested more than 32 deep"},
		script{"on a selection", show + `return show(doc:find("#i2"):extract{fields = {t = "a", u = "@id"}})`, "{t=Second u=i2}"},
		script{"fields of errors", `local ok, e = pcall(doc.extract, doc, {items = ".item", fields = {t = {select = "i", required = true}}}) return e.record, e.field, e.url`, "2 t https://example.org/dir/list"},
		script{"field of a selector error", `local ok, e = pcall(doc.extract, doc, {fields = {t = "a["}}) return e.field, e.selector, e.offset`, "t a[ 3"},
	)
	check(t, shop, scripts)
}

func TestDrift(t *testing.T) {
	s := bindtest.NewState(t, luahtml.Module)
	source := `
for i = 1, 4 do
  html.parse("<h1>t</h1>" .. (i == 1 and "<p class=x>a<b>1</b></p><p class=x>b</p>" or "")):extract{
    name = "page", fields = {title = "h1", rows = {items = ".x", fields = {b = "b"}}}, expect = {title = 1, rows = 0.5, ["rows.b"] = 0.5},
  }
end
html.parse("<i>x</i>"):extract{items = "i", fields = {t = ".", u = "u"}, expect = {u = 0.01}}
html.parse(""):extract{fields = {none = "h1"}}`
	if got := bindtest.Eval(t, s, source); got != "" {
		t.Fatal(got)
	}
	var rates []string
	for _, r := range luahtml.Rates(s) {
		rates = append(rates, r.Field+" "+lua.LNumber(r.Found).String()+"/"+lua.LNumber(r.Total).String())
	}
	if got, want := strings.Join(rates, ", "), "none 0/1, i: t 1/1, i: u 0/1, page: rows 1/4, page: rows.b 1/2, page: title 4/4"; got != want {
		t.Errorf("rates: got %s, want %s", got, want)
	}
	got := strings.Join(luahtml.Expectations(s), "\n")
	want := "i: u: found in 0 of 1 records (0.0%), expected in 1%\npage: rows: found in 1 of 4 records (25.0%), expected in 50%"
	if got != want {
		t.Errorf("expectations: got\n%s\nwant\n%s", got, want)
	}
	if other := luahtml.Rates(bindtest.NewState(t, luahtml.Module)); len(other) != 0 {
		t.Errorf("another state has counts: %v", other)
	}
}

// TestExtractOrder holds the fields of a record to the order in which they were
// asked for: files of records show it.
func TestExtractOrder(t *testing.T) {
	check(t, shop, []script{{"fields", `local names = {}
for name in pairs(doc:extract{fields = {z = "a", y = "a", x = {select = "a", convert = string.upper}, w = "a", v = "a", u = "a", t = "a"}}) do names[#names + 1] = name end
return table.concat(names, " ")`, "z y x w v u t"}})
}
