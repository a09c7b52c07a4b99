-- What BeautifulSoup's and parsel's users rely on.
local check = require "check"
local html = require "html"
local re = require "re"

local doc = html.parse([[<html><head><title>The Dormouse's story</title></head><body><p class="title"><b>The Dormouse's story</b></p>
<p class="story">Once upon a time there were three little sisters; and their names were
<a href="http://example.com/elsie" class="sister" id="link1">Elsie</a>,
<a href="http://example.com/lacie" class="sister body strikeout" id="link2">Lacie</a> and
<a href="http://example.com/tillie" class="sister" id="link3" data-foo="value">Tillie</a>;
and they lived at the bottom of a well.</p><p class="story">...</p></body></html>]])
local function ids(sel) return table.concat(sel:attr_all("id"), " ") end

-- find_all, by name.
check.equal(#doc:find_all("b"), 1)
check.equal(#doc:find_all(re.compile("^b")), 2) -- body, b
check.equal(#doc:find_all({"a", "b"}), 4)
check.equal(#doc:find_all({re.compile("^t"), "b"}), 2)
check.equal(#doc:find_all(true), 11)
check.equal(#doc:find_all(function(el) return el:has_class("sister") and el:attr("data-foo") == nil end), 2)
-- By attributes.
check.equal(ids(doc:find_all(nil, {id = "link2"})), "link2")
check.equal(ids(doc:find_all(nil, {href = re.compile("elsie"), id = "link1"})), "link1")
check.equal(ids(doc:find_all(nil, {id = true})), "link1 link2 link3")
check.equal(ids(doc:find_all(nil, {["data-foo"] = "value"})), "link3")
check.equal(ids(doc:find_all("a", {["data-foo"] = false})), "link1 link2")
check.equal(ids(doc:find_all("a", "sister")), "link1 link2 link3")
check.equal(ids(doc:find_all("a", {class = "strikeout"})), "link2")
check.equal(ids(doc:find_all("a", {class = "sister body strikeout"})), "link2")
check.equal(#doc:find_all("a", {class = "body sister"}), 0)
check.equal(ids(doc:find_all("a", {class = re.compile("^strike")})), "link2")
check.equal(ids(doc:find_all("a", {id = {"link1", re.compile("3$")}})), "link1 link3")
check.equal(ids(doc:find_all("a", {id = function(v) return v ~= nil and v > "link1" end})), "link2 link3")
check.equal(ids(doc:find_all("p a.sister")), "link1 link2 link3")
-- limit, recursive, text.
check.equal(ids(doc:find_all("a", nil, {limit = 2})), "link1 link2")
check.equal(#doc:find("html"):find_all("title", nil, {recursive = false}), 0)
check.equal(#doc:find("head"):find_all("title", nil, {recursive = false}), 1)
check.equal(doc:find_all(nil, nil, {text = "Elsie"}):texts(), {"Elsie"})
check.equal(doc:find_all(nil, nil, {text = {"Tillie", "Elsie", "Lacie"}}):texts(), {"Elsie", "Lacie", "Tillie"})
check.equal(#doc:find_all(nil, nil, {text = re.compile("Dormouse")}), 2)
check.equal(ids(doc:find_all("a", nil, {text = "Elsie"})), "link1")
check.equal(#doc:find_all("nosuch"), 0)
check.raises("ArgumentError", "did you mean 'limit'", doc.find_all, doc, "a", nil, {limti = 1})
-- select and get_text.
check.equal(#doc:select("p > a:nth-of-type(2)"), 1)
check.equal(doc:select_one(".sister"):attr("id"), "link1")
check.equal(doc:select_one(".none"), nil)
local soup = html.parse('<a href="x">\nI linked to <i>example.com</i>\n</a>')
check.equal(soup:find("body"):get_text(), "\nI linked to example.com\n")
check.equal(soup:get_text {separator = "|"}, "\nI linked to |example.com|\n")
check.equal(soup:get_text {separator = "|", strip = true}, "I linked to|example.com")
check.equal(soup:find("a"):text(), "\nI linked to example.com\n")
check.equal(html.parse("<p>a<script>b()</script><!-- c -->d</p>"):get_text(), "ad")

-- parsel: ::text, ::attr and XPath on the same objects.
check.equal(doc:find("a::text"), {"Elsie", "Lacie", "Tillie"})
check.equal(doc:find("a::attr(href)"), {"http://example.com/elsie", "http://example.com/lacie", "http://example.com/tillie"})
check.equal(doc:find("em::text"), {})
check.equal(doc:select_one("title::text"), "The Dormouse's story")
check.equal(doc:select_one("em::text"), nil)
check.equal(doc:find("p"):find("> b::text"), {"The Dormouse's story"})
check.equal(doc:xpath("//a/text()"), {"Elsie", "Lacie", "Tillie"})
check.equal(doc:xpath("//a/@id"), {"link1", "link2", "link3"})
check.equal(#doc:xpath("//a[contains(@class, 'strikeout')]"), 1)
check.equal(ids(doc:xpath("//p[2]/a[position() > 1]")), "link2 link3")
check.equal(ids(doc:xpath("(//a)[last()]")), "link3")
check.equal(doc:xpath("count(//a)"), 3)
check.equal(doc:xpath("string(//title)"), "The Dormouse's story")
check.equal(doc:xpath("boolean(//em)"), false)
check.equal(doc:xpath("normalize-space(//p[3])"), "...")
check.equal(ids(doc:xpath("id('link3 link1')")), "link1 link3")
check.equal(#doc:xpath("//em"), 0)
local story = doc:find("p.story"):first()
check.equal(#story:xpath("a"), 3)
check.equal(#story:xpath(".//a"), 3)
check.equal(#story:xpath("//p"), 3) -- from the root
check.equal(story:xpath("name(..)"), "body")
check.equal(story:xpath("a/@id | a/@data-foo"), {"link1", "link2", "link3", "value"})
check.equal(ids(doc:find("a"):xpath("following-sibling::a")), "link2 link3")
check.equal(html.parse("<p lang=EN-us><b>x</b></p><p lang=fr><b>y</b></p>"):xpath("string(//b[lang('en')])"), "x")
for expr, place in pairs {["//li]"] = 5, ["//a["] = 5, ["//a[@]"] = 6, ["cuont(//a)"] = 1, ["//a/"] = 5, [""] = 1, ["'x"] = 1, ["$x"] = 1} do
  local err = check.raises("SelectorError", nil, doc.xpath, doc, expr)
  check.equal(err.offset, place, expr)
  check.equal(err.selector, expr)
end

-- What a reader sees, and other shapes.
check.equal(html.parse("<p>a <b>b</b><br>c</p><div hidden>x</div><script>y</script><p>d"):visible_text(), "a b\nc\nd")
local rows = html.parse("<table><thead><tr><th>k<th colspan=2>v</thead><tr><td rowspan=2>a<td>1<td>2<tr><td>3<td>4</table>"):find("table"):table()
check.equal(#rows, 3)
check.equal(rows[1], {"k", "v", "v"})
check.equal(rows[3], {"a", "3", "4"})
check.equal(html.parse("<h2>T</h2><ul><li>a<li><b>b</b></ul>"):markdown(), "## T\n\n- a\n- **b**")
