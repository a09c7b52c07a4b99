package luahttp

import lua "github.com/yuin/gopher-lua"

// watched remembers what a table and the tables in it held, to tell at little
// cost, and without allocating, whether they hold the same still.
type watched struct {
	seen  []lua.LValue // keys and values in the tables' order
	at    int
	write bool
}

// watchDepth is how deep settings nest: {retries = {statuses = {503}}}.
const watchDepth = 4

// tableBegins stands in watched.seen for the begin of a table, nil for its end.
var tableBegins = &lua.LUserData{}

// same reports whether t holds what it held at the last record.
func (w *watched) same(t *lua.LTable) bool {
	w.at, w.write = 0, false
	return w.visit(t, 0) && w.at == len(w.seen)
}

// record notes what t holds.
func (w *watched) record(t *lua.LTable) {
	w.seen, w.write = w.seen[:0], true
	w.visit(t, 0)
}

func (w *watched) visit(v lua.LValue, depth int) bool {
	t, ok := v.(*lua.LTable)
	if !ok || depth > watchDepth {
		return w.step(v)
	}
	if !w.step(tableBegins) {
		return false
	}
	for k, x := t.Next(lua.LNil); k != lua.LNil; k, x = t.Next(k) {
		if !w.step(k) || !w.visit(x, depth+1) {
			return false
		}
	}
	return w.step(lua.LNil)
}

func (w *watched) step(v lua.LValue) bool {
	if w.write {
		w.seen = append(w.seen, v)
		return true
	}
	w.at++
	return w.at <= len(w.seen) && w.seen[w.at-1] == v
}
