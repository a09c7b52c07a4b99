package vm

import lua "github.com/yuin/gopher-lua"

// Place is where in a source an error was raised. The zero value is nowhere.
type Place struct {
	// Fn is the innermost Lua function, Line the line that it was in.
	Fn   *lua.FunctionProto
	Line int
	// Called is what the function had called, by the name it used for it: a Go
	// function in which the error was raised. It is "" where the line itself is at
	// fault.
	Called string
	// Owner is the type of the value that the member at fault was fetched from: a
	// userdata's class, or "string". It is "" where there is none, or it is not
	// known any more.
	Owner string
}

// placeOf is where L is.
func placeOf(L *lua.LState) (at Place) {
	at.Fn, at.Line = Position(L)
	switch f := internals(L).currentFrame; {
	case f == nil:
	case f.Fn.IsG:
		at.Called = describe(f).Name
	case f.Pc > 0:
		at.Owner = machine{f: f, p: f.Fn.Proto, regs: internals(L).reg.array[f.LocalBase:], L: L}.owner()
	}
	return at
}

// Source is the text of the chunk that the place is in; "" for nowhere.
func (p Place) Source() string {
	if p.Fn == nil {
		return ""
	}
	chunk, _, ok := OriginOf(p.Fn)
	if !ok {
		return ""
	}
	return chunk.Source
}
