package luare

import (
	"fmt"
	"strconv"
	"strings"
)

// TemplateError says that a replacement text asks for what the pattern has not.
type TemplateError struct {
	Problem string
	// Name is the group's name that is not there, or "".
	Name string
}

// Error is the problem.
func (e *TemplateError) Error() string { return e.Problem }

// template is a replacement text, taken apart: literal texts with a group behind each but the last.
type template struct {
	literals []string
	groups   []int
}

// parseTemplate reads $1, ${1}, ${name} and $$; any other $ is itself. $12 is group 12 where there
// is one, else group 1 and a 2. \1, as other languages write it, is an error.
func (p *Pattern) parseTemplate(text string) (*template, error) {
	t := &template{}
	var literal strings.Builder
	group := func(i int) {
		t.literals = append(t.literals, literal.String())
		t.groups = append(t.groups, i)
		literal.Reset()
	}
	for text != "" {
		i := strings.IndexAny(text, `$\`)
		if i < 0 || i == len(text)-1 {
			literal.WriteString(text)
			break
		}
		literal.WriteString(text[:i])
		next := text[i+1]
		digit := '0' <= next && next <= '9'
		switch {
		case text[i] == '\\' && (digit || next == 'g'):
			return nil, &TemplateError{Problem: fmt.Sprintf(`the replacement has \%c; a group is written $1 or ${name}`, next)}
		case text[i] == '\\':
			literal.WriteByte('\\')
			text = text[i+1:]
		case next == '$':
			literal.WriteByte('$')
			text = text[i+2:]
		case digit:
			number, length := p.number(text[i+1:])
			if length == 0 {
				return nil, p.noGroup(text[i+1 : i+2])
			}
			group(number)
			text = text[i+1+length:]
		case next == '{':
			name, rest, closed := strings.Cut(text[i+2:], "}")
			if !closed {
				return nil, &TemplateError{Problem: "the replacement has a ${ without its }"}
			}
			number, ok := p.lookup(name)
			if !ok {
				return nil, p.noGroup(name)
			}
			group(number)
			text = rest
		default:
			literal.WriteByte('$')
			text = text[i+1:]
		}
	}
	t.literals = append(t.literals, literal.String())
	return t, nil
}

// number reads the longest number of a group that text begins with.
func (p *Pattern) number(text string) (group, length int) {
	n := 0
	for i := 0; i < len(text) && '0' <= text[i] && text[i] <= '9'; i++ {
		if n = n*10 + int(text[i]-'0'); n > p.Groups() {
			break
		}
		group, length = n, i+1
	}
	return group, length
}

// lookup finds a group by its name or number.
func (p *Pattern) lookup(name string) (int, bool) {
	if n, err := strconv.Atoi(name); err == nil {
		return n, n >= 0 && n <= p.Groups()
	}
	if i := p.re.SubexpIndex(name); i > 0 {
		return i, true
	}
	return 0, false
}

func (p *Pattern) noGroup(name string) error {
	if _, err := strconv.Atoi(name); err == nil {
		return &TemplateError{Problem: fmt.Sprintf("the pattern has no group %s, only %d", name, p.Groups())}
	}
	return &TemplateError{Problem: fmt.Sprintf("the pattern has no group named '%s'", name), Name: name}
}

// least is how long every replacement is at least.
func (t *template) least() (n int) {
	for _, text := range t.literals {
		n += len(text)
	}
	return n
}

// expand is the replacement of one match.
func (t *template) expand(m *Match) string {
	if len(t.groups) == 0 {
		return t.literals[0]
	}
	var out strings.Builder
	for i, group := range t.groups {
		text, _ := m.Group(group)
		out.WriteString(t.literals[i])
		out.WriteString(text)
	}
	out.WriteString(t.literals[len(t.groups)])
	return out.String()
}
