package luahtml_test

import "testing"

// aPage has what goquery's and BeautifulSoup's tests look at: nesting, siblings,
// text between elements, attributes with several values.
const aPage = `<html><head><title>The Dormouse's story</title></head><body>
<p class="title"><b>The Dormouse's story</b></p>
<p class="story">Once upon a time there were <a href="/elsie" class="sister" id="link1">Elsie</a>,
<a href="http://other.example/lacie" class="sister brunette" id="link2">Lacie</a> and
<a href="tillie#top" class="sister" id="link3">Tillie</a>; the end.<br>Or not<!-- a comment --></p>
<div id="outer"><div id="inner"><p>deep</p></div></div>
</body></html>`

func TestSelections(t *testing.T) {
	check(t, aPage, []script{
		{"find", `return #doc:find("a"), #doc:find("p a.sister"), #doc:find("em"), #doc:find("a"):find("b")`, "3 3 0 0"},
		{"each descendant once", `return #doc:find("div"):find("p"), #doc:find("#outer, #inner"):find("p")`, "1 1"},
		{"groups in document order", `local s = "" doc:find("#link3, #link1"):each(function(i, a) s = s .. a:text() end) return s`, "ElsieTillie"},
		{"text of selectors", `return table.concat(doc:find("a::text"), " "), table.concat(doc:find("a.brunette::attr(id)"), " ")`, "Elsie Lacie Tillie link2"},
		{"all text below", `return #doc:find("p.title ::text"), #doc:find("em::text")`, "1 0"},
		{"compiled", `local s = html.compile("a.brunette") return s, s.css, #doc:find(s), doc:find("a"):filter(s):text(), doc:find("a"):is(s), doc:find("a"):first():next(s):text()`, "a.brunette a.brunette 1 Lacie true Lacie"},
		{"compiled strings where elements are wanted", `doc:find("a"):filter(html.compile("a::text"))`, "SelectorError: ::text and ::attr() select strings; a selector of elements was wanted here (column 2)\n  a::text\n   ^"},
		{"filter", `return #doc:find("a"):filter(".brunette"), #doc:find("a"):filter(doc:find("#link1, b")), #doc:find("a"):filter(function(i, a) return i ~= 2 end)`, "1 1 2"},
		{"not_", `return #doc:find("a"):not_(".brunette"), #doc:find("a"):not_(doc:find("#link1")), doc:find("a"):not_(function(i) return i ~= 2 end):text()`, "2 2 Lacie"},
		{"is", `return doc:find("a"):is(".brunette"), doc:find("a"):is("p"), doc:find("a"):is(doc:find("#link3")), doc:find("a"):is(function(i, a) return a:text() == "Elsie" end), doc:find("em"):is("*")`, "true false true true false"},
		{"has", `return #doc:find("p"):has("a"), #doc:find("div"):has("p"), #doc:find("p"):has(doc:find("#link1"))`, "1 2 1"},
		{"add", `return #doc:find("b"):add("a"), #doc:find("a"):add(doc:find("a, b"))`, "4 4"},
		{"nodes of another page", `doc:find("b"):add(html.parse("<b>"))`, "ArgumentError: the selections belong to different documents; a selection holds nodes of one"},
		{"index", `local a = doc:find("a") return a[1]:text(), a[3]:text(), a[-1]:text(), a[4], a[0], #a[2]`, "Elsie Tillie Tillie nil nil 1"},
		{"a fraction as index", `return doc:find("a")[1.5]`, "ArgumentError: sel[i] takes a whole number, not the number 1.5"},
		{"equal", `return doc:find("a") == doc:find("a.sister"), doc:find("a")[1] == doc:find("#link1"), doc:find("a") == doc:find("b"), doc == doc.document, doc:find("a").document == doc`, "true true false true true"},
		{"eq and slice", `local a = doc:find("a") return a:eq(2):text(), a:eq(-3):text(), #a:eq(4), #a:eq(0), a:slice(2):text(), #a:slice(-2), a:slice(2, 2):text(), #a:slice(3, 1), #a:slice(-9, 9), a:first():text(), a:last():text()`, "Lacie Elsie 0 0 LacieTillie 2 Lacie 0 3 Elsie Tillie"},
		{"up", `return #doc:find("a"):parent(), doc:find("a"):parent().name, #doc:find("a"):parents(), doc:find("#inner p"):parents()[1]:attr("id"), doc:find("#inner p"):closest("div"):attr("id"), doc:find("a"):closest("a") == doc:find("a"), #doc:find("a"):parents("p, html")`, "1 p 3 inner inner true 2"},
		{"down", `return #doc:find("body"):children(), #doc:find("body"):children("p"), #doc:find("p.title"):contents(), doc:find(".story"):contents()[1].name, doc:find(".story"):contents():last().name`, "3 2 1 #text #comment"},
		{"sideways", `local l = doc:find("#link1") return l:next():text(), #l:prev(), #l:next_all(), #l:next_all("a"), doc:find("#link3"):prev_all():text(), #doc:find("#link2"):siblings(), doc:find("#link2"):siblings("br").name, #l:next(".sister"), #l:next("b")`, "Lacie 0 3 2 LacieElsie 3 br 1 0"},
		{"empty selections", `local e = doc:find("em") return #e, e:text(), e:html(), e:outer_html(), e:attr("x"), e:attr("x", "d"), #e:next_all(), #e:prev_all(), #e:parents(), #e:siblings(), #e:contents(), #e:find("a"), #e:links(), #e:table(), e:markdown() == "", #e:forms(), e:visible_text() == "", e.name, #e:first(), #e:slice(1), #e:texts(), next(e:attrs()), #e:find_all("a"), e:select_one("a"), #e:remove():set_text("x")`,
			"0    nil d 0 0 0 0 0 0 0 0 true 0 true nil 0 0 0 nil 0 nil 0"},
		{"each in a loop", `local s = "" for i, a in doc:find("a"):each() do s = s .. i .. a:text() end for i in doc:find("em"):each() do s = "none" end return s`, "1Elsie2Lacie3Tillie"},
		{"each with a function", `local s = "" local a = doc:find("a") local same = a:each(function(i, a) s = s .. i .. a:text() if i == 2 then return false end end) return s, same == a`, "1Elsie2Lacie true"},
		{"errors of callbacks", `local ok, e = pcall(function() doc:find("a"):each(function() error({code = 3}) end) end) return ok, e.code`, "false 3"},
		{"map", `return table.concat(doc:find("a"):map(function(i, a) if i ~= 2 then return i .. a:attr("id") end end), " ")`, "1link1 3link3"},
		{"tostring", `return tostring(doc), tostring(doc:find("a")), tostring(doc:find("b")), tostring(doc:find("em"))`, "<Document https://example.org/dir/list> <Selection of 3 nodes, the first a a> <Selection of a b> <Selection of nothing>"},
		{"fields", `return doc.url, doc:find("a").url, doc.name, doc:find("a").name, doc.base_url`, "https://example.org/dir/list https://example.org/dir/list #document a https://example.org/dir/list"},
		{"a misspelt method", `doc:fnd("a")`, "ArgumentError: a Selection has no member 'fnd'; did you mean 'find'?"},
		{"a method of parsel", `doc:css("a")`, "ArgumentError: a Selection has no member 'css'; here it is find(selector)"},
		{"a dot for a colon", `doc.find("a")`, `ArgumentError: Selection:find must be called with a colon on a Selection (as x:find(…)), not on the string "a"`},
		{"no selector", `doc:find()`, "ArgumentError: argument 1 'css' of Selection:find must be a string or a Selector, not nothing"},
		{"a number for a selector", `doc:find(5)`, "ArgumentError: argument 1 'css' of Selection:find must be a string or a Selector, not the number 5"},
	})
}

func TestReading(t *testing.T) {
	check(t, aPage, []script{
		{"text", `return doc:find("a"):text(), doc:find("title"):text()`, "ElsieLacieTillie The Dormouse's story"},
		{"texts", `return table.concat(doc:find("a"):texts(), "|"), #doc:find("em"):texts()`, "Elsie|Lacie|Tillie 0"},
		{"visible_text", `return doc:find(".story"):visible_text()`, "Once upon a time there were Elsie, Lacie and Tillie; the end.\nOr not"},
		{"html", `return doc:find(".title"):html(), doc:find("br"):outer_html(), doc:find("b"):outer_html()`, "<b>The Dormouse&#39;s story</b> <br/> <b>The Dormouse&#39;s story</b>"},
		{"attributes", `local a = doc:find("a") return a:attr("id"), a:attr("ID"), a:attr("title"), a:attr("title", false), table.concat(a:attr_all("id"), " "), a:attrs().href, a:has_class("brunette"), a:has_class("none")`, "link1 link1 nil false link1 link2 link3 /elsie true false"},
		{"links", `return table.concat(doc:links(), " ")`, "https://example.org/elsie http://other.example/lacie https://example.org/dir/tillie#top"},
		{"markdown", `return doc:find(".title"):markdown()`, "**The Dormouse's story**"},
		{"xpath", `local x = doc:xpath("//p[@class='story']/a") return #x, x == doc:find("a"), doc:xpath("//a/@id")[3], doc:xpath("//b/text()")[1], doc:xpath("count(//a)"), doc:xpath("string(//b)"), doc:xpath("count(//a) > 2"), #doc:find("#outer"):xpath("./div"), #doc:find("#outer"):xpath("//a"), #doc:xpath("//em"), #doc:xpath("//em/@x")`,
			"3 true link3 The Dormouse's story 3 The Dormouse's story true 1 3 0 0"},
		{"a bad selector", `local ok, e = pcall(doc.find, doc, "li]") return e.type, e.selector, e.offset, (e.message:gsub("\n.*", ""))`, "SelectorError li] 3 unexpected ']' (column 3)"},
		{"a bad expression", `local ok, e = pcall(doc.xpath, doc, "//li]") return e.type, e.selector, e.offset, html.SelectorError ~= nil`, "SelectorError //li] 5 true"},
		{"a bad selector compiled", `html.compile("a[")`, "SelectorError: ']' that closes the '[' of column 2 is missing (column 3)\n  a[\n    ^"},
	})
}

func TestSoup(t *testing.T) {
	check(t, aPage, []script{
		{"names", `return #doc:find_all("a"), #doc:find_all("A"), #doc:find_all({"a", "b"}), #doc:find_all("p b"), #doc:find_all({"b", "a.brunette"}), #doc:find_all(html.compile("a.sister")), #doc:find_all("nosuch")`, "3 3 4 1 2 3 0"},
		{"every element", `return #doc:find("body"):find_all(true), #doc:find("body"):find_all()`, "10 10"},
		{"by function", `return doc:find_all(function(el) return el:attr("id") == "link2" end):text(), #doc:find_all(function(el) return el:has_class("sister") end, nil, {limit = 2})`, "Lacie 2"},
		{"by attributes", `return #doc:find_all("a", {class = "sister"}), #doc:find_all("a", {class = "sister brunette"}), #doc:find_all("a", "brunette"), #doc:find_all(nil, {id = true}), #doc:find_all("p", {class = false}), #doc:find_all("a", {id = {"link1", "link3"}}), #doc:find_all("a", {class = "sister", id = "link1"})`, "3 1 1 5 1 2 1"},
		{"attributes by function", `return #doc:find_all("a", {href = function(v) return v:find("^http") end}), #doc:find_all("p", {class = function(v) return v == nil end})`, "1 1"},
		{"limit and recursive", `return #doc:find_all("a", nil, {limit = 2}), #doc:find("body"):find_all("p", nil, {recursive = false}), #doc:find_all("a", nil, {recursive = true})`, "2 2 3"},
		{"text", `local x = doc:find_all(nil, nil, {text = "Elsie"}) return x.name, x:parent():attr("id"), doc:find_all("a", nil, {text = "Lacie"}):attr("id"), #doc:find_all("a", nil, {text = {"Lacie", "Elsie"}}), #doc:find_all("p", nil, {text = true}), doc:find_all("a", nil, {text = function(s) return s:find("ill") end}):text()`, "#text link1 link2 2 2 Tillie"},
		{"select", `return #doc:select("p > a"), doc:select_one("a"):text(), doc:select_one("em"), doc:select_one("a::attr(id)"), doc:select("a::text")[2], doc:select_one("em::text")`, "3 Elsie nil link1 Lacie nil"},
		{"get_text", `return doc:find("p.title"):get_text(), doc:find("#outer, b"):get_text{separator = "|", strip = true}, html.parse("<p>a<script>x</script><b> b </b></p>"):get_text{separator = "-", strip = true}`, "The Dormouse's story The Dormouse's story|deep a-b"},
		{"errors of functions", `doc:find_all(function() error("oh", 0) end)`, "oh"},
		{"false for a name", `doc:find_all(false)`, "ArgumentError: argument 1 'what' of Selection:find_all must be true (for every element) where it is a boolean, not false"},
		{"an empty list", `doc:find_all({})`, "ArgumentError: argument 1 'what' of Selection:find_all must be a list of names and selectors that is not empty, not a table"},
		{"a number in a list", `doc:find_all({"a", 5})`, "ArgumentError: Selection:find_all: a list of names holds names, selectors and regular expressions, not the number 5"},
		{"attributes by number", `doc:find_all("a", {5})`, `ArgumentError: Selection:find_all: attributes are named, as in {class = "x"}, but the table has the key the number 1`},
		{"a number as value", `doc:find_all("a", {id = 5})`, "ArgumentError: Selection:find_all: the attribute 'id' must be a string, a list, a boolean, a regular expression or a function, not the number 5"},
		{"a bad option", `doc:find_all("a", nil, {limt = 5})`, "ArgumentError: Selection:find_all: unknown option 'limt'; did you mean 'limit'?"},
		{"a bad selector", `doc:find_all("a[")`, "SelectorError: ']' that closes the '[' of column 2 is missing (column 3)\n  a[\n    ^"},
	})
}

func TestChanging(t *testing.T) {
	check(t, `<ul><li class="a b">one</li><li>two</li></ul><p>text</p>`, []script{
		{"remove", `doc:find("li.a"):remove() return doc:find("ul"):html()`, "<li>two</li>"},
		{"attributes", `local li = doc:find("li") li:set_attr("id", "x"):remove_attr("class") return li[1]:outer_html(), li[2]:attr("id")`, `<li id="x">one</li> x`},
		{"classes", `local li = doc:find("li") li:add_class("c  a"):remove_class("b") return li[1]:attr("class"), li[2]:attr("class"), li[1]:remove_class():attr("class")`, "a c c a nil"},
		{"text and html", `doc:find("p"):set_text("<b>") local s = doc:find("p"):html() doc:find("p"):set_html("<b>x") return s, doc:find("p"):html()`, "&lt;b&gt; <b>x</b>"},
		{"append and prepend", `doc:find("ul"):append("<li>three"):prepend("<li>zero") return table.concat(doc:find("li"):texts(), " ")`, "zero one two three"},
		{"moving", `doc:find("ul"):prepend(doc:find("li")[2]) return table.concat(doc:find("li"):texts(), " "), #doc:find("li")`, "two one 2"},
		{"copying from another page", `local other = html.parse("<i>x</i>") doc:find("li"):append(other:find("i")) return #doc:find("li i"), #other:find("i")`, "2 1"},
		{"replace", `doc:find("p"):replace_with("<h1>new</h1><h2>er</h2>") return #doc:find("p"), doc:find("h1"):next().name`, "0 h2"},
		{"wrap and unwrap", `doc:find("p"):wrap("<div class=x></div>") local s = doc:find(".x"):html() doc:find("p"):unwrap() return s, #doc:find(".x"), doc:find("p").name`, "<p>text</p> 0 p"},
		{"into itself", `doc:find("ul"):append(doc:find("ul"))`, "ArgumentError: an element cannot be put inside itself"},
		{"a value that is missing", `doc:find("a[href=]")`, "SelectorError: the end comes within the attribute selector (column 9)\n  a[href=]\n          ^"},
		{"more than a page may have", `local many = html.parse(("<p></p>"):rep(2100)):find("p") local b = ("<b></b>"):rep(2000)
		  local ok, e = pcall(many.append, many, b) local ok2, e2 = pcall(many.prepend, many, html.parse(b):find("b"))
		  return e, e2 == e or e2, #many:find("b")`, "DocumentError: too many nodes put into a page at once: 4200000, the limit is 4194304 DocumentError: too many nodes put into a page at once: 4200000, the limit is 4194304 0"},
		{"a whole page", `local ok, e = pcall(doc.append, doc:find("p"), html.parse("<i>x")) doc:find("p"):append(html.parse("<i>x"):find("body"):contents()) return e, doc:find("p"):html()`, `ArgumentError: a whole page cannot be put into an element; take what is in it, find("body"):contents() text<i>x</i>`},
		{"into its own parts", `local before = doc:outer_html() local ok = pcall(doc.append, doc:find("li"), doc:find("ul")) return ok, doc:outer_html() == before`, "false true"},
		{"copies of what was there", `local li = doc:find("li") doc:find("li, p"):append(li) return #doc:find("li"), #doc:find("p > li > li")`, "6 4"},
		{"none of them where one can hold nothing", `doc:find("p"):append("<br>") local ok = pcall(doc.append, doc:find("li, br"), doc:find("p")) return ok, #doc:find("li p")`, "false 0"},
		{"a bad name", `doc:find("p"):set_attr("a b", "")`, `ArgumentError: "a b" cannot be the name of an attribute: it must not be empty or hold spaces, quotes, <, >, / or =`},
		{"a number for text", `doc:find("p"):set_text(5)`, "ArgumentError: argument 1 'text' of Selection:set_text must be a string, not the number 5"},
	})
}

func TestParse(t *testing.T) {
	check(t, "", []script{
		{"any text is a page", `return html.parse(""):find("body").name, html.parse("<p>a<p>b"):find("p"):eq(2):text(), html.parse("a\0b"):text()`, "body b ab"},
		{"a byte order mark", `return #html.parse("\239\187\191<p>x"):text()`, "1"},
		{"another encoding", `return html.parse("<p>\196\227", {encoding = "gbk"}):find("p"):text(), html.parse("<meta charset=gbk><p>\196\227"):find("p"):text()`, "你 你"},
		{"text stays text", `return html.parse("<meta charset=gbk><p>你"):find("p"):text()`, "你"},
		{"no such encoding", `local ok, e = pcall(html.parse, "", {encoding = "nope"}) return e.type`, "ArgumentError"},
		{"a relative base", `html.parse("", {base_url = "/x"})`, `ArgumentError: "/x" is not an absolute URL (wanted one such as "https://example.org/page")`},
		{"without a base", `local d = html.parse("<a href=x>") return d.url, d.base_url, #d:links(), tostring(d)`, "nil nil 0 <Document>"},
		{"<base>", `return html.parse("<base href='/b/'><a href=x>", {base_url = "http://h/"}):links()[1]`, "http://h/b/x"},
		{"a bad option", `html.parse("", {baseurl = ""})`, "ArgumentError: html.parse: unknown option 'baseurl'; did you mean 'base_url'?"},
		{"not text", `html.parse()`, "ArgumentError: argument 1 'text' of html.parse must be a string, not nothing"},
	})
}
