// Package page turns bytes of HTML into documents, selections and records. It
// knows nothing of scripts: a binding hands it strings and gets Go values back.
//
// The map:
//
//	document.go   Document: parsed once, shared by any number of goroutines
//	errors.go     SelectorError and the other typed errors
//	compile.go    CSS selectors, compiled once, cached, with ::text and ::attr()
//	offset.go     where in a bad CSS selector the fault sits
//	xpath.go      XPath 1.0 expressions over the same nodes (xpathsyntax.go checks
//	              them, xpathnav.go walks the tree for them)
//	selection.go  Selection: find, filter, is, has; traverse.go and index.go: moving
//	              from one selection to the next
//	soup.go       find_all in BeautifulSoup's manner
//	text.go       text, get_text; visible.go: what a reader would see
//	attrs.go      reading attributes; change.go and insert.go: changing the tree
//	links.go      URLs made absolute; table.go, markdown.go: other shapes of a page
//	spec.go       what extract looks for, compiled; extract.go: records in one pass;
//	              convert.go, number.go and date.go: text to values; drift.go: how often
//	meta.go       title, description, OpenGraph; jsonld.go: embedded data
//	forms.go      forms and their fields; submit.go: what a browser would send
//
// Locks: a Document has one RWMutex. Every exported method of Selection takes it
// itself, once, and never while a caller's function runs; so a caller holds no
// lock between two calls, and a method that changes the tree shows its change to
// the next call of any goroutine. Strings that leave the package are copies: a
// short text never keeps a whole page in memory.
package page
