-- extract, json_ld, meta and forms.
local check = require "check"
local html = require "html"
local json = require "json"
local re = require "re"

local doc = html.parse([[<html lang=en><head><title> Shop </title><meta name=description content="All lamps"><link rel=canonical href="/shop">
<meta property="og:image" content="/1.png"><meta property="og:image" content="/2.png"><meta name="twitter:card" content="summary">
<script type="application/ld+json">{"@type": "Store", "big": 12345678901234567890, "none": null, "list": []}</script>
<script type="application/ld+json">[{"@type": "A"}, {"@type": "B"}]</script><script type="application/ld+json">{bad</script></head><body>
<div class="item" id="i1"><a class="title" href="/lamp?a=1&amp;b=2"> Lamp <b>one</b>
</a><img src="lamp.png"><span class="price">€ 1.234,50</span><i class="tag">red</i><i class="tag"> big </i>
  <time datetime="2026-11-23T10:00:00Z">today</time><ul><li><b>Ann</b><em>5</em></li><li><b>Bob</b></li></ul></div>
<div class="item" id="i2"><a class="title" href="https://o.example/x">Bulb</a><span class="price">sold out</span></div>
</body></html>]], {base_url = "https://example.org/dir/list"})

local records = doc:extract {
  items = ".item",
  fields = {
    id = "@id", title = "a.title", url = "a.title@href", image = "img@src", tags = {".tag"}, text = ".", none = ".nope",
    links = {"a@href"}, first = "xpath:.//i[1]", count = "xpath:count(.//i)", direct = "a::text", attr = "a::attr(class)", child = "> i",
    reviews = {items = "li", fields = {who = "b", stars = {select = "em", convert = "integer"}}},
    price = {select = ".price", convert = "number"}, sold = {select = ".price", convert = "number", default = 0},
    cents = {select = ".price", re = [[,(\d+)]], convert = "integer"}, compiled = {select = ".price", re = re.compile("sold (\\w+)")},
    day = {select = "time@datetime", convert = "date"}, shout = {select = "a", convert = {"trim", string.upper}},
    lengths = {".tag", convert = function(s) return #s end}, best = {fields = {who = "li b"}},
  },
}
check.equal(#records, 2)
local a, b = records[1], records[2]
check.equal(a.id, "i1")
check.equal(a.title, "Lamp one")
check.equal(a.url, "https://example.org/lamp?a=1&b=2")
check.equal(a.image, "https://example.org/dir/lamp.png")
check.equal(a.tags, {"red", "big"})
check.equal(a.none, nil)
check.equal(a.links, {"https://example.org/lamp?a=1&b=2"})
check.equal(a.first, "red")
check.equal(a.count, 2)
check.equal(a.direct, "Lamp")
check.equal(a.attr, "title")
check.equal(a.child, "red")
check.equal(a.reviews[1].who .. a.reviews[1].stars, "Ann5")
check.equal(a.reviews[2].stars, nil)
check.equal(a.price, 1234.5)
check.equal(a.cents, 50)
check.equal(a.day, 1795428000)
check.equal(a.shout, "LAMP ONE")
check.equal(a.lengths, {3, 3})
check.equal(a.best.who, "Ann")
check.equal(b.price, nil)
check.equal(b.sold, 0)
check.equal(b.compiled, "out")
check.equal(b.image, nil)
check.equal(b.count, 0)
check.equal(#b.tags, 0) -- the list of no match
check.equal(#b.reviews, 0)
check.equal(json.encode({tags = b.tags}), '{"tags":[]}')
-- Without items there is one record; from a selection, it is its own.
check.equal(doc:extract {fields = {t = "title"}}.t, "Shop")
check.equal(doc:find("#i2"):extract {fields = {t = "a", id = "@id"}}.id, "i2")
check.equal(#doc:extract {items = ".nope", fields = {t = "a"}}, 0)
check.equal(html.parse("<a href=x>y</a>"):extract {fields = {u = "a@href"}}.u, "x")
check.equal(#doc:extract {items = "xpath://div[@class='item']", fields = {t = "a"}}, 2)

local function raises(kind, text, spec) return check.raises(kind, text, doc.extract, doc, spec) end
local missing = raises("MissingError", 'record 2 of https://example.org/dir/list: the required field "img" is missing', {items = ".item", fields = {img = {select = "img@src", required = true}}})
check.equal(missing.record, 2)
check.equal(missing.field, "img")
raises("MissingError", 'cannot be converted: "sold out"', {items = ".item", fields = {p = {select = ".price", convert = "number", required = true}}})
local bad = raises("SelectorError", "field 'deep.x'", {items = ".item", fields = {deep = {fields = {x = "a["}}}})
check.equal(bad.field, "deep.x")
raises("SelectorError", "column 5", {items = "div[", fields = {x = "a"}})
raises("ArgumentError", "did you mean 'items'", {itmes = ".item", fields = {x = "a"}})
raises("ArgumentError", "did you mean 'convert'", {fields = {x = {select = "a", convrt = "number"}}})
raises("ArgumentError", "did you mean number", {fields = {x = {select = "a", convert = "nmber"}}})
raises("ArgumentError", "fields", {items = ".item"})
raises("ArgumentError", "no field", {items = ".item", fields = {x = "a"}, expect = {y = 1}})
raises("ArgumentError", "no selector", {fields = {x = {}}})
local circle = {fields = {}}
circle.fields.x = circle
raises("ArgumentError", "nested", circle)

local ld, faults = doc:json_ld()
check.equal(#ld, 3)
check.equal(ld[1].big, "12345678901234567890")
check.same(ld[1].none, json.null)
check.equal(ld[3]["@type"], "B")
check.equal(#faults, 1)
local meta = doc:meta()
check.equal(meta.title, "Shop")
check.equal(meta.description, "All lamps")
check.equal(meta.canonical, "https://example.org/shop")
check.equal(meta.language, "en")
check.equal(meta.opengraph.image, "/1.png")
check.equal(meta.lists.opengraph.image, {"/1.png", "/2.png"})
check.equal(meta.twitter.card, "summary")
check.equal(html.parse(""):meta().title, nil)

-- Forms are sent as browsers send them.
local page = html.parse([[<form id=f action="/login" method=POST><input name=user value=u0><input name=password type=password>
<input type=hidden name=token value="x1"><input type=checkbox name=stay value=yes><input type=radio name=r value=1 checked>
<input type=radio name=r value=2><select name=s><option>a<option value=B selected>b</select><textarea name=t>
line</textarea><input name=off disabled value=1><input type=submit name=go value=Go><button name=other>O</button></form>
<input form=f name=far value=z><form action=/find><input name=q></form>]], {base_url = "https://example.org/dir/"})
local form, find = page:forms()[1], page:forms()[2]
check.equal(form.method .. " " .. form.action, "POST https://example.org/login")
check.equal(#form.fields, 12)
check.equal(form:request({user = "ann", password = "p&w", stay = true, r = "2"}).body,
  "user=ann&password=p%26w&token=x1&stay=yes&r=2&s=B&t=line&go=Go&far=z")
check.equal(form:request({s = "a", token = false}, {button = "other", extra = {n = 1}}).body, "user=u0&password=&r=1&s=a&t=line&other=&far=z&n=1")
check.equal(find:request({q = "ä b"}).url, "https://example.org/find?q=%C3%A4+b")
check.raises("FormError", "did you mean user?", form.request, form, {usr = "x"})
check.raises("FormError", nil, form.request, form, {s = "zzz"})
check.raises("FormError", nil, form.request, form, nil, {button = "nope"})
local sent
local session = {request = function(_, method, url, opts) sent = {method, url, opts.data, opts.headers["Content-Type"], opts.timeout}; return "answer" end}
check.equal(form:submit(session, {user = "ann"}, {request = {timeout = 5}}), "answer")
check.equal(sent, {"POST", "https://example.org/login", "user=ann&password=&token=x1&r=1&s=B&t=line&go=Go&far=z", "application/x-www-form-urlencoded", 5})
