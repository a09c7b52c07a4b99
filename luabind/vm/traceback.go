package vm

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// tracebackLevels is how many levels of a deep stack a traceback shows.
const tracebackLevels = 22

// Frame is one level of a Lua stack.
type Frame struct {
	Source string // the chunk's name; "" for a Go function
	Line   int    // of the call that is under way; 0 for a Go function
	Name   string // what it was called as, or ""
	Func   *lua.LFunction
	main   bool
}

// String is the line of a traceback, without its indent.
func (f Frame) String() string {
	switch {
	case f.Func.IsG && f.Name == "":
		return "[Go]: in ?"
	case f.Func.IsG:
		return fmt.Sprintf("[Go]: in function '%s'", f.Name)
	case f.main:
		return fmt.Sprintf("%s:%d: in main chunk", f.Source, f.Line)
	case f.Name != "":
		return fmt.Sprintf("%s:%d: in function '%s'", f.Source, f.Line, f.Name)
	}
	return fmt.Sprintf("%s:%d: in function <%s:%d>", f.Source, f.Line, f.Source, f.Func.Proto.LineDefined)
}

// Stack gives L's frames from the innermost, then those of the threads that
// resumed it. Of a stack deeper than max only the two ends are given, and left
// says how many lie between them, after the first max/2. The lock must be
// held, and L at rest or under way on this goroutine.
func Stack(L *lua.LState, max int) (frames []Frame, left int) {
	for ; L != nil; L = resumerOf(L) {
		s := internals(L).frames()
		depth := s.depth()
		for i := depth - 1; i >= 0; i-- {
			if depth > max && i == depth-1-max/2 {
				left += depth - max
				i = max - max/2 - 1
			}
			frames = append(frames, describe(s.at(i)))
		}
	}
	return frames, left
}

// resumerOf is the thread that waits for the coroutine L, or nil.
func resumerOf(L *lua.LState) *lua.LState {
	if x := execOf(L); x != nil && x.co != nil {
		return x.co.resumer
	}
	return nil
}

func describe(f *mirrorFrame) Frame {
	d := Frame{Func: f.Fn}
	if !f.Fn.IsG {
		d.Source = f.Fn.Proto.SourceName
		d.main = f.Fn.Proto.LineDefined == 0
		if pc := f.Pc - 1; pc >= 0 && pc < len(f.Fn.Proto.DbgSourcePositions) {
			d.Line = f.Fn.Proto.DbgSourcePositions[pc]
		}
	}
	if p := f.Parent; p != nil && !p.Fn.IsG && f.TailCall == 0 {
		for _, call := range p.Fn.Proto.DbgCalls {
			if call.Pc == p.Pc-1 && call.Name != "?" {
				d.Name = call.Name
			}
		}
		if int(p.Fn.Proto.Code[p.Pc-1]>>26) == lua.OP_TFORLOOP {
			d.Name = "for iterator"
		}
	}
	return d
}

// Traceback is the stack as text, one line a level, each begun with a tab.
func Traceback(L *lua.LState) string {
	frames, left := Stack(L, tracebackLevels)
	var b strings.Builder
	for i, f := range frames {
		if left > 0 && i == tracebackLevels/2 {
			fmt.Fprintf(&b, "\t... (%d more)\n", left)
		}
		b.WriteString("\t" + f.String() + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Position is the innermost Lua function that L is in, and its line; fn is nil
// where there is none. Where makes text of it.
func Position(L *lua.LState) (fn *lua.FunctionProto, line int) {
	for ; L != nil; L = resumerOf(L) {
		for f := internals(L).currentFrame; f != nil; f = f.Parent {
			if p := f.Fn.Proto; p != nil {
				if pc := f.Pc - 1; pc >= 0 && pc < len(p.DbgSourcePositions) {
					line = p.DbgSourcePositions[pc]
				}
				return p, line
			}
		}
	}
	return nil, 0
}

// Where is "file:line" of the innermost Lua frame, or "" where there is none.
func Where(L *lua.LState) string {
	fn, line := Position(L)
	if fn == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", fn.SourceName, line)
}
