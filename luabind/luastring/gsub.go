package luastring

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

func (lib *library) gsub(L *lua.LState) int {
	subject := stdlib.String(L, "gsub", 1)
	source := stdlib.String(L, "gsub", 2)
	g := substitution{out: stdlib.NewBuilder(L)}
	g.replaceWith(L, L.Get(3))
	limit := stdlib.OptInt(L, "gsub", 4, len(subject)+1)
	g.search = lib.search(L, subject, source)
	count := g.run(L, limit)
	if g.copied == 0 && g.out.Len() == 0 {
		g.end()
		L.Push(lua.LString(subject))
	} else {
		g.out.Text(subject[g.copied:])
		g.end()
		L.Push(lua.LString(g.out.String()))
	}
	L.Push(stdlib.Integer(count))
	return 2
}

// substitution is a gsub under way.
type substitution struct {
	*search
	out    stdlib.Builder
	copied int // so much of the subject is in out, or was replaced

	// The replacement is one of these.
	text  []piece
	table *lua.LTable
	fn    *lua.LFunction
}

// piece is a part of a replacement string: text, or a capture counted from 1, 0 for the match.
type piece struct {
	text    string
	capture int // isText for text
}

const isText = -1

// replaceWith takes gsub's third argument.
func (g *substitution) replaceWith(L *lua.LState, v lua.LValue) {
	switch v := v.(type) {
	case *lua.LTable:
		g.table = v
	case *lua.LFunction:
		g.fn = v
	default:
		text, ok := stdlib.Text(v)
		if !ok {
			stdlib.TypeError(L, "gsub", 3, "string/function/table")
		}
		g.text = pieces(L, text)
	}
}

// pieces takes a replacement string apart: "%1" is a capture, "%0" the match, and "%" before any
// other character that character.
func pieces(L *lua.LState, text string) (list []piece) {
	for {
		before, after, found := strings.Cut(text, "%")
		if before != "" {
			list = append(list, piece{before, isText})
		}
		if !found {
			return list
		}
		if after == "" {
			L.RaiseError("%s", "invalid use of '%' in replacement string (it ends with one; '%%' stands for a percent sign)")
		}
		if '0' <= after[0] && after[0] <= '9' {
			list = append(list, piece{capture: int(after[0] - '0')})
		} else {
			list = append(list, piece{after[:1], isText})
		}
		text = after[1:]
	}
}

// run replaces up to so many matches, and returns how many there were. A match that is empty does
// not end the search: the byte at its place is kept, and it goes on behind that.
func (g *substitution) run(L *lua.LState, limit int) (count int) {
	for at := 0; count < limit && at <= len(g.subject) && g.find(at); {
		count++
		g.replace(L)
		at = g.End()
		if at == g.Start() {
			at++
		}
		if g.pattern.Anchored() {
			break
		}
	}
	return count
}

// replace adds what stands before the match, and what the match is replaced by.
func (g *substitution) replace(L *lua.LState) {
	start, end := g.Start(), g.End()
	var value lua.LValue
	switch {
	case g.table != nil:
		value = L.GetTable(g.table, g.first())
	case g.fn != nil:
		value = g.call(L)
	default:
		g.grow()
		g.out.Text(g.subject[g.copied:start])
		g.addText(L)
		g.copied = end
		return
	}
	if !lua.LVAsBool(value) {
		return
	}
	text, ok := stdlib.Text(value)
	if !ok {
		L.RaiseError("invalid replacement value (a %s)", value.Type().String())
	}
	g.grow()
	g.out.Text(g.subject[g.copied:start])
	g.out.Text(text)
	g.copied = end
}

// grow makes room for a result as long as the subject, at the first replacement.
func (g *substitution) grow() {
	if g.copied == 0 && g.out.Len() == 0 {
		g.out.Grow(len(g.subject))
	}
}

// call is what the replacement function returns for the captures.
func (g *substitution) call(L *lua.LState) lua.LValue {
	L.Push(g.fn)
	L.Call(g.pushMatch(), 1)
	value := L.Get(-1)
	L.Pop(1)
	return value
}

// addText adds the replacement string with its captures. "%1" is the match where there are none.
func (g *substitution) addText(L *lua.LState) {
	for _, p := range g.text {
		switch n := p.capture; {
		case n == isText:
			g.out.Text(p.text)
		case n == 0 || n == 1 && g.Captures() == 0:
			g.out.Text(g.subject[g.Start():g.End()])
		case n > g.Captures():
			L.RaiseError("invalid capture index %%%d in replacement string (the pattern has %d)", n, g.Captures())
		default:
			text, _ := stdlib.Text(g.capture(n - 1))
			g.out.Text(text)
		}
	}
}
