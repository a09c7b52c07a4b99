package page

import (
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"

	"luafut/session/near"
)

// atEnd words what cascadia says of a selector that ends too early.
var atEnd = strings.NewReplacer("unexpected EOF in", "the end comes within the", "EOF in", "the end comes within the", "unexpected EOF while", "the end comes while", "EOF", "the end")

// cascadia's errors say what is wrong and not where. It reads from the left and
// stops at the first fault, so the fault lies at the end of the shortest prefix
// from which on every prefix fails in the same way.

// pseudoClasses are those that cascadia or this package knows.
var pseudoClasses = []string{
	"active", "checked", "contains", "containsOwn", "disabled", "empty", "enabled", "first-child", "first-of-type",
	"focus", "has", "haschild", "hover", "input", "is", "lang", "last-child", "last-of-type", "link", "matches",
	"matchesOwn", "not", "nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type", "only-child",
	"only-of-type", "root", "scope", "target", "visited", "where",
}

// maxProbe bounds the bytes of a compound whose fault is sought by prefixes,
// which is quadratic.
const maxProbe = 1024

// explainCompound turns cascadia's complaint about text, which stands at offset
// in source, into a SelectorError with the place.
func explainCompound(source string, offset int, text string, cause error) *SelectorError {
	message := cause.Error()
	if _, name, ok := strings.Cut(message, "unknown pseudoclass or pseudoelement :"); ok {
		at := min(max(strings.Index(strings.ToLower(text), ":"+name), 0), len(text)) // what is no UTF-8 changes its length
		hint := ""
		if like := near.Name(name, pseudoClasses); like != "" {
			hint = fmt.Sprintf("; did you mean :%s?", like)
		}
		return selectorErrorf(source, offset+at, "unknown pseudo-class :%s%s", name, hint)
	}
	if strings.Contains(message, "bytes left over") {
		at := len(text) - leftOver(message)
		return selectorErrorf(source, offset+at, "unexpected %s", quoteAt(text, at))
	}
	if strings.Contains(message, "EOF") || len(text) > maxProbe {
		return selectorErrorf(source, offset+len(text), "%s", atEnd.Replace(message))
	}
	k := len(text)
	for ; k > 1; k-- {
		_, err := cascadia.Parse(text[:k-1])
		if err == nil || err.Error() != message {
			break
		}
	}
	at := k - 1
	if strings.Contains(message, "didn't find it") {
		at = k
	}
	return selectorErrorf(source, offset+at, "%s", message)
}

// leftOver reads the count out of cascadia's "N bytes left over".
func leftOver(message string) int {
	var n int
	fields := strings.Fields(message)
	if len(fields) >= 4 {
		fmt.Sscan(fields[len(fields)-4], &n)
	}
	return n
}
