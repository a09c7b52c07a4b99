package page

import (
	"strings"
	"unicode/utf8"
)

// xtoken is one token of an XPath expression.
type xtoken struct {
	kind   xkind
	text   string
	offset int
}

type xkind uint8

const (
	xEnd     xkind = iota
	xSymbol        // ( ) [ ] , @ $ / // . .. | + - = != < <= > >= * ::
	xName          // a, a:b, a:*
	xNumber        // 1, 1.5, .5
	xLiteral       // "…"
)

var xsymbols = []string{"//", "..", "::", "!=", "<=", ">=", "(", ")", "[", "]", ",", "@", "$", "/", ".", "|", "+", "-", "=", "<", ">", "*"}

// lexXPath cuts an expression into tokens; the last one is xEnd.
func lexXPath(s string) ([]xtoken, *SelectorError) {
	var tokens []xtoken
	for i := 0; ; {
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i >= len(s) {
			return append(tokens, xtoken{xEnd, "", len(s)}), nil
		}
		token, err := nextXToken(s, i)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, token)
		i += len(token.text)
	}
}

func nextXToken(s string, i int) (xtoken, *SelectorError) {
	c := s[i]
	switch {
	case c == '"' || c == '\'':
		end := strings.IndexByte(s[i+1:], c)
		if end < 0 {
			return xtoken{}, selectorErrorf(s, i, "the string that begins here is not closed")
		}
		return xtoken{xLiteral, s[i : i+end+2], i}, nil
	case isDigit(c) || c == '.' && i+1 < len(s) && isDigit(s[i+1]):
		j := i
		for j < len(s) && isDigit(s[j]) {
			j++
		}
		if j < len(s) && s[j] == '.' {
			for j++; j < len(s) && isDigit(s[j]); j++ {
			}
		}
		return xtoken{xNumber, s[i:j], i}, nil
	case isXNameStart(c):
		j := xNameEnd(s, i)
		if j < len(s) && s[j] == ':' && !strings.HasPrefix(s[j:], "::") {
			switch {
			case j+1 == len(s):
				return xtoken{}, selectorErrorf(s, j+1, "wanted a name after the prefix %s:", s[i:j])
			case s[j+1] == '*':
				j += 2
			case isXNameStart(s[j+1]):
				j = xNameEnd(s, j+1)
			default:
				return xtoken{}, selectorErrorf(s, j+1, "wanted a name after the prefix %s:", s[i:j])
			}
		}
		return xtoken{xName, s[i:j], i}, nil
	}
	for _, symbol := range xsymbols {
		if strings.HasPrefix(s[i:], symbol) {
			return xtoken{xSymbol, symbol, i}, nil
		}
	}
	return xtoken{}, selectorErrorf(s, i, "unexpected %s", quoteAt(s, i))
}

func isXNameStart(c byte) bool { return isLetter(c) || c == '_' || c >= utf8.RuneSelf }

func xNameEnd(s string, i int) int {
	for i < len(s) && (isXNameStart(s[i]) || isDigit(s[i]) || s[i] == '-' || s[i] == '.') {
		i++
	}
	return i
}
