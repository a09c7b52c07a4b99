package htmlparse

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxDepth is how many elements may be open at once, the same as in browsers:
// what is nested deeper stands side by side at that depth.
const MaxDepth = 512

// MaxNodes bounds the nodes of a document: some 450 MB of memory.
const MaxNodes = 4 << 20

// TooManyNodesError is a document of more than MaxNodes nodes.
type TooManyNodesError struct{}

// Error names the limit.
func (TooManyNodesError) Error() string {
	return fmt.Sprintf("the document has more than %d nodes", MaxNodes)
}

// Options change how a document is parsed. The zero value is how browsers do it.
type Options struct {
	// NoScripting parses the content of <noscript>, as browsers without scripts.
	NoScripting bool
}

// Parse parses a document of UTF-8 text. Any text is a document; the only error
// is TooManyNodesError. opts may be nil.
func Parse(text string, opts *Options) (*html.Node, error) {
	p := newParser(text, opts)
	p.mode = initialMode
	if err := p.run(); err != nil {
		return nil, err
	}
	return p.doc, nil
}

// ParseFragment parses text as the content of an element like context, of which
// name, namespace, attributes and ancestors matter and nothing is changed. The
// nodes have no parent. The only error is TooManyNodesError. opts may be nil.
func ParseFragment(text string, context *html.Node, opts *Options) ([]*html.Node, error) {
	p := newParser(text, opts)
	p.context = context
	root := p.newElement("html", atom.Html, nil)
	p.doc.AppendChild(root)
	p.push(root)
	if context.Namespace == "" {
		p.z.raw = rawContent(context.DataAtom, !p.noScripting)
		p.z.endless = p.z.raw != ""
		if context.DataAtom == atom.Template {
			p.templates = append(p.templates, inTemplateMode)
		}
	}
	p.resetMode()
	for n := context; n != nil; n = n.Parent {
		if isHTML(n, atom.Form) {
			p.form = n
			break
		}
	}
	if err := p.run(); err != nil {
		return nil, err
	}
	var nodes []*html.Node
	for root.FirstChild != nil {
		n := root.FirstChild
		root.RemoveChild(n)
		nodes = append(nodes, n)
	}
	return nodes, nil
}

// mode is an insertion mode.
type mode uint8

const (
	initialMode mode = iota
	beforeHTMLMode
	beforeHeadMode
	inHeadMode
	inHeadNoscriptMode
	afterHeadMode
	inBodyMode
	textMode
	inTableMode
	inTableTextMode
	inCaptionMode
	inColumnGroupMode
	inTableBodyMode
	inRowMode
	inCellMode
	inTemplateMode
	afterBodyMode
	inFramesetMode
	afterFramesetMode
	afterAfterBodyMode
	afterAfterFramesetMode
)

// parser builds a tree (HTML, section 13.2.6).
type parser struct {
	z    tokenizer
	slab slab
	doc  *html.Node

	mode, originalMode mode
	templates          []mode
	open               []*html.Node // the stack of open elements
	openP              int          // how many of them are <p>: most look-ups need not look
	beyond             []string     // names of elements left out of the stack for its depth
	lastBeyond         *html.Node   // the last of them while nothing has closed it
	formatting         []*html.Node // active formatting elements; nil is a marker
	head, form         *html.Node
	context            *html.Node // of a fragment
	framesetOK         bool
	foster             bool
	quirks             bool
	noScripting        bool
	skipNewline        bool // right after <pre>, <listing> or <textarea>
	stopped            bool
	tableText          []string
	// grown holds the text of nodes that were put together from several pieces.
	grown map[*html.Node][]byte
}

func newParser(text string, opts *Options) *parser {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	p := &parser{slab: newSlab(len(text)), framesetOK: true}
	p.z.s = text
	p.z.hasNUL = strings.IndexByte(text, 0) >= 0
	p.noScripting = opts != nil && opts.NoScripting
	p.doc = p.slab.node(html.DocumentNode)
	return p
}

// run parses to the end.
func (p *parser) run() error {
	for !p.stopped {
		p.z.cdata = len(p.open) > 0 && p.adjusted().Namespace != ""
		if p.z.last = ""; len(p.open) > 0 {
			top := p.top()
			p.z.last, p.z.lastAtom = top.Data, top.DataAtom
		}
		p.z.next()
		if p.skipNewline {
			p.skipNewline = false
			if t := &p.z.tok; t.kind == textToken && strings.HasPrefix(t.data, "\n") {
				if t.data = t.data[1:]; t.data == "" {
					continue
				}
			}
		}
		p.dispatch()
		if p.slab.made > MaxNodes {
			return TooManyNodesError{}
		}
	}
	for n, text := range p.grown {
		n.Data = string(text)
	}
	return nil
}

// dispatch hands the token to the rules that apply until one consumes it.
func (p *parser) dispatch() {
	for {
		if p.inForeign() {
			if p.foreign() {
				return
			}
		} else if p.process(p.mode) {
			return
		}
	}
}

// process applies the rules of a mode; false asks for the token to be looked at
// again, in the mode that is on then.
func (p *parser) process(m mode) bool {
	switch m {
	case initialMode:
		return p.initial()
	case beforeHTMLMode:
		return p.beforeHTML()
	case beforeHeadMode:
		return p.beforeHead()
	case inHeadMode:
		return p.inHead()
	case inHeadNoscriptMode:
		return p.inHeadNoscript()
	case afterHeadMode:
		return p.afterHead()
	case inBodyMode:
		return p.inBody()
	case textMode:
		return p.text()
	case inTableMode:
		return p.inTable()
	case inTableTextMode:
		return p.inTableText()
	case inCaptionMode:
		return p.inCaption()
	case inColumnGroupMode:
		return p.inColumnGroup()
	case inTableBodyMode:
		return p.inTableBody()
	case inRowMode:
		return p.inRow()
	case inCellMode:
		return p.inCell()
	case inTemplateMode:
		return p.inTemplate()
	case afterBodyMode:
		return p.afterBody()
	case inFramesetMode:
		return p.inFrameset()
	case afterFramesetMode:
		return p.afterFrameset()
	case afterAfterBodyMode:
		return p.afterAfterBody()
	default:
		return p.afterAfterFrameset()
	}
}

// stop ends the parsing.
func (p *parser) stop() bool {
	p.stopped = true
	return true
}
