package luaxml

import (
	"encoding/xml"
	"strings"

	"github.com/antchfx/xmlquery"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// checked refuses what is so deep that walking it by calls could not end well, and
// where strict is set, what the decoder lets pass and XML does not: attributes that are
// there twice, and more than one element at the top.
func checked(doc *xmlquery.Node, strict bool) error {
	if strict {
		if err := oneRoot(doc); err != nil {
			return err
		}
	}
	depth := 0
	for n := doc; ; {
		if strict {
			if err := eachOnce(n); err != nil {
				return err
			}
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			if depth++; depth > maxDepth {
				return bind.Errorf(XMLError, "elements lie inside each other more than %d deep", maxDepth)
			}
			continue
		}
		for n != doc && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n == doc {
			return nil
		}
		n = n.NextSibling
	}
}

func oneRoot(doc *xmlquery.Node) error {
	root := ""
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == xmlquery.ElementNode && root != "":
			return bind.Errorf(XMLError, "there is a second element at the top, <%s> behind <%s>; strict = false takes it", n.Data, root)
		case n.Type == xmlquery.ElementNode:
			root = n.Data
		case (n.Type == xmlquery.TextNode || n.Type == xmlquery.CharDataNode) && strings.TrimSpace(n.Data) != "":
			return bind.Errorf(XMLError, "there is text outside the first element: %s; strict = false takes it", bind.Show(lua.LString(strings.TrimSpace(n.Data))))
		}
	}
	if root == "" {
		return bind.Errorf(XMLError, "there is no element in it")
	}
	return nil
}

// eachOnce refuses attributes of one name.
func eachOnce(n *xmlquery.Node) error {
	if len(n.Attr) < 2 {
		return nil
	}
	seen := make(map[xml.Name]bool, len(n.Attr))
	for _, a := range n.Attr {
		if seen[a.Name] {
			return bind.Errorf(XMLError, "the element <%s> has the attribute %s twice; strict = false takes it", n.Data, a.Name.Local)
		}
		seen[a.Name] = true
	}
	return nil
}
