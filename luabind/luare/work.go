package luare

import (
	"errors"
	"strings"
)

// maxText bounds what a replacement makes, as string.gsub's is: a long text for each of
// many matches would take all memory there is.
const maxText = 1 << 30

// ErrTooLong is what replacing returns where the text would be longer than 1 GB.
var ErrTooLong = errors.New("the text would be longer than 1 GB")

// Find returns the first match in text, or nil.
func (p *Pattern) Find(text string) *Match {
	places := p.re.FindStringSubmatchIndex(text)
	if places == nil {
		return nil
	}
	return &Match{p, text, places}
}

// FindAll returns the matches in text from left to right, which do not overlap: at most the first
// limit ones, all where it is 0.
func (p *Pattern) FindAll(text string, limit int) []*Match {
	if limit == 0 {
		limit = -1
	}
	all := p.re.FindAllStringSubmatchIndex(text, limit)
	matches := make([]*Match, len(all))
	for i, places := range all {
		matches[i] = &Match{p, text, places}
	}
	return matches
}

// Split returns the texts between the matches, at most limit of them having been used (0: all). As
// in Python, the groups of a match come between the two texts that it divides, "" for one that took
// no part.
func (p *Pattern) Split(text string, limit int) []string {
	var parts []string
	from := 0
	for _, m := range p.FindAll(text, limit) {
		parts = append(parts, text[from:m.places[0]])
		for i := 1; i <= p.Groups(); i++ {
			group, _ := m.Group(i)
			parts = append(parts, group)
		}
		from = m.places[1]
	}
	return append(parts, text[from:])
}

// Replace returns text with the first limit matches (0: all) replaced by template, in which $1 and
// ${name} stand for groups. The error is a [*TemplateError] or [ErrTooLong].
func (p *Pattern) Replace(text, template string, limit int) (string, error) {
	t, err := p.parseTemplate(template)
	if err != nil {
		return "", err
	}
	matches := p.FindAll(text, limit)
	if len(matches) > 0 && t.least() > maxText/len(matches) {
		return "", ErrTooLong
	}
	return ReplaceEach(text, matches, func(m *Match) (string, error) { return t.expand(m), nil })
}

// ReplaceEach returns text with the matches, found in it before, replaced by what fn returns for
// each. An error of fn, or [ErrTooLong], ends it.
func ReplaceEach(text string, matches []*Match, fn func(m *Match) (string, error)) (string, error) {
	var out strings.Builder
	from := 0
	for _, m := range matches {
		replacement, err := fn(m)
		if err != nil {
			return "", err
		}
		if out.Len()+len(replacement)+len(text)-from > maxText {
			return "", ErrTooLong
		}
		out.WriteString(text[from:m.places[0]])
		out.WriteString(replacement)
		from = m.places[1]
	}
	out.WriteString(text[from:])
	return out.String(), nil
}
