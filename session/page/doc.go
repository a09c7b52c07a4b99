// Package page turns bytes of HTML into documents, selections and records. It
// knows nothing of scripts: a binding hands it strings and gets Go values back.
//
// The map:
//
//	document.go   Document: parsed once, shared by any number of goroutines
//	errors.go     SelectorError and the other typed errors
//	htmlparse/    the parser: text to the nodes of golang.org/x/net/html
//	walk.go       steps through a tree without recursion
//	compile.go    CSS selectors, compiled once, cached, with ::text and ::attr()
//	cssscan.go    a selector cut into compounds; match.go: matching them against a node
//	              (simple.go: their parts, rank.go: :nth-child), run.go one such search
//	offset.go     where in a bad CSS selector the fault sits
//	cache.go      compiled selectors and expressions, bounded
//	xpath.go      XPath 1.0 expressions over the same nodes (xpathlex.go,
//	              xpathsyntax.go and xpathnames.go check them, xpathnav.go walks the tree)
//	selection.go  Selection: find, filter, is, has; traverse.go and index.go: moving
//	              from one selection to the next
//	soup.go       find_all in BeautifulSoup's manner
//	text.go       text, get_text; visible.go: what a reader would see; render.go: markup
//	attrs.go      reading attributes; change.go and insert.go: changing the tree
//	links.go      URLs made absolute; table.go, markdown.go: other shapes of a page
//	spec.go       what extract looks for, compiled; extract.go: records in one pass;
//	              value.go: what they are made of; convert.go, number.go and date.go:
//	              text to values (months.go: the months in nine languages); drift.go: how
//	              often each field was found
//	meta.go       title, description, OpenGraph; jsonld.go: embedded data
//	forms.go      forms and their fields; submit.go: what a browser would send;
//	              formdata.go: in which form
//
// Locks: a Document has one RWMutex. Every exported method of Selection takes it
// itself, once, and never while a caller's function runs; so a caller holds no
// lock between two calls, and a method that changes the tree shows its change to
// the next call of any goroutine. Strings that leave the package are copies: a
// short text never keeps a whole page in memory.
package page
