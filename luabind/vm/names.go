package vm

import (
	"slices"
	"sync/atomic"

	lua "github.com/yuin/gopher-lua"
)

// globalNames are what the functions of a chunk read as globals, found when
// first asked for. Safe for any goroutine.
type globalNames []atomic.Pointer[[]string]

// GlobalNames are the globals that function i of the chunk reads, and the
// functions defined within it, each once, in the order of the code. What it
// only assigns to is not among them. The slice is shared: do not change it.
func (c *Chunk) GlobalNames(i int) []string {
	if names := c.names[i].Load(); names != nil {
		return *names
	}
	names := []string{}
	collectGlobals(c.Protos[i], map[string]bool{}, &names)
	names = slices.Clip(names)
	c.names[i].Store(&names)
	return names
}

func collectGlobals(p *lua.FunctionProto, seen map[string]bool, names *[]string) {
	for pc := 0; pc < len(p.Code); pc++ {
		inst := p.Code[pc]
		switch int(inst >> 26) {
		case lua.OP_GETGLOBAL:
			name, ok := p.Constants[inst&0x3ffff].(lua.LString)
			if ok && !seen[string(name)] {
				seen[string(name)] = true
				*names = append(*names, string(name))
			}
		case lua.OP_SETLIST:
			if inst>>9&0x1ff == 0 {
				pc++ // the number that follows is no instruction
			}
		}
	}
	for _, child := range p.FunctionPrototypes {
		collectGlobals(child, seen, names)
	}
}
