package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// JSONLDError is a block of JSON-LD that is not JSON.
type JSONLDError struct {
	Block int // its position among the page's blocks, from 1
	Cause error
}

// Error names the block.
func (e *JSONLDError) Error() string {
	return fmt.Sprintf("JSON-LD block %d: %v", e.Block, e.Cause)
}

// Unwrap returns Cause.
func (e *JSONLDError) Unwrap() error { return e.Cause }

// JSONLD decodes the <script type="application/ld+json"> blocks of the selection:
// objects as map[string]any, lists as []any, numbers as json.Number. A block that
// is a list counts as its members. Blocks that are not JSON are told of by errs,
// and the others still come.
func (s *Selection) JSONLD() (items []any, errs []*JSONLDError) {
	for i, block := range s.ldBlocks() {
		v, err := decodeLD(block)
		if err != nil {
			errs = append(errs, &JSONLDError{i + 1, err})
			continue
		}
		if list, ok := v.([]any); ok {
			items = append(items, list...)
		} else {
			items = append(items, v)
		}
	}
	return items, errs
}

// ldBlocks copies the texts of the blocks.
func (s *Selection) ldBlocks() []string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var blocks []string
	for _, top := range s.outermost() {
		for n := top; n != nil; n = following(n, top) {
			if n.Type != html.ElementNode || n.DataAtom != atom.Script {
				continue
			}
			kind, _ := attrOf(n, "type")
			kind, _, _ = strings.Cut(kind, ";")
			if strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") {
				blocks = append(blocks, copyOf(textOf(n)))
			}
		}
	}
	return blocks
}

// ldWrappers are what some pages put around the JSON.
var ldWrappers = [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}}

func decodeLD(text string) (any, error) {
	text = strings.TrimSpace(text)
	for _, w := range ldWrappers {
		if rest, ok := strings.CutPrefix(text, w[0]); ok {
			text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), w[1]))
		}
	}
	text = escapeControls(text)
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the block is empty")
		}
		return nil, err
	}
	if rest := strings.Trim(text[decoder.InputOffset():], "; \t\r\n"); rest != "" {
		return nil, fmt.Errorf("unexpected %s after the value", quoteAt(rest, 0))
	}
	return v, nil
}

// escapeControls escapes the line breaks and tabs that pages leave inside of
// strings, where JSON does not allow them.
func escapeControls(text string) string {
	inString, dirty := false, false
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case inString && c == '\\' && i+1 < len(text):
			b.WriteByte(c)
			i++
			c = text[i]
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			fmt.Fprintf(&b, "\\u%04x", c)
			dirty = true
			continue
		}
		b.WriteByte(c)
	}
	if !dirty {
		return text
	}
	return b.String()
}
