package travel_test

import (
	"testing"

	"github.com/fxamacker/cbor/v2"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/travel"
)

// benchRoundTrip measures what a task costs on its way to a worker: the function
// and the arguments that src returns, encoded and decoded.
func benchRoundTrip(b *testing.B, src string) {
	p := newPair(b)
	L, there, values := p.load(b, src)
	defer p.unlock()
	first, err := travel.EncodeTask(L, values[0], values[1:])
	if err != nil {
		b.Fatal(err)
	}
	p.give(b, first)
	b.SetBytes(int64(len(first.Body)))
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := travel.EncodeTask(L, values[0], values[1:]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := p.toHome.DecodeTask(there, first.Body); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// load runs a script at home, locks both states, and gives the script's results.
func (p *pair) load(t testing.TB, src string) (here, there *lua.LState, values []lua.LValue) {
	t.Helper()
	p.home.Main().Lock()
	p.worker.Main().Lock()
	here, there = p.home.Main().LState(), p.worker.Main().LState()
	fn, err := p.home.Load("load", src)
	if err != nil {
		t.Fatal(err)
	}
	values, err = p.home.Main().Call(here, fn)
	if err != nil {
		t.Fatal(err)
	}
	return here, there, values
}

func (p *pair) unlock() {
	p.home.Main().Unlock()
	p.worker.Main().Unlock()
}

// give lets the worker learn the sources of a message.
func (p *pair) give(t testing.TB, m *travel.Message) {
	t.Helper()
	sources, err := p.toWorker.Sources(m)
	if err == nil {
		err = p.toHome.Learn(sources)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkTinyTask(b *testing.B) {
	benchRoundTrip(b, `return function(n, s) return n end, 5, "a short text"`)
}

func BenchmarkTaskWithHelpers(b *testing.B) {
	benchRoundTrip(b, `
		local demo, limit = require("demo"), 10
		function parse(t) return normalize(t) end
		function normalize(t) return tostring(t) .. limit end
		return function(n, o) demo.box(parse(n)) end, 5, {url = "https://example.org/", depth = 3}`)
}

func BenchmarkString50MB(b *testing.B) {
	benchRoundTrip(b, `return print, ("x"):rep(50 * 1024 * 1024)`)
}

func BenchmarkNumbers1M(b *testing.B) {
	benchRoundTrip(b, `local t = {} for i = 1, 1e6 do t[i] = i * 1.5 end return print, t`)
}

const records = `local t = {} for i = 1, 1e5 do t[i] = {id = i, title = "title " .. i, url = "https://example.org/" .. i, tags = {"a", "b"}} end return print, t`

func BenchmarkRecords100K(b *testing.B) { benchRoundTrip(b, records) }

func BenchmarkDeep100K(b *testing.B) {
	benchRoundTrip(b, `local t = {} for i = 1, 1e5 do t = {t} end return print, t`)
}

// BenchmarkCBOR is BenchmarkRecords100K's list through a CBOR library: Go values
// made of the tables and encoded, decoded and tables made of them.
func BenchmarkCBOR(b *testing.B) {
	p := newPair(b)
	L, _, values := p.load(b, records)
	defer p.unlock()
	data, err := cbor.Marshal(toGo(values[1]))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	mode, err := cbor.DecOptions{MaxArrayElements: 1 << 20}.DecMode()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			if _, err := cbor.Marshal(toGo(values[1])); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			var v any
			if err := mode.Unmarshal(data, &v); err != nil {
				b.Fatal(err)
			}
			fromGo(L, v)
		}
	})
}

func toGo(v lua.LValue) any {
	switch v := v.(type) {
	case lua.LNumber:
		return float64(v)
	case lua.LString:
		return string(v)
	case *lua.LTable:
		if n := v.Len(); n > 0 {
			list := make([]any, n)
			for i := range list {
				list[i] = toGo(v.RawGetInt(i + 1))
			}
			return list
		}
		fields := map[string]any{}
		v.ForEach(func(k, v lua.LValue) { fields[k.String()] = toGo(v) })
		return fields
	}
	return nil
}

func fromGo(L *lua.LState, v any) lua.LValue {
	switch v := v.(type) {
	case float64:
		return lua.LNumber(v)
	case string:
		return lua.LString(v)
	case []any:
		t := L.CreateTable(len(v), 0)
		for i, item := range v {
			t.RawSetInt(i+1, fromGo(L, item))
		}
		return t
	case map[any]any:
		t := L.CreateTable(0, len(v))
		for k, field := range v {
			t.RawSetString(k.(string), fromGo(L, field))
		}
		return t
	}
	return lua.LNil
}

func BenchmarkInstall(b *testing.B) {
	s := newState(b)
	s.Main().Lock()
	defer s.Main().Unlock()
	for b.Loop() {
		travel.Install(s, travel.Config{Modules: modules, Codecs: codecs})
	}
}
