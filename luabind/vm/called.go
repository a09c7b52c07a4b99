package vm

import (
	"fmt"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/source"
)

// definition finds the name under which a line defines its only function:
// "local function get(", "function Spider:fetch(", "parse = function(".
var definition = regexp.MustCompile(`\bfunction\s+([\w.:]+)\s*\(|([\w.]+)\s*=\s*function\s*\(`)

// NameOf is what a person calls a function: the name that its definition gives
// it, else its place, such as "crawl.lua:12". It reads the source, and is for
// reports.
func NameOf(p *lua.FunctionProto) string {
	if p.LineDefined == 0 {
		return p.SourceName
	}
	if name := definedName(p); name != "" {
		return name
	}
	return definedAt(p)
}

// definedName is the name that a function's definition gives it, "" where it gives
// none or cannot be read. It is found when first asked for: traces ask for each task.
func definedName(p *lua.FunctionProto) string {
	chunk, i, ok := OriginOf(p)
	if !ok {
		return ""
	}
	if name := chunk.called[i].Load(); name != nil {
		return *name
	}
	name := nameIn(source.Line(chunk.Source, p.LineDefined))
	chunk.called[i].Store(&name)
	return name
}

// nameIn is the name of the function that a line defines, where that is the only one.
func nameIn(line string) string {
	if found := definition.FindAllStringSubmatch(line, 2); len(found) == 1 && strings.Count(line, "function") == 1 {
		return found[0][1] + found[0][2]
	}
	return ""
}

// titleOf is NameOf where functions of all kinds stand beside each other: it says
// what has no name of its own.
func titleOf(p *lua.FunctionProto) string {
	if p.LineDefined == 0 {
		return "main chunk of " + p.SourceName
	}
	if name := definedName(p); name != "" {
		return name
	}
	return "anonymous " + definedAt(p)
}

func definedAt(p *lua.FunctionProto) string { return fmt.Sprintf("%s:%d", p.SourceName, p.LineDefined) }
