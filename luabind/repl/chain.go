package repl

import (
	"slices"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
	"luafut/luabind/bind"
	"luafut/luabind/source"
)

// chainBefore is the keys of the chain that the tokens end in: a.b[1].c gives "a",
// "b", 1, "c". ok is false where they end in something else.
func chainBefore(tokens []source.Token) (keys []lua.LValue, ok bool) {
	for i := len(tokens) - 1; i >= 0; {
		switch t := tokens[i]; {
		case t.Text == "]" && i >= 3 && tokens[i-2].Text == "[":
			key := constant(tokens[i-1])
			if key == nil {
				return nil, false
			}
			keys = append(keys, key)
			i -= 3
		case t.Kind != source.Name:
			return nil, false
		default:
			keys = append(keys, lua.LString(t.Text))
			if i == 0 || tokens[i-1].Text != "." && tokens[i-1].Text != ":" {
				slices.Reverse(keys)
				return keys, true
			}
			i -= 2
		}
	}
	return nil, false
}

// constant is the value of a number or a plain string; nil for another token.
func constant(t source.Token) lua.LValue {
	switch {
	case t.Kind == source.Number:
		if n, err := strconv.ParseFloat(t.Text, 64); err == nil {
			return lua.LNumber(n)
		}
	case t.Kind == source.String && len(t.Text) > 1 && t.Text[0] != '[' && !strings.Contains(t.Text, "\\"):
		return lua.LString(t.Text[1 : len(t.Text)-1])
	}
	return nil
}

// valueOf is the value that a chain of keys stands for, nil where there is
// none. Fields of objects are read; no function and no metamethod of a script is
// called. The lock is held.
func (p *session) valueOf(keys []lua.LValue) lua.LValue {
	v := lua.LValue(p.s.VM.Globals())
	for _, key := range keys {
		switch at := v.(type) {
		case *lua.LTable:
			v = lua.LNil
			for depth := 0; at != nil && depth < 10 && v == lua.LNil; depth++ {
				v = at.RawGet(key)
				at = parentOf(at)
			}
		case *lua.LUserData:
			v = p.field(at, key.String())
		default:
			return lua.LNil
		}
	}
	return v
}

// field is a field of an object, nil where it has none such or reading it fails.
func (p *session) field(ud *lua.LUserData, name string) lua.LValue {
	class := bind.ClassOf(ud)
	if class == nil || !slices.ContainsFunc(class.Fields, func(f bind.Field) bool { return f.Name == name }) {
		return lua.LNil
	}
	th := p.s.VM.Main()
	read := th.LState().NewFunction(func(L *lua.LState) int {
		L.Push(L.GetField(L.Get(1), name))
		return 1
	})
	values, err := th.Call(th.LState(), read, ud)
	if err != nil {
		return lua.LNil
	}
	return values[0]
}

// optionsAt is the plan of the options table that the tokens end within, where
// a key may come next; nil elsewhere.
func (p *session) optionsAt(tokens []source.Token) *bind.Plan {
	var open []int // indexes of what is not closed
	for i, t := range tokens {
		switch t.Text {
		case "(", "{", "[":
			open = append(open, i)
		case ")", "}", "]":
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	n := len(open)
	if n == 0 || tokens[open[n-1]].Text != "{" {
		return nil
	}
	if last := tokens[len(tokens)-1].Text; last != "{" && last != "," && last != ";" {
		return nil
	}
	callee, argument := open[n-1], 0
	if n > 1 && tokens[open[n-2]].Text == "(" && (tokens[callee-1].Text == "(" || tokens[callee-1].Text == ",") {
		argument = commas(tokens[open[n-2]+1 : callee])
		callee = open[n-2]
	}
	keys, ok := chainBefore(tokens[:callee])
	if !ok {
		return nil
	}
	row := p.rowOf(keys)
	if row == nil || len(row.Params) == 0 {
		return nil
	}
	plans := row.Params[min(argument, len(row.Params)-1)].Type.Plans()
	if len(plans) == 0 {
		return nil
	}
	return plans[0]
}

// commas counts those between the arguments of a call.
func commas(tokens []source.Token) int {
	n, depth := 0, 0
	for _, t := range tokens {
		switch t.Text {
		case "(", "{", "[", "function":
			depth++
		case ")", "}", "]", "end":
			depth--
		case ",":
			if depth == 0 {
				n++
			}
		}
	}
	return n
}

// classAfter is the class of what a call gives, where the tokens end in one of a
// function that is known; nil elsewhere. Nothing is called.
func (p *session) classAfter(tokens []source.Token) *bind.Class {
	n := len(tokens)
	if n == 0 || tokens[n-1].Text != ")" || tokens[n-1].Kind != source.Symbol {
		return nil
	}
	depth, open := 0, -1
	for i := n - 1; i >= 0 && open < 0; i-- {
		switch tokens[i].Text {
		case ")", "}", "]":
			depth++
		case "(", "{", "[":
			if depth--; depth == 0 {
				open = i
			}
		}
	}
	if open < 1 {
		return nil
	}
	var row *bind.Func
	callee := tokens[:open]
	if keys, ok := chainBefore(callee); ok {
		row = p.rowOf(keys)
	} else if k := len(callee); k > 2 && callee[k-1].Kind == source.Name && (callee[k-2].Text == ":" || callee[k-2].Text == ".") {
		row = methodOf(p.classAfter(callee[:k-2]), callee[k-1].Text)
	}
	if row == nil {
		return nil
	}
	first, _, _ := strings.Cut(row.Returns, ",")
	first, _, _ = strings.Cut(first, "|")
	return classNamed(strings.TrimSuffix(strings.TrimSpace(first), "?"))
}

// classNamed is the class of a name, or nil.
func classNamed(name string) *bind.Class {
	for _, m := range luabind.AllModules() {
		for _, class := range m.Classes {
			if class.Name == name {
				return class
			}
		}
	}
	return nil
}

// methodOf is the row of a method, nil where there is none such.
func methodOf(class *bind.Class, name string) *bind.Func {
	if class == nil {
		return nil
	}
	for i := range class.Methods {
		if class.Methods[i].Name == name {
			return &class.Methods[i]
		}
	}
	return nil
}

// rowOf is the row of the function or method that a chain of keys stands for,
// or nil.
func (p *session) rowOf(keys []lua.LValue) *bind.Func {
	last := len(keys) - 1
	if last > 0 {
		if ud, ok := p.valueOf(keys[:last]).(*lua.LUserData); ok {
			return methodOf(bind.ClassOf(ud), keys[last].String())
		}
	}
	if fn, ok := p.valueOf(keys).(*lua.LFunction); ok {
		if row, ok := bind.RowOf(p.s.VM, fn); ok {
			return row.Func
		}
	}
	return nil
}
