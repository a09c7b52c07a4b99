package luaxml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/antchfx/xmlquery"
	lua "github.com/yuin/gopher-lua"
	"golang.org/x/net/html/charset"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// The kinds of the module.
var (
	XMLError   = &bind.Kind{Name: "XMLError", Doc: "A text is not well-formed XML; line says where, if that is known.", Parents: []*bind.Kind{bind.Error}}
	XPathError = &bind.Kind{Name: "XPathError", Doc: "An XPath expression cannot be understood.", Parents: []*bind.Kind{bind.Error}}
)

const (
	// maxDepth is how deep elements lie inside each other at most.
	maxDepth = 1000
	// unlockedFrom is from which length a text takes longer than giving the Lua
	// lock away costs.
	unlockedFrom = 2 << 10
)

type options struct {
	Strict *bool `lua:"strict" doc:"refuse what is not well-formed; default true. With false, tags that are not closed are, and & may stand alone"`
}

const feed = `local doc = xml.parse[[<feed lang="en"><item id="7"><title>A &amp; B</title></item><item id="8"/></feed>]]
`

// Module is the Lua module xml.
var Module = &bind.Module{
	Name: "xml", Doc: "XML to nodes, and XPath 1.0 over them. A text may be in any charset that it declares; HTML's named characters are known. Nothing is fetched: document types and external entities are left alone.",
	Elsewhere: map[string]string{"fromstring": "parse(text)"}, // ElementTree's
	Funcs: []bind.Func{{
		Name: "parse", Doc: "Parses a text and returns its document.",
		Params:  []bind.Param{bind.P("text", bind.String, "XML"), bind.Opt("opts", bind.OptionsOf[options]("XMLOptions"), "options")},
		Returns: "XMLNode", Raises: []*bind.Kind{XMLError},
		Example: feed + `print(doc:xpath("//item/@id")[1], doc:xpath("//title")[1]:text())`,
		Fn: func(c *bind.Call) error {
			var o options
			if err := c.Options(2, &o); err != nil {
				return err
			}
			text, strict := c.String(1), o.Strict == nil || *o.Strict
			var n *xmlquery.Node
			var err error
			work := func() { n, err = parse(text, strict) }
			if len(text) < unlockedFrom {
				work()
			} else {
				c.Unlocked(work)
			}
			if err != nil {
				return err
			}
			return c.Return(node(c, n))
		},
	}},
	Classes: []*bind.Class{Class},
	Kinds:   []*bind.Kind{XMLError, XPathError},
	Translate: func(_ *vm.State, err error) *bind.Err {
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			return &bind.Err{
				Kind: XMLError, Message: fmt.Sprintf("line %d: %s", syntax.Line, syntax.Msg),
				Fields: map[string]lua.LValue{"line": lua.LNumber(syntax.Line)},
			}
		}
		return nil
	},
}

func parse(text string, strict bool) (*xmlquery.Node, error) {
	text, err := inUTF8(text)
	if err != nil {
		return nil, err
	}
	doc, err := xmlquery.ParseWithOptions(strings.NewReader(text), xmlquery.ParserOptions{Decoder: &xmlquery.DecoderOptions{
		Strict: strict, Entity: xml.HTMLEntity,
		CharsetReader: func(_ string, r io.Reader) (io.Reader, error) { return r, nil },
	}})
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, err
	case err != nil && strings.TrimSpace(text) == "":
		return nil, bind.Errorf(XMLError, "the text is empty")
	case err != nil && strings.HasSuffix(err.Error(), "invalid XML document"): // it says no more
		return nil, bind.Errorf(XMLError, "there is no element in it")
	case err != nil:
		return nil, bind.Errorf(XMLError, "%s", strings.TrimPrefix(err.Error(), "xmlquery: "))
	}
	saysUTF8(doc)
	return doc, checked(doc, strict)
}

// saysUTF8 has the declaration of a document tell the charset that its text is written in:
// not that which it was read from.
func saysUTF8(doc *xmlquery.Node) {
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		if n.Type == xmlquery.DeclarationNode && n.SelectAttr("encoding") != "" {
			n.SetAttr("encoding", "UTF-8")
		}
	}
}

// declared finds the charset that a text declares.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']`)

// inUTF8 decodes a text before it is parsed: xmlquery finds the prefixes of elements
// in the text, and loses them where the parser itself decodes it.
func inUTF8(text string) (string, error) {
	label := "utf-8"
	switch m := declared.FindStringSubmatch(text); {
	case strings.HasPrefix(text, "\xff\xfe"):
		label = "utf-16le"
	case strings.HasPrefix(text, "\xfe\xff"):
		label = "utf-16be"
	case m != nil:
		label = m[1]
	}
	if strings.EqualFold(label, "utf-8") {
		return strings.TrimPrefix(text, "\ufeff"), nil
	}
	r, err := charset.NewReaderLabel(label, strings.NewReader(text))
	if err != nil {
		return "", bind.Errorf(XMLError, "there is no charset %q", label)
	}
	decoded, err := io.ReadAll(r)
	return strings.TrimPrefix(string(decoded), "\ufeff"), err
}
