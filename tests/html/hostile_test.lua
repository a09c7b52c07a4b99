-- Pages that want to hurt: each is read, or refused by a clear kind.
local check = require "check"
local html = require "html"
local MB = 1024 * 1024

-- Nesting.
local deep = html.parse(("<div>"):rep(100000) .. "<b>core</b>")
check.equal(#deep:find("div"), 100000)
check.equal(deep:find("b"):text(), "core")
check.ok(#deep:outer_html() > 1000000)
check.equal(deep:visible_text(), "core")
check.equal(deep:markdown(), "**core**")
check.equal(deep:get_text(), "core")
check.equal(#deep:find("div div b"), 1)
check.equal(#deep:xpath("//b"), 1)
check.ok(#deep:find("b"):parents() > 100)
check.equal(#deep:extract {items = "b", fields = {t = "."}}, 1)

-- 50 MB of unclosed tags.
check.raises("DocumentError", "too many nodes", html.parse, ("<form><div>"):rep(50 * MB / 11))
for _, unit in ipairs {"<td>", "<!--", "<x ", "&", "<title>", "\0", "\255", "<", "</p", "<a b='"} do
  check.ok(#html.parse(unit:rep(2 * MB / #unit)):find("*") < 10, unit)
end
check.equal(#html.parse(("<p>x</p>"):rep(50000)):find("p"), 50000)

-- Bytes that are no text.
check.equal(html.parse("<p>a\0b</p>\0"):find("p"):text(), "ab")
check.equal(html.parse("<p title='a\0b'>x"):find("p"):attr("title"), "a\239\191\189b")
check.equal(html.parse("<p>\255\254ok \226\130"):find("p"):text():match("ok") or html.parse("<p>\255\254ok"):find("p").name, "ok")
check.equal(html.parse("\239\187\191<p>\195\164"):find("p"):text(), "ä")
check.equal(html.parse("<meta charset=latin1><p>\228"):find("p"):text(), "ä")
check.equal(html.parse("<p>\196\227", {encoding = "gbk"}):find("p"):text(), "你")
check.raises("ArgumentError", "nope", html.parse, "x", {encoding = "nope"})
check.raises("ArgumentError", "absolute", html.parse, "x", {base_url = "/x"})
check.raises("SelectorError", "UTF-8", deep.find, deep, "p\255")
check.raises("SelectorError", "UTF-8", deep.xpath, deep, "//p\255")
check.raises("SelectorError", "too long", deep.find, deep, ("a "):rep(100000))
check.raises("SelectorError", nil, deep.xpath, deep, ("("):rep(5000) .. "1" .. (")"):rep(5000))
check.raises("SelectorError", "nested", deep.find, deep, (":is("):rep(100) .. "a" .. (")"):rep(100))

-- Long lists: nothing takes the square of their length.
local n = 30000
local list = html.parse("<ul>" .. ("<li><i>x</i></li>"):rep(n) .. "</ul>")
local li = list:find("li")
check.equal(#list:find("li:nth-child(even)"), n / 2)
check.equal(#list:find("li:nth-last-of-type(4n)"), n / 4)
check.equal(#list:find("b ~ li"), 0)
check.equal(#li:next_all(), n - 1)
check.equal(#li:siblings(), n)
check.equal(#li:has(list:find("i")), n)
check.equal(#li:parents("ul"), 1)
check.equal(#li:add(list:find("i")), 2 * n)
check.equal(#list:xpath("//li/i | //ul"), n + 1)
check.equal(#list:extract {items = "li", fields = {t = {"xpath:.//i | ./i"}}}, n)
check.equal(#html.parse(("<form><input name=a></form>"):rep(n)):forms(), n)
-- Spans of a table, and a page of one attribute.
check.raises("DocumentError", "cells", function()
  return html.parse("<table>" .. ("<tr>" .. ("<td colspan=1000 rowspan=65534>x"):rep(5)):rep(2000)):table()
end)
check.equal(#html.parse("<p " .. ("a=1 b "):rep(100000) .. ">x"):find("p"):attrs().a, 1)
