package htmlparse

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// afterBody is section 13.2.6.4.18.
func (p *parser) afterBody() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		if isBlank(t.data) {
			return p.inBody()
		}
	case commentToken:
		return p.comment(p.open[0])
	case doctypeToken:
		return true
	case startToken:
		if t.atom == atom.Html {
			return p.inBody()
		}
	case endToken:
		if t.atom == atom.Html {
			if p.context == nil {
				p.mode = afterAfterBodyMode
			}
			return true
		}
	case eofToken:
		return p.stop()
	}
	p.mode = inBodyMode
	return false
}

// inFrameset is section 13.2.6.4.19.
func (p *parser) inFrameset() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		p.addText(onlySpace(t.data))
	case commentToken:
		p.comment(nil)
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Frameset:
			p.element()
		case atom.Frame:
			p.void()
		case atom.Noframes:
			return p.inHead()
		}
	case endToken:
		if t.atom == atom.Frameset && len(p.open) > 1 {
			p.pop()
			if p.context == nil && !p.is(atom.Frameset) {
				p.mode = afterFramesetMode
			}
		}
	case eofToken:
		p.stop()
	}
	return true
}

// onlySpace is the white space of a text.
func onlySpace(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isSpace(byte(r)) {
			return r
		}
		return -1
	}, s)
}

// afterFrameset is section 13.2.6.4.20.
func (p *parser) afterFrameset() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		p.addText(onlySpace(t.data))
	case commentToken:
		p.comment(nil)
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Noframes:
			return p.inHead()
		}
	case endToken:
		if t.atom == atom.Html {
			p.mode = afterAfterFramesetMode
		}
	case eofToken:
		p.stop()
	}
	return true
}

// afterAfterBody is section 13.2.6.4.21.
func (p *parser) afterAfterBody() bool {
	switch t := &p.z.tok; t.kind {
	case commentToken:
		return p.comment(p.doc)
	case doctypeToken:
		return p.inBody()
	case textToken:
		if isBlank(t.data) {
			return p.inBody()
		}
	case startToken:
		if t.atom == atom.Html {
			return p.inBody()
		}
	case eofToken:
		return p.stop()
	}
	p.mode = inBodyMode
	return false
}

// afterAfterFrameset is section 13.2.6.4.22.
func (p *parser) afterAfterFrameset() bool {
	switch t := &p.z.tok; t.kind {
	case commentToken:
		p.comment(p.doc)
	case doctypeToken:
		return p.inBody()
	case textToken:
		if space := onlySpace(t.data); space != "" {
			t.data = space
			return p.inBody()
		}
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Noframes:
			return p.inHead()
		}
	case eofToken:
		p.stop()
	}
	return true
}
