-- What goquery's users rely on, on the page of its README and on lists.
local check = require "check"
local html = require "html"

local doc = html.parse([[<!DOCTYPE html><html lang="en-GB"><head><title>Page</title></head><body>
<div id="main" class="w row"><h1>Head</h1>
  <ul id="list" class="a b"><li class="x first">one</li><li class="x">two <b>bold</b></li><li>three</li></ul>
  <p id="p1">A <a href="/one?x=1&amp;y=2" title="T">link</a> and <a href="https://o.example/">other</a></p>
  <p id="p2"></p><!-- note --><span>tail</span>
</div><div id="other"><ul><li>four</li></ul></div></body></html>]], {base_url = "https://example.org/dir/page"})
local li = doc:find("li")

-- A document is a selection.
check.equal(#doc, 1)
check.equal(doc.name, "#document")
check.equal(doc.url, "https://example.org/dir/page")
check.equal(doc:find("title"):text(), "Page")
-- Positions.
check.equal(#li, 4)
check.equal(li[1]:text(), "one")
check.equal(li[-1]:text(), "four")
check.equal(li[5], nil)
check.equal(li[0], nil)
check.equal(li:eq(2):text(), "two bold")
check.equal(li:eq(-4):text(), "one")
check.equal(#li:eq(9), 0)
check.equal(li:slice(2, 3):texts(), {"two bold", "three"})
check.equal(li:slice(-2):texts(), {"three", "four"})
check.equal(li:slice(-3, -2):texts(), {"two bold", "three"})
check.equal(#li:slice(3, 2), 0)
check.equal(#li:slice(-100, 100), 4)
check.equal(li:first():text() .. li:last():text(), "onefour")
-- each and map, index first.
local seen = {}
for i, el in li:each() do seen[#seen + 1] = i .. ":" .. el:text() end
check.equal(seen, {"1:one", "2:two bold", "3:three", "4:four"})
seen = {}
check.same(li:each(function(i, el) seen[i] = el.name; return i < 2 end), li)
check.equal(seen, {"li", "li"})
check.equal(li:map(function(i, el) return i * #el:text() end), {3, 16, 15, 16})
check.equal(doc:find("em"):map(function() return 1 end), {})
for _ in doc:find("em"):each() do error("an empty selection has no turn") end
-- Two loops over one selection do not disturb each other.
local pairs_seen = 0
for _ in li:each() do for _ in li:each() do pairs_seen = pairs_seen + 1 end end
check.equal(pairs_seen, 16)
-- Filtering.
check.equal(#li:filter(".x"), 2)
check.equal(#li:not_(".x"), 2)
check.equal(#li:filter(function(i) return i % 2 == 0 end), 2)
check.equal(#li:filter(doc:find("#list li")), 3)
check.ok(li:is(".first"))
check.ok(not li:is("p"))
check.equal(#doc:find("ul"):has("b"), 1)
check.equal(#doc:find("ul"):has(doc:find("b")), 1)
check.equal(#doc:find("div"):has("> ul"), 2)
check.equal(#doc:find("b"):add("h1"):add(doc:find("b")), 2)
-- Moving.
check.equal(#doc:find("#list"):children(), 3)
check.equal(#doc:find("#list"):children(".x"), 2)
check.equal(doc:find("b"):parent():text(), "two bold")
check.equal(doc:find("b"):parents():map(function(_, el) return el.name end), {"li", "ul", "div", "body", "html"})
check.equal(doc:find("b"):closest("ul"):attr("id"), "list")
check.equal(#doc:find("b"):closest("table"), 0)
check.equal(li:first():next():text(), "two bold")
check.equal(#li:last():next(), 0)
check.equal(#li:first():prev(), 0)
check.equal(li:eq(3):prev_all():texts(), {"two bold", "one"})
check.equal(#li:first():next_all(), 2)
check.equal(li:eq(2):siblings():texts(), {"one", "three"})
check.equal(doc:find("#p1"):contents():first().name, "#text")
check.equal(#doc:find("#main"):find("> ul > li"), 3)
check.equal(#li:first():find("~ li"), 2)
-- Reading.
check.equal(doc:find("#p2"):text(), "")
check.equal(doc:find("#p2"):html(), "")
check.equal(doc:find("#list"):attr("class"), "a b")
check.equal(doc:find("#list"):attr("none"), nil)
check.equal(doc:find("#list"):attr("none", "d"), "d")
check.equal(doc:find("#p1 a"):attr("href"), "/one?x=1&y=2")
check.equal(doc:find("a"):attr_all("title"), {"T"})
check.equal(doc:find("a"):attrs().title, "T")
check.ok(doc:find("li"):has_class("first"))
check.ok(not doc:find("li"):has_class("firs"))
check.equal(doc:find("#p1"):html(), 'A <a href="/one?x=1&amp;y=2" title="T">link</a> and <a href="https://o.example/">other</a>')
check.equal(li:first():outer_html(), '<li class="x first">one</li>')
check.equal(doc:links(), {"https://example.org/one?x=1&y=2", "https://o.example/"})
-- Selectors as W3C has them.
for css, want in pairs {
  ["li:nth-child(2n+1)"] = 3, ["li:nth-child(1 of :not(.x))"] = 2, ["li:not(.x):last-child"] = 2, ["ul > li + li"] = 2,
  ["ul:has(> li > b)"] = 1, [":is(h1, b)"] = 2, ["div:where(#main, #other) > ul"] = 2, ["[class~=b]"] = 1,
  ["a[href^='https:']"] = 1, ["p:empty"] = 1, ["li:contains('three')"] = 1, ["#main *:not(:is(li, a, b))"] = 5,
  ["h1, h1, b"] = 2, ["li:only-child"] = 1, [":root > body"] = 1, ["p:lang(en)"] = 2, ["UL > LI"] = 4, ["title"] = 1,
} do check.equal(#doc:find(css), want, css) end
-- A mistake is shown with its place.
for css, place in pairs {
  ["li]"] = 3, ["li >"] = 5, ["a["] = 3, [""] = 1, ["li:frist-child"] = 3, ["a,,b"] = 3, ["li::before"] = 3, ["p:is()"] = 6,
} do
  local err = check.raises("SelectorError", "\n  " .. css, doc.find, doc, css)
  check.equal(err.offset, place, css)
  check.equal(err.selector, css)
end
check.raises("SelectorError", "did you mean :first-child?", doc.find, doc, "li:frist-child")
check.raises("SelectorError", "below something", li.filter, li, "> a")
check.raises("ArgumentError", "did you mean 'next_all'", function() return doc.nextall end)
local item = html.compile("li.x")
check.equal(item.css, "li.x")
check.equal(#doc:find(item) + #li:filter(item), 4)
-- An empty selection is as good as any.
local none = doc:find("em")
for _, name in ipairs {"children", "contents", "parent", "parents", "next", "prev", "next_all", "prev_all", "siblings", "first", "last",
  "remove", "unwrap"} do
  check.equal(#none[name](none), 0, name)
end
for _, name in ipairs {"find", "filter", "not_", "has", "closest", "select", "find_all", "append", "prepend", "replace_with", "set_html",
  "add_class", "set_text", "wrap"} do
  check.equal(#none[name](none, "b"), 0, name)
end
check.equal(none:text() .. none:get_text() .. none:visible_text() .. none:markdown() .. none:html() .. none:outer_html(), "")
check.equal(none.name, nil)
check.equal(#none:texts() + #none:attr_all("x") + #none:links() + #none:table() + #none:forms() + #none:json_ld(), 0)
check.equal(none:select_one("b"), nil)
check.equal(#none:xpath("//b"), 0)
check.equal(#none:xpath("//b/text()"), 0)
check.equal(none:xpath("count(//b)"), 0)
check.equal(none:xpath("string(//b)"), "")
check.equal(none:xpath("boolean(//b)"), false)
check.equal(#none:extract {items = "b", fields = {t = "."}}, 0)
check.equal(none:extract {fields = {t = "b"}}.t, nil)
check.equal(next(none:attrs()), nil)
check.equal(none == doc:find("em"), true)

-- Changing.
doc:find("#list"):append("<li>new</li>"):prepend(doc:find("#other li"))
check.equal(doc:find("#list li"):texts(), {"four", "one", "two bold", "three", "new"})
doc:find("b"):replace_with("<i>slanted</i>")
check.equal(doc:find("#list li"):eq(3):html(), "two <i>slanted</i>")
doc:find("i"):wrap("<u><s></s></u>")
check.equal(doc:find("u"):outer_html(), "<u><s><i>slanted</i></s></u>")
doc:find("s"):unwrap()
check.equal(#doc:find("u"), 0)
doc:find("h1"):set_text("<&>"):set_attr("data-n", "1"):add_class("k l"):remove_class("k")
check.equal(doc:find("h1"):outer_html(), '<h1 data-n="1" class="l">&lt;&amp;&gt;</h1>')
doc:find("h1"):remove_attr("data-n"):set_html("<b>x</b>y")
check.equal(doc:find("h1"):outer_html(), '<h1 class="l"><b>x</b>y</h1>')
doc:find("li"):remove()
check.equal(#doc:find("li"), 0)
check.raises("ArgumentError", "inside itself", function() doc:find("body"):append(doc:find("body")) end)
