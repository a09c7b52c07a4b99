package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isMathText reports a MathML text integration point.
func isMathText(n *html.Node) bool {
	if n.Namespace != "math" {
		return false
	}
	switch n.Data {
	case "mi", "mo", "mn", "ms", "mtext":
		return true
	}
	return false
}

// holdsHTML reports an HTML integration point.
func holdsHTML(n *html.Node) bool {
	switch {
	case n.Namespace == "svg":
		return n.Data == "foreignObject" || n.Data == "desc" || n.Data == "title"
	case n.Namespace == "math" && n.Data == "annotation-xml":
		for _, a := range n.Attr {
			if a.Key == "encoding" {
				return strings.EqualFold(a.Val, "text/html") || strings.EqualFold(a.Val, "application/xhtml+xml")
			}
		}
	}
	return false
}

// inForeign reports whether the token falls under the rules for foreign content
// (the tree construction dispatcher of section 13.2.6).
func (p *parser) inForeign() bool {
	if len(p.open) == 0 {
		return false
	}
	n := p.adjusted()
	if n.Namespace == "" {
		return false
	}
	t := &p.z.tok
	start, text := t.kind == startToken, t.kind == textToken
	switch {
	case t.kind == eofToken,
		isMathText(n) && (text || start && t.data != "mglyph" && t.data != "malignmark"),
		start && t.atom == atom.Svg && n.Namespace == "math" && n.Data == "annotation-xml",
		holdsHTML(n) && (start || text):
		return false
	}
	return true
}

// foreign is section 13.2.6.5.
func (p *parser) foreign() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		if p.framesetOK && strings.Trim(t.data, " \t\n\f\r\x00") != "" {
			p.framesetOK = false
		}
		p.addText(p.z.noNUL(t.data))
	case commentToken:
		p.comment(nil)
	case startToken:
		if breaksOut(t) {
			return p.breakOut()
		}
		namespace := p.adjusted().Namespace
		if namespace == "svg" {
			if name, ok := svgNames[t.data]; ok {
				t.data, t.atom = name, atom.Lookup([]byte(name))
			}
		}
		p.foreignElement(namespace)
	case endToken:
		if t.atom == atom.Br || t.atom == atom.P {
			return p.breakOut()
		}
		return p.foreignEnd(t)
	}
	return true
}

// breakOut closes foreign elements until HTML can follow, and goes on with the
// token by the rules of the mode.
func (p *parser) breakOut() bool {
	for i := len(p.open); i > 0; i-- {
		if n := p.open[i-1]; n.Namespace == "" || isMathText(n) || holdsHTML(n) {
			p.cut(i)
			break
		}
	}
	return p.process(p.mode)
}

// foreignEnd is an end tag among foreign elements, whose names' case does not
// count.
func (p *parser) foreignEnd(t *token) bool {
	if len(p.beyond) > 0 && p.closesBeyond(t.data) {
		return true
	}
	for i := len(p.open) - 1; i > 0; i-- {
		if strings.EqualFold(p.open[i].Data, t.data) {
			p.cut(i)
			return true
		}
		if p.open[i-1].Namespace == "" {
			break
		}
	}
	return p.process(p.mode)
}

// foreignElement inserts the token's element into a namespace.
func (p *parser) foreignElement(namespace string) {
	t := &p.z.tok
	n := p.newElement(t.data, t.atom, t.attrs)
	n.Namespace = namespace
	for i := range n.Attr {
		a := &n.Attr[i]
		switch {
		case namespace == "math" && a.Key == "definitionurl":
			a.Key = "definitionURL"
		case namespace == "svg":
			if name, ok := svgAttrs[a.Key]; ok {
				a.Key = name
			}
		}
		if prefix, local, ok := strings.Cut(a.Key, ":"); ok && foreignAttrs[a.Key] {
			a.Namespace, a.Key = prefix, local
		}
	}
	p.insert(n)
	if !t.selfClosing {
		p.openNew(n)
	}
}

// breaksOut reports start tags that end foreign content.
func breaksOut(t *token) bool {
	switch t.atom {
	case atom.B, atom.Big, atom.Blockquote, atom.Body, atom.Br, atom.Center, atom.Code, atom.Dd, atom.Div, atom.Dl, atom.Dt,
		atom.Em, atom.Embed, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Hr, atom.I, atom.Img,
		atom.Li, atom.Listing, atom.Menu, atom.Meta, atom.Nobr, atom.Ol, atom.P, atom.Pre, atom.Ruby, atom.S, atom.Small,
		atom.Span, atom.Strong, atom.Strike, atom.Sub, atom.Sup, atom.Table, atom.Tt, atom.U, atom.Ul, atom.Var:
		return true
	case atom.Font:
		for _, key := range []string{"color", "face", "size"} {
			if _, ok := t.attr(key); ok {
				return true
			}
		}
	}
	return false
}

// The names whose case the standard restores, by their lower-case form.
var (
	svgNames = byLowerCase(`altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend
		feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
		feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
		fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient
		textPath`)
	svgAttrs = byLowerCase(`attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant
		edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines
		keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits numOctaves
		pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha
		preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures
		specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage
		tableValues targetX targetY textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan`)
)

func byLowerCase(names string) map[string]string {
	m := map[string]string{}
	for name := range strings.FieldsSeq(names) {
		m[strings.ToLower(name)] = name
	}
	return m
}

// foreignAttrs are the attributes with a namespace of their own.
var foreignAttrs = map[string]bool{
	"xlink:actuate": true, "xlink:arcrole": true, "xlink:href": true, "xlink:role": true, "xlink:show": true,
	"xlink:title": true, "xlink:type": true, "xml:lang": true, "xml:space": true, "xmlns:xlink": true,
}
