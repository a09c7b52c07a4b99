package repl

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
	"luafut/luabind/bind"
)

const (
	maxItems = 50  // of a table
	maxDepth = 4   // of tables in tables
	maxText  = 500 // bytes of a string
)

var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// show is values as Lua would be written, tables with sorted keys. It calls
// __tostring where there is one.
func show(s *luabind.State, values []lua.LValue) (string, error) {
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	p := printer{s: s, seen: map[*lua.LTable]bool{}}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = p.value(v, 0)
	}
	return strings.Join(parts, "\t"), p.err
}

type printer struct {
	s    *luabind.State
	seen map[*lua.LTable]bool
	err  error
}

func (p *printer) value(v lua.LValue, depth int) string {
	switch v := v.(type) {
	case lua.LString:
		return quote(string(v))
	case *lua.LTable:
		if bind.ErrorKind(v) == nil && !hasText(v.Metatable) {
			return p.table(v, depth)
		}
	case *lua.LUserData:
	default:
		return v.String()
	}
	return p.text(v)
}

func hasText(mt lua.LValue) bool {
	t, ok := mt.(*lua.LTable)
	return ok && t.RawGetString("__tostring") != lua.LNil
}

// text is tostring(v).
func (p *printer) text(v lua.LValue) string {
	th := p.s.VM.Main()
	values, err := th.Call(th.LState(), p.s.VM.Globals().RawGetString("tostring"), v)
	if err != nil {
		p.err = err
		return ""
	}
	return values[0].String()
}

func quote(text string) string {
	more := ""
	if len(text) > maxText {
		more = fmt.Sprintf("… (%d bytes)", len(text))
		text = text[:maxText]
	}
	return strconv.Quote(text) + more
}

func (p *printer) table(t *lua.LTable, depth int) string {
	if p.seen[t] {
		return "{… itself}"
	}
	if depth == maxDepth {
		return "{…}"
	}
	p.seen[t] = true
	defer delete(p.seen, t)
	var parts []string
	n := t.Len()
	for i := 1; i <= n && i <= maxItems; i++ {
		parts = append(parts, p.value(t.RawGetInt(i), depth+1))
	}
	var keys []lua.LValue
	t.ForEach(func(k, _ lua.LValue) {
		if i, ok := k.(lua.LNumber); !ok || i < 1 || i > lua.LNumber(n) || i != lua.LNumber(int(i)) {
			keys = append(keys, k)
		}
	})
	slices.SortFunc(keys, func(a, b lua.LValue) int { return strings.Compare(a.String(), b.String()) })
	for i, k := range keys {
		if i == maxItems {
			break
		}
		parts = append(parts, p.key(k, depth)+" = "+p.value(t.RawGet(k), depth+1))
	}
	if left := max(0, n-maxItems) + max(0, len(keys)-maxItems); left > 0 {
		parts = append(parts, fmt.Sprintf("… %d more", left))
	}
	const width = 76
	if line := "{" + strings.Join(parts, ", ") + "}"; len(line) <= width && !strings.Contains(line, "\n") {
		return line
	}
	indent := strings.Repeat("  ", depth+1)
	return "{\n" + indent + strings.Join(parts, ",\n"+indent) + "\n" + strings.Repeat("  ", depth) + "}"
}

func (p *printer) key(k lua.LValue, depth int) string {
	if s, ok := k.(lua.LString); ok && identifier.MatchString(string(s)) {
		return string(s)
	}
	return "[" + p.value(k, depth+1) + "]"
}
