package explain

import (
	"fmt"
	"slices"

	"luafut/luabind/bind"
	"luafut/luabind/source"
)

// runtimeHint is what was probably meant, or "".
func (w World) runtimeHint(f fault, line []source.Token) string {
	switch f.kind {
	case "global":
		if t, _ := f.find(line); f.typ == "nil" && isPrefixed(line, t) {
			return prefixed
		}
		if f.typ == "nil" {
			return w.GlobalHint(f.name)
		}
	case "field", "method":
		if f.typ == "nil" {
			return w.unknownField(f, line)
		}
	case "module":
		return w.ModuleHint(f.name)
	}
	if f.typ != "" && f.typ == futureType {
		return isFuture
	}
	switch {
	case f.called != "":
		return w.moduleByColon(f, line)
	case f.verb == "index" && f.typ == "function" && f.name != "" && f.name != "?":
		return fmt.Sprintf("'%s' is a function: what it returns is had by calling it, %s(…), or with a colon where it is a method, x:%s(…)", f.name, f.name, f.name)
	case f.verb == "call" && f.kind == "field" && f.name != "?":
		return fmt.Sprintf("'%s' is a value, and no function: it is read without brackets", f.name)
	case f.verb == "call" && f.typ == "nil" && f.name == "" && has(line, "in"):
		return "for … in wants an iterator, such as pairs(t), and what stands there is nil"
	case f.verb == "call" && f.typ != "nil" && f.name == "" && has(line, "in"):
		if f.typ == "table" {
			return "for … in wants an iterator: pairs(t), or ipairs(list)"
		}
		if class := w.class(f.typ); class != nil && hasMethod(class, "each") {
			return "for … in wants an iterator: for i, item in x:each() do"
		}
		return "for … in wants an iterator, such as pairs(t); numbers are counted by for i = 1, n do"
	case f.verb == "perform arithmetic on" && f.typ == "string" && has(line, "+"):
		return "+ adds numbers; texts are put together by .. (two dots)"
	case f.verb == "perform arithmetic on" && f.typ == "string" && has(line, "%"):
		return "% is a remainder; values are put into a text by string.format(text, …)"
	case f.verb == "perform arithmetic on" && f.typ == "string":
		return "the text is not a number; tonumber(text) gives nil for such a one"
	case f.verb == "compare":
		return "tonumber(text) makes a number of a text, and tostring(number) a text of a number"
	case f.verb == "concatenate" && (f.typ == "nil" || f.typ == "boolean" || f.typ == "table"):
		return fmt.Sprintf("a %s becomes text by tostring(%s)", f.typ, orValue(f.name))
	case f.typ == "nil" && (f.kind == "local" || f.kind == "upvalue"):
		return fmt.Sprintf("'%s' is a local that is nil here: nothing was assigned to it yet, or what was assigned was nil", f.name)
	}
	return ""
}

// moduleByColon is the hint where a function of a module was called as a method of it,
// and so got the module as its first argument; else "".
func (w World) moduleByColon(f fault, line []source.Token) string {
	t, found := f.find(line)
	i := slices.Index(line, t)
	if !found || i < 2 || line[i-1].Text != ":" {
		return ""
	}
	owner := line[i-2].Text
	for _, m := range w.Modules {
		if m.Name == owner && slices.Contains(m.Members(), f.called) {
			return fmt.Sprintf("%s is a module: its functions take a dot, %s.%s(…)", owner, owner, f.called)
		}
	}
	return ""
}

// futureType is the class of what submit gives.
const futureType = "Future"

const isFuture = "this is a future, and not yet what its task returns: future:result() waits for that"

// class is the class that a userdata's type names, or nil.
func (w World) class(name string) *bind.Class {
	for _, m := range w.Modules {
		for _, c := range m.Classes {
			if c.Name == name {
				return c
			}
		}
	}
	return nil
}

func hasMethod(class *bind.Class, name string) bool {
	return slices.ContainsFunc(class.Methods, func(f bind.Func) bool { return f.Name == name })
}

const prefixed = "strings have no prefixes in Lua: values are put into a text by (\"…%s…\"):format(value)"

// isPrefixed reports whether t is a letter right before a string, as in f"…".
func isPrefixed(line []source.Token, t source.Token) bool {
	i := slices.Index(line, t)
	return i >= 0 && i+1 < len(line) && len(t.Text) == 1 && line[i+1].Kind == source.String && line[i+1].Offset == t.End()
}

func orValue(name string) string {
	if name == "" || name == "?" {
		return "value"
	}
	return name
}

func has(line []source.Token, text string) bool {
	return slices.ContainsFunc(line, func(t source.Token) bool { return t.Text == text })
}

// HasGlobal reports whether scripts have a global without setting it.
func (w World) HasGlobal(name string) bool {
	if w.Globals != nil && slices.Contains(w.Globals.Members(), name) {
		return true
	}
	return slices.ContainsFunc(w.Libraries, func(m *bind.Module) bool { return m.Name == name })
}

// GlobalHint is what was probably meant by a global that nobody sets.
func (w World) GlobalHint(name string) string {
	for _, m := range w.Modules {
		if m.Name == name {
			return fmt.Sprintf("%s is a module: local %s = require %q", name, name, name)
		}
	}
	if text := elsewhere[name] + lackingLibraries[name]; text != "" {
		return text
	}
	if near := bind.Nearest(name, w.globals()); near != "" {
		return fmt.Sprintf("no global '%s' was set; did you mean '%s'?", name, near)
	}
	return fmt.Sprintf("no global '%s' was set: is it misspelt, or a local of another function or file?", name)
}

// ModuleHint is what is here in the place of a module of others; "" for none.
func (w World) ModuleHint(name string) string {
	here := foreignModules[name]
	if here == "" {
		return ""
	}
	return fmt.Sprintf("here that is the module %s: local %s = require %q", here, here, here)
}

// globals are the names that a script has without setting them, the words of
// the language, and the modules.
func (w World) globals() []string {
	names := slices.Clone(source.Keywords)
	if w.Globals != nil {
		names = append(names, w.Globals.Members()...)
	}
	for _, m := range append(slices.Clone(w.Libraries), w.Modules...) {
		names = append(names, m.Name)
	}
	return names
}

// unknownField is the hint on a field or method that is nil.
func (w World) unknownField(f fault, line []source.Token) string {
	if f.owner == futureType {
		return isFuture
	}
	if f.name == "?" {
		return "nothing is under that key; the first item of a list is list[1], the last list[#list]"
	}
	t, found := f.find(line)
	i := slices.Index(line, t)
	if found && i >= 2 {
		if text := w.ofLibrary(line[i-2].Text, f.name); text != "" {
			return text
		}
	}
	if f.verb == "index" && found && has(line[i:], "=") {
		return fmt.Sprintf("there is no field '%s' yet; x.%s = x.%s or {} makes a table of it first", f.name, f.name, f.name)
	}
	if f.verb == "index" {
		return fmt.Sprintf("there is no field '%s', or it is nil; (x.%s or {}) stands in for one that may be missing", f.name, f.name)
	}
	if text := w.MemberHint(f.owner, f.name); text != "" {
		return text
	}
	if f.owner == "string" {
		return fmt.Sprintf("strings have no '%s'; luafut doc string lists what they have", f.name)
	}
	return ""
}

// ofLibrary is the hint on what a library or a module does not have; "" where
// owner is none.
func (w World) ofLibrary(owner, name string) string {
	if text := w.MemberHint(owner, name); text != "" {
		return text
	}
	for _, m := range append(slices.Clone(w.Libraries), w.Modules...) {
		if m.Name != owner {
			continue
		}
		if near := bind.Nearest(name, m.Members()); near != "" {
			return fmt.Sprintf("%s has no '%s'; did you mean '%s'?", owner, name, near)
		}
		return fmt.Sprintf("%s has no '%s'; luafut doc %s lists what it has", owner, name, owner)
	}
	return ""
}

// MemberHint is what to write for a member of a library, or a method of a string
// or a table, that only later Luas or other languages have; "" for others.
func (w World) MemberHint(library, name string) string { return later[library+"."+name] }
