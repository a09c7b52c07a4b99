package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var (
	errNoStatement = errors.New("there is no statement in the text")
	errNUL         = errors.New("the statement has a NUL byte, at which SQLite would end it; give such text as a parameter")
	errSeveral     = errors.New("the text has more than one statement; give them one by one, in a transaction where they belong together")
)

// checkStatement refuses a text without a statement, for which the driver has no
// result, one with several, of which it would give the last one's result, and one
// that SQLite would cut short. It refuses values that no parameter asks for, too,
// which the driver would drop; those that are missing it finds itself.
func checkStatement(text string, args []any) error {
	if strings.IndexByte(text, 0) >= 0 {
		return errNUL
	}
	s := scanner{text: text}
	switch statements := s.count(); {
	case statements == 0:
		return errNoStatement
	case statements > 1:
		return errSeveral
	case slices.Contains(ofTransactions, s.verb):
		return fmt.Errorf("%s is left to transaction(fn), which keeps all that fn writes, or none of it", s.verb)
	case len(args) > s.parameters && !named(args):
		return fmt.Errorf("the statement has %s, and was given %d", plural(s.parameters, "parameter"), len(args))
	}
	return nil
}

// ofTransactions are the statements that would end a transaction behind its back.
var ofTransactions = []string{"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"}

// named reports whether the values have names: then the statement may ask for some only.
func named(args []any) bool {
	if len(args) == 0 {
		return false
	}
	_, is := args[0].(sql.NamedArg)
	return is
}

func plural(n int, what string) string {
	switch n {
	case 0:
		return "no " + what
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// scanner goes through SQL as SQLite's tokenizer does, as far as that tells where
// statements end and what parameters they have.
type scanner struct {
	text string
	at   int
	verb string // the first word of the first statement, in capitals
	// parameters is the highest number of a parameter so far. A ? is the next one, ?7
	// the seventh, and a name the next one where it comes first.
	parameters int
	names      map[string]bool
}

// count is how many statements there are.
func (s *scanner) count() (statements int) {
	var words []string // the first of the statement, in capitals
	last := ""         // its last word or sign
	trigger, afterSemicolon := false, false
	for {
		token := s.next()
		switch {
		case token == "":
			return statements
		case token == ";" && last == "":
		case token == ";" && trigger && !(last == "END" && afterSemicolon):
			// It ends a statement in the trigger, whose own end is "; END ;".
			last, afterSemicolon = token, true
		case token == ";":
			words, last, trigger = nil, "", false
		default:
			if last == "" {
				statements++
				if statements == 1 {
					s.verb = strings.ToUpper(token)
				}
			}
			afterSemicolon = last == ";"
			last = strings.ToUpper(token)
			if len(words) < 3 {
				words = append(words, last)
				trigger = trigger || createsTrigger(words)
			}
		}
	}
}

func createsTrigger(words []string) bool {
	if words[0] != "CREATE" {
		return false
	}
	kind := words[len(words)-1]
	return kind == "TRIGGER" && (len(words) == 2 || words[1] == "TEMP" || words[1] == "TEMPORARY")
}

// next gives the next word or sign; "" at the end. What is quoted is one.
func (s *scanner) next() string {
	for s.at < len(s.text) {
		rest, c := s.text[s.at:], s.text[s.at]
		switch {
		case strings.IndexByte(" \t\r\n\f", c) >= 0:
			s.at++
		case strings.HasPrefix(rest, "--"):
			s.past(rest, 2, "\n")
		case strings.HasPrefix(rest, "/*"):
			s.past(rest, 2, "*/")
		case c == '\'', c == '"', c == '`':
			return s.past(rest, 1, string(c)) // a doubled quote begins another
		case c == '[':
			return s.past(rest, 1, "]")
		case c == '?':
			token := s.take(rest, 1, isDigit)
			s.numbered(token[1:])
			return token
		case c == ':' || c == '@' || c == '$':
			token := s.take(rest, 1, isWord)
			if len(token) > 1 && !s.names[token] {
				if s.names == nil {
					s.names = map[string]bool{}
				}
				s.names[token] = true
				s.parameters++
			}
			return token
		case isWord(c):
			return s.take(rest, 1, isWord)
		default:
			s.at++
			return rest[:1]
		}
	}
	return ""
}

// past moves behind the first end in rest, from offset from on, or to the end of the text.
func (s *scanner) past(rest string, from int, end string) string {
	n := len(rest)
	if i := strings.Index(rest[from:], end); i >= 0 {
		n = from + i + len(end)
	}
	s.at += n
	return rest[:n]
}

func (s *scanner) take(rest string, n int, of func(byte) bool) string {
	for n < len(rest) && of(rest[n]) {
		n++
	}
	s.at += n
	return rest[:n]
}

func (s *scanner) numbered(digits string) {
	if digits == "" {
		s.parameters++
	} else if n, err := strconv.Atoi(digits); err == nil {
		s.parameters = max(s.parameters, n)
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isWord reports a byte of names, keywords and numbers.
func isWord(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}
