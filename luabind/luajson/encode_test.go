package luajson_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
)

// valueOf runs a Lua expression, or a chunk that sets the global value.
func valueOf(t *testing.T, s *vm.State, source string) lua.LValue {
	t.Helper()
	if _, err := bindtest.Run(s, "value = "+source); err != nil {
		if _, err := bindtest.Run(s, source); err != nil {
			t.Fatal(err)
		}
	}
	return s.Globals().RawGetString("value")
}

func TestEncode(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	for _, c := range [][2]string{
		{`nil`, `null`},
		{`json.null`, `null`},
		{`true`, `true`},
		{`1`, `1`},
		{`-17`, `-17`},
		{`0/-1`, `-0`},
		{`2^53`, `9007199254740992`},
		{`2^60`, `1152921504606846976`},
		{`1e20`, `100000000000000000000`},
		{`1e21`, `1e+21`},
		{`0.1 + 0.2`, `0.30000000000000004`},
		{`1/3`, `0.3333333333333333`},
		{`0.000001`, `0.000001`},
		{`1.5e-9`, `1.5e-09`},
		{`"é\"\\\n\0\127"`, "\"é\\\"\\\\\\n\\u0000\u007f\""},
		{`"</script>"`, `"</script>"`},
		{`"a\255中\228b"`, `"a�中�b"`},
		{`{}`, `{}`},
		{`json.array{}`, `[]`},
		{`{1, 2, 3}`, `[1,2,3]`},
		{`json.array{1, nil, 3}`, `[1,null,3]`},
		{`{1, json.null, 3}`, `[1,null,3]`},
		{`{1, nil, 3}`, `{"1":1,"3":3}`},
		{`{[2] = "b", [10] = "j"}`, `{"2":"b","10":"j"}`},
		{`{[0] = "a", [-1] = "b", [1.5] = "c"}`, `{"0":"a","-1":"b","1.5":"c"}`},
		{`{b = 1, a = {x = {}}}`, `{"b":1,"a":{"x":{}}}`},
		{`{{}, {{}}}`, `[{},[{}]]`},
		{`local t = {1, 2}; t[2] = nil; t[1] = nil; value = t`, `{}`},
		{`local t = {1, 2, 3}; table.remove(t); value = t`, `[1,2]`},
		{`local t = {a = 1, b = 2}; t.a = nil; value = t`, `{"b":2}`},
		{`local t = {}; value = {t, t, x}`, `[{},{}]`},
		{`setmetatable({a = 1}, {__index = {b = 2}, __jsontype = "object"})`, `{"a":1}`},
		{`setmetatable({}, {__jsontype = "array"})`, `[]`},
	} {
		v := valueOf(t, s, c[0])
		if got, err := luajson.Encode(v, luajson.EncodeOptions{}); err != nil || string(got) != c[1] {
			t.Errorf("%s\n got %s, %v\nwant %s", c[0], got, err, c[1])
		}
	}
}

func TestEncodeLayout(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	v := valueOf(t, s, `{b = {1, {}, json.array{}}, a = {[10] = 1, [9] = 2}, ["a b"] = "x"}`)
	for _, c := range []struct {
		opts luajson.EncodeOptions
		want string
	}{
		{luajson.EncodeOptions{SortKeys: true}, `{"a":{"9":2,"10":1},"a b":"x","b":[1,{},[]]}`},
		{luajson.EncodeOptions{SortKeys: true, Indent: "  "}, `{
  "a": {
    "9": 2,
    "10": 1
  },
  "a b": "x",
  "b": [
    1,
    {},
    []
  ]
}`},
	} {
		if got, err := luajson.Encode(v, c.opts); err != nil || string(got) != c.want {
			t.Errorf("got %s, %v\nwant %s", got, err, c.want)
		}
	}
	if got, err := luajson.Append([]byte("x="), lua.LTrue, luajson.EncodeOptions{}); err != nil || string(got) != "x=true" {
		t.Errorf("Append gave %s, %v", got, err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	for _, c := range [][2]string{
		{`print`, `value: a function cannot be written as JSON`},
		{`{a = {print}}`, `value.a[1]: a function cannot be written as JSON`},
		{`{items = {1, {["a b"] = coroutine.create(print)}}}`, `value.items[2]["a b"]: a thread cannot be written as JSON`},
		{`{newproxy()}`, `value[1]: a userdata cannot be written as JSON`},
		{`{x = 0/0}`, `value.x: NaN (not a number) cannot be written as JSON`},
		{`{[3] = -1/0}`, `value[3]: an infinite number cannot be written as JSON`},
		{`{[1/0] = 1}`, `value[+Inf]: an infinite number cannot be written as JSON`},
		{`{1, 2, x = 3}`, `value: a table with the keys 1 and "x" is neither a list nor an object: all its keys must be strings, or numbers`},
		{`{{[10] = 1, x = 3}}`, `value[1]: a table with the keys 10 and "x" is neither a list nor an object: all its keys must be strings, or numbers`},
		{`{[true] = 1}`, `value: a table with a boolean as a key: the keys of an object are strings`},
		{`json.array{1, x = 3}`, `value: a list (json.array) with the key "x"`},
		{`local t = {}; t.t = t; value = t`, `value.t: a table that contains itself`},
		{`value = {items = {1, 2, {}}}; value.items[3].parent = value`, `value.items[3].parent: a table that contains itself`},
		{`local t = {}; value = t; for i = 1, 50 do t[1] = {}; t = t[1] end; t[1] = t`,
			`value` + strings.Repeat("[1]", 8) + "…" + strings.Repeat("[1]", 8) + `: a table that contains itself`},
		{`value = {}; for i = 1, 10000 do value = {value} end`,
			`value` + strings.Repeat("[1]", 8) + "…" + strings.Repeat("[1]", 8) + `: more than 10,000 tables inside each other`},
	} {
		v := valueOf(t, s, c[0])
		for _, sorted := range []bool{false, true} {
			_, err := luajson.Encode(v, luajson.EncodeOptions{SortKeys: sorted && !strings.Contains(c[0], "1, 2, x") && !strings.Contains(c[0], "10]")})
			var failed *luajson.EncodeError
			if !errors.As(err, &failed) || err.Error() != c[1] {
				t.Errorf("%s\n got %v\nwant %s", c[0], err, c[1])
			}
		}
	}
	// Sorted, the same pair of keys is at fault.
	for _, expr := range []string{`{1, 2, x = 3}`, `{[10] = 1, x = 3}`} {
		if _, err := luajson.Encode(valueOf(t, s, expr), luajson.EncodeOptions{SortKeys: true}); err == nil || !strings.Contains(err.Error(), "neither a list nor an object") {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

func TestEncodeDeepest(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	v := valueOf(t, s, `value = {}; for i = 2, 10000 do value = {value} end`)
	text, err := luajson.Encode(v, luajson.EncodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := luajson.Decode(string(text), luajson.MarksOf(s), luajson.DecodeOptions{}); err != nil {
		t.Errorf("what can be written can be read: %v", err)
	}
}

// A small value can have a very long text: each level holds the one below it twice.
func TestEncodeShared(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	v := valueOf(t, s, `value = "x"; for i = 1, 60 do value = {value, value} end`)
	stop := errors.New("stop")
	calls := 0
	_, err := luajson.Encode(v, luajson.EncodeOptions{Poll: func() error {
		if calls++; calls == 5 {
			return stop
		}
		return nil
	}})
	if err != stop {
		t.Errorf("got %v", err)
	}
}

func TestEncodePollsLongStrings(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	v := valueOf(t, s, `local s = ("x"):rep(2^20); value = {s, s, s}`)
	calls := 0
	if _, err := luajson.Encode(v, luajson.EncodeOptions{Poll: func() error { calls++; return nil }}); err != nil || calls != 2 {
		t.Errorf("%d calls between three strings, %v", calls, err)
	}
}

func FuzzEncodeNumber(f *testing.F) {
	for _, n := range []float64{0, 1, -1.5, 1e21, 1e-7, 1 << 53, 1 << 60, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(0, -1)} {
		f.Add(n)
	}
	marks := luajson.MarksOf(bindtest.NewState(f, luajson.Module))
	f.Fuzz(func(t *testing.T, n float64) {
		text, err := luajson.Encode(lua.LNumber(n), luajson.EncodeOptions{})
		if math.IsNaN(n) || math.IsInf(n, 0) {
			if err == nil {
				t.Fatalf("%v was written as %s", n, text)
			}
			return
		}
		back, err := luajson.Decode(string(text), marks, luajson.DecodeOptions{})
		if err != nil || back.Type() != lua.LTNumber || math.Float64bits(float64(back.(lua.LNumber))) != math.Float64bits(n) {
			t.Fatalf("%v is %s is %v, %v", n, text, back, err)
		}
	})
}

func FuzzEncodeString(f *testing.F) {
	for _, s := range []string{"", "a", "\x00\"\\\n", "中文é😀", "\xff\xfe", "中\xe4", "\xe4中", strings.Repeat("é\n", 40)} {
		f.Add(s)
	}
	marks := luajson.MarksOf(bindtest.NewState(f, luajson.Module))
	f.Fuzz(func(t *testing.T, s string) {
		text, err := luajson.Encode(lua.LString(s), luajson.EncodeOptions{})
		if err != nil || !json.Valid(text) {
			t.Fatalf("%q is %s, %v", s, text, err)
		}
		back, err := luajson.Decode(string(text), marks, luajson.DecodeOptions{})
		if want := string([]rune(s)); err != nil || back != lua.LString(want) {
			t.Fatalf("%q is %s is %q, %v", s, text, back, err)
		}
	})
}
