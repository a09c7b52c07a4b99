package travel_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/travel"
)

func TestSourcesGoOnce(t *testing.T) {
	p := newPair(t)
	L, there, values := p.load(t, `return function() return 1 end, function() return 2 end`)
	defer p.unlock()
	var messages []*travel.Message
	for _, fn := range values {
		m, err := travel.EncodeTask(L, fn, nil)
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, m)
	}
	for range 2 { // to a worker, and to the one that replaces it
		to, from := travel.NewPeer(nil), travel.NewPeer(nil)
		first, err := to.Sources(messages...)
		if err != nil || strings.Count(string(first), "return 2") != 1 {
			t.Fatalf("the first sources are %q, %v", first, err)
		}
		if again, err := to.Sources(messages...); again != nil || err != nil {
			t.Errorf("then they are %q, %v; want nothing", again, err)
		}
		if err := errors.Join(from.Learn(first), from.Learn(nil)); err != nil {
			t.Fatal(err)
		}
		for i, m := range messages {
			fn, _, err := from.DecodeTask(there, m.Body)
			if err != nil {
				t.Fatal(err)
			}
			results, err := p.worker.Main().Call(there, fn)
			if err != nil || results[0] != lua.LNumber(i+1) {
				t.Errorf("function %d gives %v, %v", i+1, results, err)
			}
		}
	}
}

func TestCompiledOnceAProcess(t *testing.T) {
	p := newPair(t)
	L, there, values := p.load(t, `return function() return function() end end`)
	defer p.unlock()
	m, err := travel.EncodeTask(L, values[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	cache := &travel.Chunks{}
	for range 3 {
		to, from := travel.NewPeer(cache), travel.NewPeer(cache)
		sources, err := to.Sources(m)
		if err := errors.Join(err, from.Learn(sources)); err != nil {
			t.Fatal(err)
		}
		fn, _, err := from.DecodeTask(there, m.Body)
		if err != nil {
			t.Fatal(err)
		}
		if fn.(*lua.LFunction).Proto != values[0].(*lua.LFunction).Proto {
			t.Error("the interpreters of a process do not share compiled functions")
		}
	}
}

func TestManyChunks(t *testing.T) {
	p := newPair(t)
	got := p.run("test", `
		local first = loadstring("return 'first'")
		local sum = #remote(first)
		for i = 1, 9000 do sum = sum + remote(loadstring("return " .. i)) end
		return sum, remote(first)`)
	if want := fmt.Sprint(5+9000*9001/2, " first"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSourceBesideTheBody(t *testing.T) {
	p := newPair(t)
	if got := p.run("test", `local function f(s) return #s end return remote(f, ("x"):rep(50 * 1024 * 1024)), #remote(string.rep, "ab", 25 * 1024 * 1024)`); got != "52428800 52428800" {
		t.Errorf("50 MB there and back: %.100s", got)
	}
	if p.sources > 1000 {
		t.Errorf("%d bytes of sources for one small script", p.sources)
	}
}

func TestMissingSource(t *testing.T) {
	p := newPair(t)
	L, there, values := p.load(t, `return function() end`)
	defer p.unlock()
	m, err := travel.EncodeTask(L, values[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.toHome.DecodeTask(there, m.Body); !errors.Is(err, travel.ErrMalformed) || !strings.Contains(err.Error(), "source") {
		t.Errorf("got %v", err)
	}
}

func TestLearnMalformed(t *testing.T) {
	type b = cbor.ByteString
	for name, v := range map[string]any{
		"not a list":          5,
		"another form":        []any{2, false, []any{}, []any{}},
		"too short":           []any{1, false},
		"not Lua":             []any{1, false, []any{[]any{b("x"), b("return =")}}, []any{}},
		"a chunk as text":     []any{1, false, []any{5}, []any{}},
		"a file without hash": []any{1, false, []any{}, []any{[]any{b("m"), b("")}}},
		"a file unknown":      []any{1, false, []any{}, []any{[]any{b("m"), b(strings.Repeat("h", 32))}}},
		"nested":              []any{1, false, []any{[]any{[]any{[]any{[]any{}}}}}, []any{}},
	} {
		data, err := cbor.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := travel.NewPeer(nil).Learn(data); !errors.Is(err, travel.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStopped(t *testing.T) {
	p := newPair(t)
	L, there, values := p.load(t, `local t = {} for i = 1, 20000 do t[i] = i end return print, t`)
	defer p.unlock()
	m, err := travel.EncodeTask(L, values[0], values[1:])
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	p.home.Main().Interrupt(stop)
	p.worker.Main().Interrupt(stop)
	if _, err := travel.EncodeTask(L, values[0], values[1:]); err != stop {
		t.Errorf("encoding: %v", err)
	}
	if _, _, err := p.toHome.DecodeTask(there, m.Body); err != stop {
		t.Errorf("decoding: %v", err)
	}
}
