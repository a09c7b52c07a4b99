package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
)

// doctype is what a doctype token says.
type doctype struct {
	name, public, system string
	hasPublic, hasSystem bool
	forceQuirks          bool
}

// readDoctype reads a doctype from behind "<!doctype".
func (z *tokenizer) readDoctype(start int) {
	t := &z.tok
	t.kind = doctypeToken
	end := strings.IndexByte(z.s[start:], '>')
	cut := end < 0
	if cut {
		end = len(z.s) - start
		z.pos = len(z.s)
	} else {
		z.pos = start + end + 1
	}
	t.doctype = parseDoctype(z.noNUL(z.s[start : start+end]))
	t.doctype.forceQuirks = t.doctype.forceQuirks || cut
}

func parseDoctype(s string) doctype {
	var d doctype
	s = trimSpace(s)
	i := 0
	for i < len(s) && !isSpace(s[i]) {
		i++
	}
	d.name = lower(s[:i])
	d.forceQuirks = d.name == ""
	s = trimSpace(s[i:])
	if s == "" {
		return d
	}
	keyword := strings.ToLower(s[:min(6, len(s))])
	switch keyword {
	case "public":
		d.public, s, d.hasPublic = identifier(s[6:], &d)
		if d.hasPublic && !d.forceQuirks && trimSpace(s) != "" {
			d.system, _, d.hasSystem = identifier(s, &d)
		}
	case "system":
		d.system, _, d.hasSystem = identifier(s[6:], &d)
	default:
		d.forceQuirks = true
	}
	return d
}

// identifier reads a quoted identifier. Where there is none, or its quote is not
// closed, the document is in quirks mode.
func identifier(s string, d *doctype) (id, rest string, ok bool) {
	s = trimSpace(s)
	if s == "" || s[0] != '"' && s[0] != '\'' {
		d.forceQuirks = true
		return "", "", false
	}
	end := strings.IndexByte(s[1:], s[0])
	if end < 0 {
		d.forceQuirks = true
		return s[1:], "", true
	}
	return s[1 : end+1], s[end+2:], true
}

func trimSpace(s string) string { return strings.TrimLeft(s, " \t\n\f\r") }

// node is the doctype as a node, as x/net/html has it.
func (d *doctype) node(s *slab) *html.Node {
	n := s.node(html.DoctypeNode)
	n.Data = d.name
	if d.hasPublic {
		n.Attr = append(n.Attr, html.Attribute{Key: "public", Val: d.public})
	}
	if d.hasSystem {
		n.Attr = append(n.Attr, html.Attribute{Key: "system", Val: d.system})
	}
	return n
}

// quirks reports whether the doctype puts the document into quirks mode.
func (d *doctype) quirks() bool {
	public, system := strings.ToLower(d.public), strings.ToLower(d.system)
	switch {
	case d.forceQuirks || d.name != "html",
		public == "-//w3o//dtd w3 html strict 3.0//en//", public == "-/w3c/dtd html 4.0 transitional/en", public == "html",
		system == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd":
		return true
	}
	for _, prefix := range quirkyPublic {
		if strings.HasPrefix(public, prefix) {
			return true
		}
	}
	return !d.hasSystem && (strings.HasPrefix(public, "-//w3c//dtd html 4.01 frameset//") ||
		strings.HasPrefix(public, "-//w3c//dtd html 4.01 transitional//"))
}

// quirkyPublic are beginnings of public identifiers (HTML, section 13.2.6.4.1).
var quirkyPublic = []string{
	"+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
	"-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html 2.0 level 1//",
	"-//ietf//dtd html 2.0 level 2//", "-//ietf//dtd html 2.0 strict level 1//", "-//ietf//dtd html 2.0 strict level 2//",
	"-//ietf//dtd html 2.0 strict//", "-//ietf//dtd html 2.0//", "-//ietf//dtd html 2.1e//", "-//ietf//dtd html 3.0//",
	"-//ietf//dtd html 3.2 final//", "-//ietf//dtd html 3.2//", "-//ietf//dtd html 3//", "-//ietf//dtd html level 0//",
	"-//ietf//dtd html level 1//", "-//ietf//dtd html level 2//", "-//ietf//dtd html level 3//",
	"-//ietf//dtd html strict level 0//", "-//ietf//dtd html strict level 1//", "-//ietf//dtd html strict level 2//",
	"-//ietf//dtd html strict level 3//", "-//ietf//dtd html strict//", "-//ietf//dtd html//",
	"-//metrius//dtd metrius presentational//", "-//microsoft//dtd internet explorer 2.0 html strict//",
	"-//microsoft//dtd internet explorer 2.0 html//", "-//microsoft//dtd internet explorer 2.0 tables//",
	"-//microsoft//dtd internet explorer 3.0 html strict//", "-//microsoft//dtd internet explorer 3.0 html//",
	"-//microsoft//dtd internet explorer 3.0 tables//", "-//netscape comm. corp.//dtd html//",
	"-//netscape comm. corp.//dtd strict html//", "-//o'reilly and associates//dtd html 2.0//",
	"-//o'reilly and associates//dtd html extended 1.0//", "-//o'reilly and associates//dtd html extended relaxed 1.0//",
	"-//sq//dtd html 2.0 hotmetal + extensions//", "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
	"-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//", "-//spyglass//dtd html 2.0 extended//",
	"-//sun microsystems corp.//dtd hotjava html//", "-//sun microsystems corp.//dtd hotjava strict html//",
	"-//w3c//dtd html 3 1995-03-24//", "-//w3c//dtd html 3.2 draft//", "-//w3c//dtd html 3.2 final//",
	"-//w3c//dtd html 3.2//", "-//w3c//dtd html 3.2s draft//", "-//w3c//dtd html 4.0 frameset//",
	"-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental 19960712//",
	"-//w3c//dtd html experimental 970421//", "-//w3c//dtd w3 html//", "-//w3o//dtd w3 html 3.0//",
	"-//webtechs//dtd mozilla html 2.0//", "-//webtechs//dtd mozilla html//",
}
