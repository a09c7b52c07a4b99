package repl

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/source"
)

// item is a thing that may come next.
type item struct{ Text, Doc string }

// complete is what the end of a text may become: each item replaces what
// follows start.
func (p *session) complete(text string) (start int, items []item) {
	th := p.s.VM.Main()
	th.Lock()
	defer th.Unlock()
	if strings.HasPrefix(text, ".") && !strings.ContainsAny(text, " \n") {
		return 0, begins(commandItems(), text)
	}
	if _, rest, ok := dotCommand(text); ok {
		return len(text) - len(rest), fileItems(rest)
	}
	tokens := source.Tokens(text)
	n := len(tokens)
	if n > 0 && tokens[n-1].Kind == source.Comment && (tokens[n-1].Open || tokens[n-1].End() == len(text)) {
		return len(text), nil
	}
	if n > 0 && tokens[n-1].Kind == source.String && tokens[n-1].Open {
		inside := tokens[n-1].Text[1:]
		if isRequire(tokens[:n-1]) {
			return len(text) - len(inside), begins(moduleItems(), inside)
		}
		if n > 2 && tokens[n-2].Text == "[" {
			if keys, ok := chainBefore(tokens[:n-2]); ok {
				return len(text) - len(inside), begins(p.keys(p.valueOf(keys), tokens[n-1].Text[:1]+"]"), inside)
			}
		}
		return len(text) - len(inside), fileItems(inside)
	}
	word := ""
	if n > 0 && tokens[n-1].End() == len(text) && (tokens[n-1].Kind == source.Name || tokens[n-1].Kind == source.Keyword) {
		word = tokens[n-1].Text
		tokens = tokens[:n-1]
	}
	start = len(text) - len(word)
	if n := len(tokens); n > 0 && (tokens[n-1].Text == "." || tokens[n-1].Text == ":") {
		separator := tokens[n-1].Text
		if keys, ok := chainBefore(tokens[:n-1]); ok {
			return start, begins(p.members(p.valueOf(keys), separator), word)
		}
		if isText(tokens[:n-1]) {
			return start, begins(p.members(lua.LString(""), separator), word)
		}
		return start, begins(classMembers(p.classAfter(tokens[:n-1]), separator), word)
	}
	if plan := p.optionsAt(tokens); plan != nil {
		for _, f := range plan.Fields {
			items = append(items, item{f.Name + " = ", f.Doc})
		}
		return start, begins(items, word)
	}
	return start, begins(p.globals(), word)
}

// begins are the items that begin with a text, sorted; one that is a whole
// member of the language's own stays in its place.
func begins(items []item, with string) []item {
	var list []item
	for _, it := range items {
		if strings.HasPrefix(it.Text, with) && !(with == "" && strings.HasPrefix(it.Text, "_")) {
			list = append(list, it)
		}
	}
	slices.SortFunc(list, func(a, b item) int { return strings.Compare(a.Text, b.Text) })
	return list
}

func isRequire(tokens []source.Token) bool {
	n := len(tokens)
	if n > 0 && tokens[n-1].Text == "(" {
		n--
	}
	return n > 0 && tokens[n-1].Text == "require"
}

func moduleItems() []item {
	var items []item
	for _, m := range luabind.AllModules() {
		if m.Name != "_G" {
			items = append(items, item{m.Name, m.Doc})
		}
	}
	return items
}

// fileItems are the files that a path may become; a folder ends in a slash.
func fileItems(path string) []item {
	dir, name := filepath.Split(path)
	where := dir
	if where == "" {
		where = "."
	}
	entries, err := os.ReadDir(where)
	if err != nil {
		return nil
	}
	var items []item
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), name) || name == "" && strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text := dir + e.Name()
		if e.IsDir() {
			text += "/"
		}
		items = append(items, item{text, ""})
	}
	return items
}

// globals are the globals and the words of the language.
func (p *session) globals() []item {
	var items []item
	for _, word := range source.Keywords {
		items = append(items, item{word, ""})
	}
	p.s.VM.Globals().ForEach(func(k, v lua.LValue) {
		if name, ok := k.(lua.LString); ok && bind.IsName(string(name)) {
			items = append(items, item{string(name), p.describe(v)})
		}
	})
	return items
}

// members are what a value has: behind a dot everything of a table and the
// fields of an object, behind a colon functions and methods.
func (p *session) members(v lua.LValue, separator string) []item {
	var items []item
	switch v := v.(type) {
	case *lua.LTable:
		for depth := 0; v != nil && depth < 10; depth++ {
			v.ForEach(func(k, member lua.LValue) {
				name, ok := k.(lua.LString)
				_, isFunction := member.(*lua.LFunction)
				if ok && bind.IsName(string(name)) && (separator == "." || isFunction) {
					items = append(items, item{string(name), p.describe(member)})
				}
			})
			v = parentOf(v)
		}
	case *lua.LUserData:
		return classMembers(bind.ClassOf(v), separator)
	case lua.LString:
		if t, ok := p.s.VM.Globals().RawGetString("string").(*lua.LTable); ok && separator == ":" {
			return p.members(t, separator)
		}
	}
	return items
}

// keys are the texts among a table's keys, each with what closes it behind.
func (p *session) keys(v lua.LValue, close string) []item {
	var items []item
	if t, ok := v.(*lua.LTable); ok {
		t.ForEach(func(k, member lua.LValue) {
			if name, ok := k.(lua.LString); ok && !strings.ContainsAny(string(name), "\"'\\\n") {
				items = append(items, item{string(name) + close, p.describe(member)})
			}
		})
	}
	return items
}

// isText reports whether the tokens end in a string, in brackets or not, that no
// function is called with.
func isText(tokens []source.Token) bool {
	n := len(tokens)
	first := n - 1
	if n > 2 && tokens[n-1].Text == ")" && tokens[n-3].Text == "(" {
		n, first = n-1, n-3
	}
	if n == 0 || tokens[n-1].Kind != source.String {
		return false
	}
	return first == 0 || tokens[first-1].Kind != source.Name && tokens[first-1].Text != ")" && tokens[first-1].Text != "]"
}

// classMembers are the fields of a class, behind a colon its methods.
func classMembers(class *bind.Class, separator string) []item {
	var items []item
	switch {
	case class == nil:
	case separator == ".":
		for _, f := range class.Fields {
			items = append(items, item{f.Name, f.Doc})
		}
	default:
		for i := range class.Methods {
			items = append(items, item{class.Methods[i].Name, class.Methods[i].Signature("")})
		}
	}
	return items
}

// parentOf is the table that a table's metatable looks names up in, or nil.
func parentOf(t *lua.LTable) *lua.LTable {
	if mt, ok := t.Metatable.(*lua.LTable); ok {
		parent, _ := mt.RawGetString("__index").(*lua.LTable)
		return parent
	}
	return nil
}

// describe says in a few words what a value is.
func (p *session) describe(v lua.LValue) string {
	switch v := v.(type) {
	case *lua.LFunction:
		if row, ok := bind.RowOf(p.s.VM, v); ok {
			return row.Signature("")
		}
	case *lua.LTable:
		if k := bind.KindOf(v); k != nil {
			return k.Doc
		}
		for _, m := range luabind.AllModules() {
			if m.Name == bind.ModuleName(p.s.VM, v) {
				return m.Doc
			}
		}
	case *lua.LUserData:
		if c := bind.ClassOf(v); c != nil {
			return c.Name
		}
	}
	return v.Type().String()
}
