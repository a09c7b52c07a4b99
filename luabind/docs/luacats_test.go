package docs_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"luafut/luabind"
	"luafut/luabind/docs"
	"luafut/luabind/vm"
)

// builtin are the types that lua-language-server knows of itself.
var builtin = []string{
	"nil", "any", "boolean", "string", "number", "integer", "function", "table", "thread", "userdata", "file*",
	"true", "false", "self", "unknown",
}

// annotation is a line of ---@, as lua-language-server's documentation gives its
// grammar.
var annotation = regexp.MustCompile(`^---@(?:(meta) (\S+)|(class) ([\w.]+)|(field) (\[string\]|\w+)(\??) (.*)|(param) (\w+|\.\.\.)(\??) (.*)|(return|overload) (.*))$`)

// TestLuaCATS reads the annotations as the language server does: every line is
// one of Lua or of the grammar, every type is declared somewhere, every parameter
// is one of its function.
func TestLuaCATS(t *testing.T) {
	files := docs.LuaCATS(luabind.AllModules())
	declared := slices.Clone(builtin)
	for name, text := range files {
		for line := range strings.Lines(text) {
			if p := annotation.FindStringSubmatch(strings.TrimSuffix(line, "\n")); p != nil && p[3] == "class" {
				if slices.Contains(declared, p[4]) {
					t.Errorf("%s: class %s is declared twice", name, p[4])
				}
				declared = append(declared, p[4])
			}
		}
	}
	for file, text := range files {
		if _, err := vm.Compile(file, text); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		var params []string
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if names, found := strings.CutPrefix(line, "function "); found {
				_, names, _ = strings.Cut(names, "(")
				if want := strings.TrimSuffix(names, ") end"); strings.Join(params, ", ") != want {
					t.Errorf("%s: %s: the parameters are annotated as %q", file, line, params)
				}
				params = nil
			}
			if !strings.HasPrefix(line, "---@") {
				continue
			}
			p := annotation.FindStringSubmatch(line)
			if p == nil {
				t.Errorf("%s: no annotation: %s", file, line)
				continue
			}
			typ := p[8] + p[12] + p[14]
			if p[9] == "param" {
				params = append(params, p[10])
			}
			if typ == "" {
				continue
			}
			r := typeReader{text: typ}
			if !r.union() || r.text != "" && r.text[0] != ' ' && !strings.HasPrefix(r.text, "...") {
				t.Errorf("%s: no type at %q: %s", file, r.text, line)
			}
			for _, name := range r.names {
				if !slices.Contains(declared, name) {
					t.Errorf("%s: type %s is not declared: %s", file, name, line)
				}
			}
		}
	}
}

// typeReader reads a type of LuaCATS from the front of a text.
type typeReader struct {
	text  string
	names []string
}

var (
	typeName = regexp.MustCompile(`^[A-Za-z_][\w.]*\*?`)
	literal  = regexp.MustCompile(`^(?:"[^"]*"|'[^']*'|-?\d+)`)
)

func (r *typeReader) take(token string) bool {
	rest, found := strings.CutPrefix(r.text, token)
	if found {
		r.text = rest
	}
	return found
}

// union is a type, or several behind bars.
func (r *typeReader) union() bool {
	for {
		if !r.single() {
			return false
		}
		if !r.take("|") {
			return true
		}
	}
}

func (r *typeReader) single() bool {
	switch {
	case r.take("("):
		if !r.union() || !r.take(")") {
			return false
		}
	case r.take("fun("):
		if !r.arguments() {
			return false
		}
		if r.take(":") {
			for more := true; more; more = r.take(",") {
				if !r.unionBehindBlank() {
					return false
				}
			}
		}
		return true
	case r.take("table<"):
		if !r.union() || !r.take(",") || !r.unionBehindBlank() || !r.take(">") {
			return false
		}
	case literal.MatchString(r.text):
		r.text = r.text[len(literal.FindString(r.text)):]
	case typeName.MatchString(r.text):
		name := typeName.FindString(r.text)
		r.names = append(r.names, name)
		r.text = r.text[len(name):]
	default:
		return false
	}
	for r.take("[]") {
	}
	r.take("?")
	return true
}

// unionBehindBlank is a type, behind a blank if there is one.
func (r *typeReader) unionBehindBlank() bool {
	r.take(" ")
	return r.union()
}

// arguments are those of fun(name: type, ...), with the bracket behind them.
func (r *typeReader) arguments() bool {
	for !r.take(")") {
		name := typeName.FindString(r.text)
		if name == "" && !r.take("...") {
			return false
		}
		r.text = strings.TrimPrefix(r.text, name)
		r.take("?")
		if r.take(":") && !r.unionBehindBlank() {
			return false
		}
		r.take(", ")
	}
	return true
}
