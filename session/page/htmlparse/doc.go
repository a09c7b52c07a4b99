// Package htmlparse parses HTML into the nodes of golang.org/x/net/html, as the
// HTML standard says (section 13.2), several times as fast and with a hundredth
// of the allocations: nodes and attributes come from slabs, and names, texts and
// values are substrings of the one document string. It takes what x/net/html
// refuses: elements nested deeper than 512 become siblings at that depth, as
// browsers do it.
//
//	parse.go     Parse and ParseFragment, the loop, the modes
//	token.go     the tokenizer: text, tags, comments; raw.go: <script> and its like;
//	             attr.go, entity.go, doctype.go: parts of tokens
//	slab.go      where nodes and attributes come from
//	stack.go     the stack of open elements; format.go: active formatting elements
//	place.go     where a new node goes; adopt.go: misnested formatting
//	head.go, body.go, bodyend.go, table.go, template.go, frameset.go, foreign.go:
//	             the insertion modes
//
// A string taken from a node keeps the whole document's text in memory: copy what
// is to be kept.
package htmlparse
