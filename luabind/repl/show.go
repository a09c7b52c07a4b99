package repl

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

const (
	maxItems = 50  // of a table
	maxDepth = 4   // of tables in tables
	maxText  = 500 // bytes of a string
)

// show is values as Lua would be written, tables with sorted keys, a tab
// between two.
func (p *session) show(values []lua.LValue) (string, error) {
	th := p.s.VM.Main()
	th.Lock()
	defer th.Unlock()
	pr := printer{p: p, seen: map[*lua.LTable]bool{}}
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = pr.value(v, 0)
	}
	return strings.Join(parts, "\t"), pr.err
}

type printer struct {
	p    *session
	seen map[*lua.LTable]bool
	err  error
}

func (pr *printer) value(v lua.LValue, depth int) string {
	switch v := v.(type) {
	case lua.LString:
		return pr.p.paint("string", bind.Quote(string(v), maxText))
	case *lua.LTable:
		if bind.ErrorKind(v) == nil && !hasText(v.Metatable) {
			if name := bind.ModuleName(pr.p.s.VM, v); name != "" && depth > 0 {
				return pr.p.paint("object", "<module "+name+">")
			}
			return pr.table(v, depth)
		}
		return pr.p.paint("object", pr.text(v))
	case *lua.LUserData:
		return pr.p.paint("object", pr.object(v, depth))
	case *lua.LFunction:
		return pr.p.paint("object", pr.function(v))
	}
	return pr.p.paint("number", v.String())
}

func hasText(mt lua.LValue) bool {
	t, ok := mt.(*lua.LTable)
	return ok && t.RawGetString("__tostring") != lua.LNil
}

// function says which one it is.
func (pr *printer) function(fn *lua.LFunction) string {
	if row, ok := bind.RowOf(pr.p.s.VM, fn); ok {
		return "<function " + row.Signature(strings.TrimPrefix(row.Owner, "_G.")) + ">"
	}
	if fn.Proto != nil {
		return fmt.Sprintf("<function of %s:%d>", fn.Proto.SourceName, fn.Proto.LineDefined)
	}
	return "<function>"
}

// text is tostring(v).
func (pr *printer) text(v lua.LValue) string {
	th := pr.p.s.VM.Main()
	values, err := th.Call(th.LState(), pr.p.s.VM.Globals().RawGetString("tostring"), v)
	if err != nil {
		pr.err = err
		return ""
	}
	return values[0].String()
}

func (pr *printer) table(t *lua.LTable, depth int) string {
	if pr.seen[t] {
		return "{… itself}"
	}
	if depth == maxDepth {
		return "{…}"
	}
	pr.seen[t] = true
	defer delete(pr.seen, t)
	var parts []string
	n := 0 // of the list: a gap ends it
	for t.RawGetInt(n+1) != lua.LNil {
		n++
	}
	for i := 1; i <= n && i <= maxItems; i++ {
		parts = append(parts, pr.value(t.RawGetInt(i), depth+1))
	}
	var keys []lua.LValue
	t.ForEach(func(k, _ lua.LValue) {
		if i, ok := k.(lua.LNumber); !ok || i < 1 || i > lua.LNumber(n) || i != lua.LNumber(int(i)) {
			keys = append(keys, k)
		}
	})
	slices.SortFunc(keys, compareKeys)
	for i, k := range keys {
		if i == maxItems {
			break
		}
		parts = append(parts, pr.key(k, depth)+" = "+pr.value(t.RawGet(k), depth+1))
	}
	if left := max(0, n-maxItems) + max(0, len(keys)-maxItems); left > 0 {
		parts = append(parts, fmt.Sprintf("… %d more", left))
	}
	const width = 76
	if line := "{" + strings.Join(parts, ", ") + "}"; visible(line) <= width && !strings.Contains(line, "\n") {
		return line
	}
	indent := strings.Repeat("  ", depth+1)
	lines := filled(parts, min(n, maxItems), width-len(indent))
	return "{\n" + indent + strings.Join(lines, ",\n"+indent) + "\n" + strings.Repeat("  ", depth) + "}"
}

// filled joins as many of the first n parts as go on a line; the others have a
// line each.
func filled(parts []string, n, width int) []string {
	var lines []string
	room := 0
	for i, part := range parts {
		took := visible(part) + len(", ")
		if strings.Contains(part, "\n") || i >= n {
			took = width + 1
		}
		if last := len(lines) - 1; took <= room {
			lines[last] += ", " + part
			room -= took
		} else {
			lines = append(lines, part)
			room = width - took
		}
	}
	return lines
}

func (pr *printer) key(k lua.LValue, depth int) string {
	if s, ok := k.(lua.LString); ok && bind.IsName(string(s)) {
		return string(s)
	}
	return "[" + pr.value(k, depth+1) + "]"
}

// compareKeys sorts numbers by value before everything else.
func compareKeys(a, b lua.LValue) int {
	x, isX := a.(lua.LNumber)
	y, isY := b.(lua.LNumber)
	switch {
	case isX && isY:
		return cmp.Compare(x, y)
	case isX:
		return -1
	case isY:
		return 1
	}
	return strings.Compare(a.String(), b.String())
}

var colourCode = regexp.MustCompile("\x1b\\[[0-9;]*m")

// visible is how many columns a text takes on a terminal.
func visible(text string) int {
	return uniseg.StringWidth(colourCode.ReplaceAllString(text, ""))
}
