package luastring

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// start is the place from 0 where find and match begin to look: argument 3, cut to the subject.
func start(L *lua.LState, name, subject string) int {
	place := position(stdlib.OptInt(L, name, 3, 1), len(subject))
	return min(max(place-1, 0), len(subject))
}

func (lib *library) find(L *lua.LState) int {
	subject := stdlib.String(L, "find", 1)
	source := stdlib.String(L, "find", 2)
	init := start(L, "find", subject)
	p, err := lib.patterns.Get(source)
	if lua.LVAsBool(L.Get(4)) || err == nil && p.Plain() {
		at := strings.Index(subject[init:], source)
		if at < 0 {
			L.Push(lua.LNil)
			return 1
		}
		L.Push(stdlib.Integer(init + at + 1))
		L.Push(stdlib.Integer(init + at + len(source)))
		return 2
	}
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	s := lib.begin(L, subject, p)
	if !s.find(init) {
		s.end()
		L.Push(lua.LNil)
		return 1
	}
	L.Push(stdlib.Integer(s.Start() + 1))
	L.Push(stdlib.Integer(s.End()))
	n := s.pushAll()
	s.end()
	return 2 + n
}

func (lib *library) match(L *lua.LState) int {
	subject := stdlib.String(L, "match", 1)
	source := stdlib.String(L, "match", 2)
	init := start(L, "match", subject)
	s := lib.search(L, subject, source)
	if !s.find(init) {
		s.end()
		L.Push(lua.LNil)
		return 1
	}
	n := s.pushMatch()
	s.end()
	return n
}

// gmatch gives "^" no meaning of its own, as Lua 5.1 does: anchored, it would find one match only.
func (lib *library) gmatch(L *lua.LState) int {
	subject := stdlib.String(L, "gmatch", 1)
	source := stdlib.String(L, "gmatch", 2)
	if strings.HasPrefix(source, "^") {
		source = "%" + source
	}
	p, err := lib.patterns.Get(source)
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	next := 0
	L.Push(L.NewFunction(func(L *lua.LState) int {
		if next > len(subject) {
			L.Push(lua.LNil)
			return 1
		}
		s := lib.begin(L, subject, p)
		if !s.find(next) {
			next = len(subject) + 1
			s.end()
			L.Push(lua.LNil)
			return 1
		}
		next = s.End()
		if s.Start() == s.End() {
			next++
		}
		n := s.pushMatch()
		s.end()
		return n
	}))
	return 1
}
