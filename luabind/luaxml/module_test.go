package luaxml_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luaxml"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luaxml.Module) }

const atom = `local doc = xml.parse('<?xml version="1.0" encoding="ISO-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="urn:m"><entry m:n="1"><title>A &amp; \228<![CDATA[<b>]]></title><m:rate>5</m:rate></entry><entry/></feed>') `

func TestModule(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{atom + `return doc:xpath("//entry/title")[1]:text()`, "A & ä<b>"},
		{atom + `return #doc:xpath("//entry"), doc:xpath("//entry/@m:n")[1], doc:xpath("number(//m:rate) + 1"), doc:xpath("//m:rate/text()")[1]`, "2 1 6 5"},
		{atom + `return doc:xpath("//x:rate", {namespaces = {x = "urn:m"}})[1].name`, "m:rate"},
		{atom + `return #doc:xpath("//m:*"), doc:xpath("//@m:*")[1], #doc:xpath("//x:*", {namespaces = {x = "urn:m"}}), #doc:xpath("//y:*", {namespaces = {y = "urn:y"}})`, "1 1 1 0"},
		{atom + `return doc:xpath("'m:*'"), #doc:xpath('//*[. = "m:*"]'), #doc:xpath("//entry/child::*"), #doc:xpath("//entry/child::m:*")`, "m:* 0 2 1"},
		{atom + `doc:xpath("//entry]")`, "XPathError: unexpected \"]\" after the end of the expression (column 8)\n  //entry]\n         ^"},
		{atom + `doc:xpath("//entry[")`, "XPathError: wanted an element name, @attribute, * or a function, found the end (column 9)\n  //entry[\n          ^"},
		{atom + `return doc:xpath("boolean(//nothing)"), #doc:xpath("//nothing"), doc:xpath("string(//title)")`, "false 0 A & ä<b>"},
		{atom + `local e = doc:child("feed"):children("entry")[1] return e:attr("m:n"), e:attr("x", "or"), e:parent().name, e:parent():parent().name, e.namespace, tostring(e), tostring(doc)`,
			"1 or feed  http://www.w3.org/2005/Atom <entry> <XML document>"},
		{`return xml.parse("\255\254<\0a\0/\0>\0"):child("a").name`, "a"},
		{`xml.parse("<?xml version='1.0' encoding='nope'?><a/>")`, `XMLError: there is no charset "nope"`},
		{`return xml.parse("<?xml version='1.0' encoding='ISO-8859-1'?><a>\228</a>"):xml()`, `<?xml version="1.0" encoding="UTF-8"?><a>ä</a>`},
		{`return xml.parse("<a x='1'><b/></a>"):child("a"):xml()`, `<a x="1"><b></b></a>`},
		{`return xml.parse("<a>&nbsp;&eacute;</a>"):text()`, "\u00a0é"},
		{`xml.parse("<a>\n<b></a>")`, "XMLError: line 2: element <b> closed by </a>"},
		{`local ok, e = pcall(xml.parse, "<a") return e.type, e.line`, "XMLError 1"},
		{`return xml.parse("<a>x & y<b></a>", {strict = false}):text()`, "x & y"},
		{`xml.parse("<!-- nothing -->")`, "XMLError: there is no element in it"},
		{`xml.parse(" \n")`, "XMLError: the text is empty"},
		{`xml.parse("<a/><b/>")`, "XMLError: there is a second element at the top, <b> behind <a>; strict = false takes it"},
		{`xml.parse("<a/>more")`, `XMLError: there is text outside the first element: the string "more"; strict = false takes it`},
		{`xml.parse("<a b='1' b='2'/>")`, "XMLError: the element <a> has the attribute b twice; strict = false takes it"},
		{`return #xml.parse("<a/><b c='1' c='2'/>", {strict = false}):xpath("/*")`, "2"},
		{`xml.parse(("<a>"):rep(2000) .. ("</a>"):rep(2000))`, "XMLError: elements lie inside each other more than 1000 deep"},
		{`xml.parse("<a><!DOCTYPE x [<!ENTITY e 'eeee'>]>&e;</a>")`, "XMLError: line 1: invalid character entity &e;"},
		{`local ok, e = pcall(function() return xml.parse("<a/>"):xpath("//[") end) return e.type`, "XPathError"},
		{`xml.parse("<a/>"):xpath("//a", {namespaces = {1}})`, "ArgumentError: XMLNode:xpath: option 'namespaces' must be strings by strings, not the number 1 by the number 1"},
	} {
		if got := bindtest.Eval(t, bindtest.NewState(t, luaxml.Module), test.code); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.code, got, test.want)
		}
	}
}
