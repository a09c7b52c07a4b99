package luare

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"sync"
)

// Pattern is a compiled regular expression. It is safe for any number of goroutines. Make it with
// [Compile].
type Pattern struct {
	re *regexp.Regexp
}

// Regexp is what is matched with, for other packages that take patterns.
func (p *Pattern) Regexp() *regexp.Regexp { return p.re }

// Groups is how many groups the pattern has, the whole match apart.
func (p *Pattern) Groups() int { return p.re.NumSubexp() }

// Names are the names of the groups, from the whole match on; "" where a group has none.
func (p *Pattern) Names() []string { return p.re.SubexpNames() }

// PatternError says that a text is no regular expression. It is only ever made by [Compile].
type PatternError struct {
	Pattern string
	// Problem is what is wrong, with the part of the pattern that is.
	Problem string
}

// Error is the pattern and the problem.
func (e *PatternError) Error() string {
	return fmt.Sprintf("bad pattern %q: %s", e.Pattern, e.Problem)
}

// cached patterns; a program rarely has more than some dozens.
const maxCached = 500

var cache = struct {
	sync.RWMutex
	patterns map[string]*Pattern
}{patterns: map[string]*Pattern{}}

// Compile compiles a pattern, or finds it among those compiled before. The error is a
// [*PatternError].
func Compile(pattern string) (*Pattern, error) {
	cache.RLock()
	p := cache.patterns[pattern]
	cache.RUnlock()
	if p != nil {
		return p, nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, &PatternError{Pattern: pattern, Problem: problem(err)}
	}
	p = &Pattern{re}
	cache.Lock()
	defer cache.Unlock()
	if len(cache.patterns) >= maxCached {
		for old := range cache.patterns { // any one will do
			delete(cache.patterns, old)
			break
		}
	}
	cache.patterns[pattern] = p
	return p, nil
}

var lookAround = regexp.MustCompile(`^\(\?<?[=!]`)

// problem words a compiler's error, and says what to do about what other languages have.
func problem(err error) string {
	var wrong *syntax.Error
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	text := fmt.Sprintf("%s: %q", wrong.Code, wrong.Expr)
	switch {
	case lookAround.MatchString(wrong.Expr):
		text += " (RE2 has no look-around, so that matching takes linear time; match more and take a group)"
	case wrong.Code == syntax.ErrInvalidEscape && len(wrong.Expr) == 2 && '1' <= wrong.Expr[1] && wrong.Expr[1] <= '9':
		text += " (RE2 has no references to groups within a pattern, so that matching takes linear time)"
	case wrong.Code == syntax.ErrInvalidEscape && wrong.Expr == `\Z`:
		text += ` (the end of the text is \z)`
	}
	return text
}

// Match is what a pattern found at one place of a text. It never changes.
type Match struct {
	pattern *Pattern
	text    string
	places  []int // two for each group: where it begins and ends, or -1
}

// Group is the text of a group, 0 being the whole match; false where the group took no part. i is
// within the pattern's groups.
func (m *Match) Group(i int) (string, bool) {
	if m.places[2*i] < 0 {
		return "", false
	}
	return m.text[m.places[2*i]:m.places[2*i+1]], true
}

// Span is where a group's first and last byte are, counted from 1; an empty one ends before it
// begins. false where the group took no part.
func (m *Match) Span(i int) (first, last int, ok bool) {
	if m.places[2*i] < 0 {
		return 0, 0, false
	}
	return m.places[2*i] + 1, m.places[2*i+1], true
}
