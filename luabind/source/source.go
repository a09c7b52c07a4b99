// Package source takes Lua text apart without asking that it be right: for
// colours, completion, and carets below what an error is about.
package source

import (
	"slices"
	"strings"
)

// Kind is what a token is.
type Kind int

// The kinds of tokens.
const (
	Symbol Kind = iota
	Name
	Keyword
	Number
	String
	Comment
)

// Keywords are the words of the language, sorted.
var Keywords = []string{
	"and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
	"nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}

// Token is a word of a text.
type Token struct {
	Kind Kind
	Text string
	// Offset is where it begins, in bytes from 0; Line and Column likewise, both
	// from 1, the column in bytes.
	Offset, Line, Column int
	// Open marks a string or a comment that the text ends in.
	Open bool
}

// End is the offset behind the token.
func (t Token) End() int { return t.Offset + len(t.Text) }

// Tokens takes a text apart; white space is left out. Any text has tokens: a
// byte that Lua knows no use for is a Symbol.
func Tokens(text string) []Token {
	s := scanner{text: text, line: 1}
	const byteOrderMark = "\ufeff"
	if strings.HasPrefix(text, byteOrderMark) {
		s.skip(len(byteOrderMark))
	}
	if strings.HasPrefix(text[s.at:], "#") {
		s.emit(Comment, lineEnd(text, s.at), false)
	}
	for s.at < len(text) {
		s.next()
	}
	return s.tokens
}

type scanner struct {
	text      string
	at        int
	line      int
	lineStart int // offset of the line's first byte
	tokens    []Token
}

// emit makes a token of what lies before end.
func (s *scanner) emit(kind Kind, end int, open bool) {
	t := Token{Kind: kind, Text: s.text[s.at:end], Offset: s.at, Line: s.line, Column: s.at - s.lineStart + 1, Open: open}
	s.tokens = append(s.tokens, t)
	s.skip(end)
}

func (s *scanner) skip(end int) {
	for ; s.at < end; s.at++ {
		if s.text[s.at] == '\n' {
			s.line++
			s.lineStart = s.at + 1
		}
	}
}

// symbols are those of more than one byte, the longest first; some are of other
// languages, so that what is wrong is seen as one.
var symbols = []string{"...", "..=", "===", "!==", "..", "==", "~=", "<=", ">=", "::", "!=", "&&", "||", "//", "<<", ">>", "++", "+=", "-=", "*=", "/=", "=>", "->", "/*", "**", "??", "?."}

func (s *scanner) next() {
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		s.skip(s.at + 1)
	case strings.HasPrefix(rest, "--"):
		if end, open, long := longBracket(s.text, s.at+2); long {
			s.emit(Comment, end, open)
		} else {
			s.emit(Comment, lineEnd(s.text, s.at), false)
		}
	case isLetter(c):
		end := s.at + 1
		for end < len(s.text) && (isLetter(s.text[end]) || isDigit(s.text[end])) {
			end++
		}
		kind := Name
		if _, found := slices.BinarySearch(Keywords, s.text[s.at:end]); found {
			kind = Keyword
		}
		s.emit(kind, end, false)
	case isDigit(c), c == '.' && len(rest) > 1 && isDigit(rest[1]):
		s.emit(Number, s.numberEnd(), false)
	case c == '"' || c == '\'':
		end, open := stringEnd(s.text, s.at)
		s.emit(String, end, open)
	default:
		if end, open, long := longBracket(s.text, s.at); long {
			s.emit(String, end, open)
			return
		}
		for _, symbol := range symbols {
			if strings.HasPrefix(rest, symbol) {
				s.emit(Symbol, s.at+len(symbol), false)
				return
			}
		}
		s.emit(Symbol, s.at+1, false)
	}
}

// numberEnd is where the number at s.at ends.
func (s *scanner) numberEnd() int {
	end := s.at + 1
	for end < len(s.text) {
		c := s.text[end]
		sign := (c == '+' || c == '-') && strings.ContainsRune("eE", rune(s.text[end-1])) && !strings.HasPrefix(s.text[s.at:], "0x")
		concat := c == '.' && strings.HasPrefix(s.text[end:], "..")
		if !isLetter(c) && !isDigit(c) && c != '.' && !sign || concat {
			break
		}
		end++
	}
	return end
}

// stringEnd is where the quoted string at start ends: behind its quote, or
// before the line's end where it has none.
func stringEnd(text string, start int) (end int, open bool) {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n':
			return i, true
		case text[start]:
			return i + 1, false
		}
	}
	return len(text), true
}

// longBracket is where the [[…]] at start ends; long is false where none begins
// there.
func longBracket(text string, start int) (end int, open, long bool) {
	i := start + 1
	for i < len(text) && text[i] == '=' {
		i++
	}
	if start >= len(text) || text[start] != '[' || i >= len(text) || text[i] != '[' {
		return 0, false, false
	}
	closing := "]" + text[start+1:i] + "]"
	if n := strings.Index(text[i+1:], closing); n >= 0 {
		return i + 1 + n + len(closing), false, true
	}
	return len(text), true, true
}

func lineEnd(text string, from int) int {
	if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
		return from + n
	}
	return len(text)
}

func isLetter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Line is line n of a text, from 1, without its end; "" where there is none.
func Line(text string, n int) string {
	for ; n > 1; n-- {
		_, after, found := strings.Cut(text, "\n")
		if !found {
			return ""
		}
		text = after
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSuffix(line, "\r")
}

// OnLine are the tokens of a text that begin on line n.
func OnLine(tokens []Token, n int) []Token {
	var list []Token
	for _, t := range tokens {
		if t.Line == n {
			list = append(list, t)
		}
	}
	return list
}
