package vm

import (
	"fmt"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"
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
	place := fmt.Sprintf("%s:%d", p.SourceName, p.LineDefined)
	chunk, _, ok := OriginOf(p)
	if !ok {
		return place
	}
	line := lineOf(chunk.Source, p.LineDefined)
	if found := definition.FindAllStringSubmatch(line, 2); len(found) == 1 && strings.Count(line, "function") == 1 {
		return found[0][1] + found[0][2]
	}
	return place
}

// lineOf is a line of a text, counted from 1; "" where there is none.
func lineOf(text string, n int) string {
	for ; n > 1; n-- {
		_, rest, found := strings.Cut(text, "\n")
		if !found {
			return ""
		}
		text = rest
	}
	line, _, _ := strings.Cut(text, "\n")
	return line
}
