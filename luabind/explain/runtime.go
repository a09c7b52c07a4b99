package explain

import (
	"fmt"
	"slices"

	"luafut/luabind/bind"
	"luafut/luabind/source"
)

// lackingLibraries are the libraries of other Luas that nothing here stands for.
var lackingLibraries = map[string]string{
	"utf8":  "utf8 came with Lua 5.3; here strings are bytes: #s counts bytes, and s:gmatch(\"[%z\\1-\\127\\194-\\244][\\128-\\191]*\") goes through characters",
	"bit32": "bit32 was in Lua 5.2 only; Lua 5.1 has no bit operations",
	"bit":   "bit is LuaJIT's; Lua 5.1 has no bit operations",
	"ffi":   "ffi is LuaJIT's; there is no way to C here",
	"jit":   "jit is LuaJIT's; the language here is Lua 5.1",
}

// elsewhere are globals of later Luas and of other languages.
var elsewhere = map[string]string{
	"warn":      "warn came with Lua 5.4; use io.stderr:write",
	"null":      "nothing is nil in Lua; JSON's null is json.null",
	"None":      "nothing is nil in Lua",
	"undefined": "nothing is nil in Lua",
	"True":      "truth is true in Lua, in small letters",
	"False":     "falsehood is false in Lua, in small letters",
	"self":      "self is there in functions defined with a colon (function obj:name()), when they are called with a colon (obj:name())",
	"len":       "the length of a value is #value",
	"str":       "a value becomes text by tostring(value)",
	"int":       "text becomes a number by tonumber(text), a whole one by math.floor(number)",
	"range":     "numbers are counted by for i = 1, n do",
	"sleep":     "waiting is time.sleep(seconds), with local time = require \"time\"",
	"fetch":     "pages are fetched by http.get(url), with local http = require \"http\"",
	"console":   "printing is print(…)",
	"printf":    "formatted printing is print(string.format(…))",
	"input":     "a line is read by io.read()",
}

// later are members of libraries that Lua 5.1 does not have, and what to write.
var later = map[string]string{
	"table.unpack":    "table.unpack came with Lua 5.2; here it is unpack(list)",
	"table.pack":      "table.pack came with Lua 5.2; here: {n = select(\"#\", ...), ...}",
	"table.move":      "table.move came with Lua 5.3; here: for i = from, to do b[at + i - from] = a[i] end",
	"string.pack":     "string.pack came with Lua 5.3; Lua 5.1 has string.char and string.byte",
	"string.unpack":   "string.unpack came with Lua 5.3; Lua 5.1 has string.byte",
	"math.type":       "math.type came with Lua 5.3; here all numbers are floats: a whole one is n == math.floor(n)",
	"math.tointeger":  "math.tointeger came with Lua 5.3; here: math.floor(n)",
	"math.ult":        "math.ult came with Lua 5.3",
	"math.maxinteger": "math.maxinteger came with Lua 5.3; whole numbers are exact here up to 2^53",
	"math.mininteger": "math.mininteger came with Lua 5.3; whole numbers are exact here from -2^53",
	"string.split":    "strings are split by for part in s:gmatch(\"[^,]+\") do, or re.split(\"[,;]\", s)",
	"string.trim":     "blanks are cut off by s:match(\"^%s*(.-)%s*$\")",
	"table.contains":  "a list is searched by a loop; or keep a set: t[value] = true",
	"table.length":    "the length of a list is #list",
}

// runtimeHint is what was probably meant, or "".
func (w World) runtimeHint(f fault, line []source.Token) string {
	switch f.kind {
	case "global":
		if f.typ == "nil" {
			return w.GlobalHint(f.name)
		}
	case "field", "method":
		if f.typ == "nil" {
			return w.unknownField(f, line)
		}
	}
	switch {
	case f.called != "":
		return w.moduleByColon(f, line)
	case f.verb == "call" && f.typ == "nil" && f.name == "" && has(line, "in"):
		return "for … in wants an iterator, such as pairs(t), and what stands there is nil"
	case f.verb == "call" && f.typ != "nil" && f.name == "" && has(line, "in"):
		if f.typ == "table" {
			return "for … in wants an iterator: pairs(t), or ipairs(list)"
		}
		return "for … in wants an iterator, such as pairs(t), or ipairs(selection); numbers are counted by for i = 1, n do"
	case f.verb == "perform arithmetic on" && f.typ == "string":
		return "the text is not a number; tonumber(text) gives nil for such a one"
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

// unknownField is the hint on a field or method that is nil; "" where it is
// none of a library.
func (w World) unknownField(f fault, line []source.Token) string {
	t, found := f.find(line)
	if !found {
		return ""
	}
	i := slices.Index(line, t)
	if i < 2 {
		return ""
	}
	owner := line[i-2].Text
	if text := w.MemberHint(owner, f.name); text != "" {
		return text
	}
	for _, m := range append(slices.Clone(w.Libraries), w.Modules...) {
		if m.Name != owner {
			continue
		}
		if near := bind.Nearest(f.name, m.Members()); near != "" {
			return fmt.Sprintf("%s has no '%s'; did you mean '%s'?", owner, f.name, near)
		}
		return fmt.Sprintf("%s has no '%s'; luafut doc %s lists what it has", owner, f.name, owner)
	}
	return ""
}

// MemberHint is what to write for a member of a library that only later Luas, or
// none, have; "" for others.
func (w World) MemberHint(library, name string) string { return later[library+"."+name] }
