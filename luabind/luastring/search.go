package luastring

import (
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/pattern"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// search is one use of a matcher. A call takes the spare one of its library, or a new one where the
// spare is in use: by a call further up, whose replacement function runs this one, or by another
// Lua thread, which was polled and let this one run.
type search struct {
	pattern.Matcher
	lib     *library
	pattern *pattern.Pattern
	state   *lua.LState
	subject string
	poll    func() error
}

// search begins one for a subject and the source of a pattern.
func (lib *library) search(L *lua.LState, subject, source string) *search {
	p, err := lib.patterns.Get(source)
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	return lib.begin(L, subject, p)
}

func (lib *library) begin(L *lua.LState, subject string, p *pattern.Pattern) *search {
	s := lib.spare
	lib.spare = nil
	if s == nil {
		s = &search{lib: lib}
		s.poll = func() error { return stdlib.Poll(s.state) }
	}
	s.state, s.subject, s.pattern = L, subject, p
	s.Reset(p, subject, s.poll)
	return s
}

// end gives the search back. One that an error cut short is left to the collector.
func (s *search) end() {
	s.Release()
	s.state, s.subject, s.pattern = nil, "", nil
	s.lib.spare = s
}

// find looks for the next match, and raises what goes wrong.
func (s *search) find(init int) bool {
	found, err := s.Find(init)
	if err != nil {
		s.fail(err)
	}
	return found
}

func (s *search) fail(err error) {
	if fault := (*pattern.Error)(nil); errors.As(err, &fault) {
		s.state.RaiseError("%s", fault.Message)
	}
	vm.Current(s.state).Raise(s.state, err)
}

// whole is the text of the match.
func (s *search) whole() lua.LValue { return stdlib.Sub(s.subject, s.Start(), s.End()) }

// capture is capture n, counted from 0, as a Lua value: its text, or a place counted from 1.
func (s *search) capture(n int) lua.LValue {
	start, end, position := s.Capture(n)
	if position {
		return stdlib.Integer(start + 1)
	}
	return stdlib.Sub(s.subject, start, end)
}

// first is the first capture, or the whole match where there is none.
func (s *search) first() lua.LValue {
	if s.Captures() == 0 {
		return s.whole()
	}
	return s.capture(0)
}

// pushAll pushes every capture, and returns how many there are.
func (s *search) pushAll() int {
	n := s.Captures()
	for i := range n {
		s.state.Push(s.capture(i))
	}
	return n
}

// pushMatch pushes every capture, or the whole match where there is none.
func (s *search) pushMatch() int {
	if s.Captures() == 0 {
		s.state.Push(s.whole())
		return 1
	}
	return s.pushAll()
}
