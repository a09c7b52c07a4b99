package page

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"luafut/session/charset"
	"luafut/session/page/htmlparse"
	"luafut/session/weburl"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxSize is how many bytes of text Parse takes, 256 MB: the tree of a page is
// some ten times its text.
const MaxSize = 256 << 20

// Options says what a page's text does not say itself. The zero value is valid.
type Options struct {
	// BaseURL is where the page came from; href and src are resolved against
	// it, after <base href>. Empty means unknown: relative URLs stay as they are.
	BaseURL string
	// Encoding is the label of the bytes' encoding ("gbk", "latin1"); empty
	// means that ParseBytes finds it out. Parse ignores it.
	Encoding string
	// ContentType is the header of that name; ParseBytes looks there for a
	// charset. Parse ignores it.
	ContentType string
}

// Document is one parsed page and, by its embedded Selection, the selection of
// its root. Any number of goroutines may use it and its selections at once:
// readers run side by side, methods that change the tree run alone. There is no
// useful zero value; Parse makes one. It needs no closing.
type Document struct {
	*Selection

	mu   sync.RWMutex
	root *html.Node
	url  *weburl.URL
	// base caches url after <base href>; a change of the tree empties it.
	base atomic.Pointer[baseURL]
}

// baseURL wraps what relative URLs are resolved against; u is nil where nothing
// is known.
type baseURL struct{ u *weburl.URL }

// Parse parses a page of UTF-8 text as a browser would: there is no malformed
// HTML, and bytes that are not UTF-8 become U+FFFD. Elements nested deeper than
// htmlparse.MaxDepth stand side by side at that depth. The errors are a *LimitError
// for text above MaxSize or more than htmlparse.MaxNodes nodes, and a *URLError for
// a base URL that is not an absolute one. opts may be nil.
func Parse(text string, opts *Options) (*Document, error) {
	if opts == nil {
		opts = &Options{}
	}
	if len(text) > MaxSize {
		return nil, &LimitError{What: "bytes of HTML", Limit: MaxSize, Got: len(text)}
	}
	var from *weburl.URL
	if opts.BaseURL != "" {
		u, err := weburl.Parse(opts.BaseURL)
		if err != nil || u.Scheme == "" {
			return nil, &URLError{URL: opts.BaseURL}
		}
		from = u
	}
	root, err := parseDocument(strings.ToValidUTF8(text, "\uFFFD"))
	if err != nil {
		return nil, err
	}
	d := &Document{root: root, url: from}
	d.Selection = &Selection{doc: d, nodes: []*html.Node{root}}
	return d, nil
}

// ParseBytes decodes body as a browser would (byte order mark, header, <meta>,
// detection), or as opts.Encoding says, and parses it. Besides Parse's errors
// there is *charset.UnknownError for an Encoding that does not exist. body must
// not be written to afterwards. opts may be nil.
func ParseBytes(body []byte, opts *Options) (*Document, error) {
	if opts == nil {
		opts = &Options{}
	}
	if len(body) > MaxSize {
		return nil, &LimitError{What: "bytes of HTML", Limit: MaxSize, Got: len(body)}
	}
	var text string
	if opts.Encoding != "" {
		decoded, err := charset.DecodeAs(body, opts.Encoding)
		if err != nil {
			return nil, err
		}
		text = decoded
	} else {
		text, _ = charset.Decode(body, opts.ContentType, nil)
	}
	return Parse(text, opts)
}

// parseDocument is the one place that knows which parser makes the nodes.
func parseDocument(text string) (*html.Node, error) {
	root, err := htmlparse.Parse(text, nil)
	if err != nil {
		return nil, tooMany(err)
	}
	return root, nil
}

// parseFragment parses markup as the content of an element like context.
func parseFragment(text string, context *html.Node) ([]*html.Node, error) {
	if len(text) > MaxSize {
		return nil, &LimitError{What: "bytes of HTML", Limit: MaxSize, Got: len(text)}
	}
	if context.Type != html.ElementNode {
		context = &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	}
	nodes, err := htmlparse.ParseFragment(strings.ToValidUTF8(text, "\uFFFD"), context, nil)
	if err != nil {
		return nil, tooMany(err)
	}
	return nodes, nil
}

// tooMany is the parser's only error as this package has it.
func tooMany(err error) error {
	return &LimitError{What: "nodes in a document", Limit: htmlparse.MaxNodes, Cause: err}
}

// URL is where the page came from, or "" where that is unknown.
func (d *Document) URL() string {
	if d.url == nil {
		return ""
	}
	return d.url.String()
}

// BaseURL is what relative URLs of the page are resolved against: the first
// <base href>, itself resolved against URL, or URL; "" where neither is known.
func (d *Document) BaseURL() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if u := d.baseLocked(); u != nil {
		return u.String()
	}
	return ""
}

// baseLocked is the URL that relative ones are resolved against, or nil. The
// caller holds the lock, for reading at least.
func (d *Document) baseLocked() *weburl.URL {
	if b := d.base.Load(); b != nil {
		return b.u
	}
	b := &baseURL{u: d.url}
	for n := range descendants(d.root) {
		if n.DataAtom != atom.Base || n.Namespace != "" {
			continue
		}
		if href, ok := attrOf(n, "href"); ok {
			if u := resolve(d.url, href); u != nil && u.Scheme != "" {
				b.u = u
			}
			break
		}
	}
	d.base.Store(b)
	return b.u
}

// changed forgets what was derived from the tree. The caller holds the lock.
func (d *Document) changed() { d.base.Store(nil) }

// String tells which document this is, for messages.
func (d *Document) String() string { return fmt.Sprintf("html document %q", d.URL()) }
