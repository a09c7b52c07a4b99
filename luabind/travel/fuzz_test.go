package travel_test

import (
	"bytes"
	"math"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/travel"
)

// FuzzDecode holds that no bytes do more than fail.
func FuzzDecode(f *testing.F) {
	p := newPair(f)
	tasks, outcomes, there := p.bodies(f)
	for _, body := range append(tasks, outcomes...) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p.worker.Main().Lock()
		defer p.worker.Main().Unlock()
		_, _, _ = p.toHome.DecodeTask(there, body)
		if o, err := p.toHome.DecodeOutcome(there, body); err == nil && o.Err == nil {
			if _, err := travel.EncodeResults(there, o.Values); err != nil {
				t.Errorf("what came cannot go back: %v", err)
			}
		}
	})
}

// FuzzLearn holds the same of sources.
func FuzzLearn(f *testing.F) {
	p := newPair(f)
	L, _, values := p.load(f, `return function() end`)
	m, err := travel.EncodeTask(L, values[0], nil)
	if err != nil {
		f.Fatal(err)
	}
	p.unlock()
	sources, err := p.toWorker.Sources(m)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sources)
	f.Fuzz(func(t *testing.T, data []byte) { _ = travel.NewPeer(nil).Learn(data) })
}

// FuzzRoundTrip makes values of the input, and holds that what arrives makes
// the same message as what was sent.
func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("\x05\x06\x07 some text \x00\x01\x02\x03\x04"))
	f.Add(bytes.Repeat([]byte{7, 5, 1, 200, 4, 6}, 40))
	f.Fuzz(func(t *testing.T, input []byte) {
		p := newPair(t)
		L, there, _ := p.load(t, ``)
		defer p.unlock()
		values := (&maker{L: L, input: input}).values()
		sent, err := travel.EncodeResults(L, values)
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.toHome.DecodeOutcome(there, sent.Body)
		if err != nil {
			t.Fatal(err)
		}
		back, err := travel.EncodeResults(there, o.Values)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(sent.Body, back.Body) {
			t.Errorf("sent     %x\ncame as  %x", sent.Body, back.Body)
		}
	})
}

// maker makes Lua values of bytes.
type maker struct {
	L      *lua.LState
	input  []byte
	tables []*lua.LTable
}

func (m *maker) byte() byte {
	if len(m.input) == 0 {
		return 0
	}
	b := m.input[0]
	m.input = m.input[1:]
	return b
}

func (m *maker) values() (values []lua.LValue) {
	for len(m.input) > 0 {
		values = append(values, m.value())
	}
	return values
}

func (m *maker) value() lua.LValue {
	switch m.byte() % 9 {
	case 0:
		return lua.LBool(m.byte()%2 == 0)
	case 1:
		return lua.LNumber(int8(m.byte()))
	case 2:
		return lua.LNumber(float64(m.byte()) / 7)
	case 3:
		return lua.LNumber(math.Ldexp(1, int(m.byte())))
	case 4:
		n := min(int(m.byte()), len(m.input))
		s := lua.LString(m.input[:n])
		m.input = m.input[n:]
		return s
	case 5, 6:
		t := m.L.NewTable()
		m.tables = append(m.tables, t)
		for range m.byte() % 16 {
			t.Append(m.value())
		}
		return t
	case 7:
		t := m.L.NewTable()
		m.tables = append(m.tables, t)
		for range m.byte() % 16 {
			if key, ok := m.value().(lua.LString); ok {
				t.RawSetString(string(key), m.value())
			}
		}
		if len(m.input)%3 == 0 {
			t.Metatable = m.tables[int(m.byte())%len(m.tables)]
		}
		return t
	}
	if len(m.tables) > 0 {
		return m.tables[int(m.byte())%len(m.tables)]
	}
	return lua.LNil
}
