package luajson_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
)

// accepted are texts and what they are when written again.
var accepted = [][2]string{
	{`null`, `null`},
	{`true`, `true`},
	{" \t\r\n false \n", `false`},
	{"\ufeff[1]", `[1]`},
	{`0`, `0`},
	{`-0`, `-0`},
	{`-0.0`, `-0`},
	{`12`, `12`},
	{`-1.5`, `-1.5`},
	{`0.1`, `0.1`},
	{`1e3`, `1000`},
	{`1E+2`, `100`},
	{`25e-1`, `2.5`},
	{`123456789.123456`, `123456789.123456`},
	{`0.3333333333333333`, `0.3333333333333333`},
	{`2.2250738585072014e-308`, `2.2250738585072014e-308`},
	{`5e-324`, `5e-324`},
	{`1e-400`, `0`},
	{`1e21`, `1e+21`},
	{`1e-7`, `1e-07`},
	{`999999999999999`, `999999999999999`},
	{`9007199254740991`, `9007199254740991`},
	{`9007199254740992`, `9007199254740992`},
	{`9007199254740993`, `"9007199254740993"`},
	{`-9007199254740993`, `"-9007199254740993"`},
	{`9007199254740994`, `9007199254740994`},
	{`18446744073709551615`, `"18446744073709551615"`},
	{`18446744073709551616`, `18446744073709551616`},
	{`100000000000000000000`, `100000000000000000000`},
	{`9007199254740993.0`, `9007199254740992`},
	{`1e400`, `"1e400"`},
	{`-1e400`, `"-1e400"`},
	{`1` + strings.Repeat("0", 400), `"1` + strings.Repeat("0", 400) + `"`},
	{`""`, `""`},
	{`"a"`, `"a"`},
	{`"\"\\\/\b\f\n\r\t"`, `"\"\\/\b\f\n\r\t"`},
	{`"\u0041\u00e9\u4e2d"`, `"Aé中"`},
	{`"\uD83D\uDE00"`, `"😀"`},
	{`"\ud83d"`, `"�"`},
	{`"\ud83dx"`, `"�x"`},
	{`"\ude00\ud83d"`, `"��"`},
	{`"\ud83d\u0041"`, `"�A"`},
	{`"\ud83d\ud83d\ude00"`, `"�😀"`},
	{`"\u0000\u001f\u007f"`, "\"\\u0000\\u001f\u007f\""},
	{"\"\xff中\xe4\xb8\"", `"�中��"`},
	{"\"\\n\xff\"", `"\n�"`},
	{`"</script>` + "\u2028" + `"`, `"</script>` + "\u2028" + `"`},
	{`[]`, `[]`},
	{`[ ]`, `[]`},
	{`{}`, `{}`},
	{`{ }`, `{}`},
	{`[1,[2,[]],{"a":[{}]}]`, `[1,[2,[]],{"a":[{}]}]`},
	{`[null,1,null]`, `[null,1,null]`},
	{`{"b":1,"a":2,"c":null}`, `{"b":1,"a":2,"c":null}`},
	{`{"a":1,"b":2,"a":3}`, `{"a":3,"b":2}`},
	{`{"":0}`, `{"":0}`},
	{`{"1":"x","2":"y"}`, `{"1":"x","2":"y"}`},
	{`{"a" : [ 1 , 2 ] }`, `{"a":[1,2]}`},
	{`{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10}`, `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10}`},
	{strings.Repeat("[", 500) + strings.Repeat("]", 500), strings.Repeat("[", 500) + strings.Repeat("]", 500)},
}

func TestDecodeAccepts(t *testing.T) {
	marks := luajson.MarksOf(bindtest.NewState(t, luajson.Module))
	for _, c := range accepted {
		v, err := luajson.Decode(c[0], marks, luajson.DecodeOptions{})
		if err != nil {
			t.Errorf("%.60q: %v", c[0], err)
			continue
		}
		if got, err := luajson.Encode(v, luajson.EncodeOptions{}); err != nil || string(got) != c[1] {
			t.Errorf("%.60q\n got %.80q, %v\nwant %.80q", c[0], got, err, c[1])
		}
	}
}

// rejected are texts and the error that each is.
var rejected = [][2]string{
	{``, `line 1 column 1: expected a value, got the end of the text (the text is empty)`},
	{"\ufeff \n", `line 2 column 1: expected a value, got the end of the text (the text is empty)`},
	{`[`, `line 1 column 2: expected a value or ']', got the end of the text (the text is cut short)`},
	{`[1`, `line 1 column 3: expected ',' or ']' after a value, got the end of the text (the text is cut short)`},
	{`[1,`, `line 1 column 4: expected a value after ',', got the end of the text (the text is cut short)`},
	{`[1,]`, `line 1 column 4: expected a value after ',', got ']' (JSON allows no comma before a closing bracket)`},
	{`[,1]`, `line 1 column 2: expected a value or ']', got ','`},
	{`[1 2]`, `line 1 column 4: expected ',' or ']' after a value, got '2'`},
	{`[1}`, `line 1 column 3: expected ',' or ']' after a value, got '}'`},
	{`{`, `line 1 column 2: expected a key in double quotes or '}', got the end of the text (the text is cut short)`},
	{`{a:1}`, `line 1 column 2: expected a key in double quotes or '}', got 'a'`},
	{`{'a':1}`, `line 1 column 2: expected a key in double quotes or '}', got ''' (JSON strings are in double quotes)`},
	{`{"a"}`, `line 1 column 5: expected ':' after a key, got '}'`},
	{`{"a":}`, `line 1 column 6: expected a value after ':', got '}'`},
	{"{\"a\": 1,\n    \"b\" 2}", `line 2 column 9: expected ':' after a key, got '2'`},
	{"{\"a\": \"中\"\r\n    \"b\": 2}", `line 2 column 5: expected ',' or '}' after a value, got '"'`},
	{"{\"中\": 1 \"b\"}", `line 1 column 9: expected ',' or '}' after a value, got '"'`},
	{`{"a":1,}`, `line 1 column 8: expected a key in double quotes after ',', got '}' (JSON allows no comma before a closing bracket)`},
	{`{1:1}`, `line 1 column 2: expected a key in double quotes or '}', got '1'`},
	{`1 2`, `line 1 column 3: expected the end of the text after the value, got '2'`},
	{`{}}`, `line 1 column 3: expected the end of the text after the value, got '}'`},
	{"[] \x00", `line 1 column 4: expected the end of the text after the value, got the character U+0000`},
	{`nul`, `line 1 column 1: expected a value, got 'nul'`},
	{`nullx`, `line 1 column 5: expected the end of the text after the value, got 'x'`},
	{`None`, `line 1 column 1: expected a value, got 'None' (null in JSON)`},
	{`[True]`, `line 1 column 2: expected a value or ']', got 'True' (true in JSON)`},
	{`NaN`, `line 1 column 1: expected a value, got 'NaN' (JSON has no such number)`},
	{`-Infinity`, `line 1 column 2: expected a digit after '-', got 'Infinity' (JSON has no such number)`},
	{`-`, `line 1 column 2: expected a digit after '-', got the end of the text (the text is cut short)`},
	{`+1`, `line 1 column 1: expected a value, got '+'`},
	{`01`, `line 1 column 2: expected '.' or the end of the number after a leading 0, got '1'`},
	{`-00`, `line 1 column 3: expected '.' or the end of the number after a leading 0, got '0'`},
	{`1.`, `line 1 column 3: expected a digit after '.', got the end of the text (the text is cut short)`},
	{`.5`, `line 1 column 1: expected a value, got '.'`},
	{`1e`, `line 1 column 3: expected a digit in the exponent, got the end of the text (the text is cut short)`},
	{`1e+x`, `line 1 column 4: expected a digit in the exponent, got 'x'`},
	{`0x10`, `line 1 column 2: expected the end of the text after the value, got 'x10'`},
	{`"abc`, `line 1 column 5: expected '"' to close the string that begins at line 1 column 1, got the end of the text (the text is cut short)`},
	{`["\n`, `line 1 column 5: expected '"' to close the string that begins at line 1 column 2, got the end of the text (the text is cut short)`},
	{"\"a\nb\"", `line 1 column 3: expected a string with its control characters escaped, got a line break`},
	{"\"\\n\t\"", `line 1 column 4: expected a string with its control characters escaped, got a tab`},
	{`"\x"`, `line 1 column 3: expected one of " \ / b f n r t u after '\', got 'x'`},
	{`"\`, `line 1 column 3: expected a character after '\', got the end of the text (the text is cut short)`},
	{`"\u12g4"`, `line 1 column 6: expected four hexadecimal digits after '\u', got 'g4'`},
	{`"\u12`, `line 1 column 6: expected four hexadecimal digits after '\u', got the end of the text (the text is cut short)`},
	{`// x`, `line 1 column 1: expected a value, got '/' (JSON has no comments)`},
	{` <html>`, `line 1 column 2: expected a value, got '<' (the text looks like HTML or XML)`},
	{"\xff", `line 1 column 1: expected a value, got the byte 0xFF, which is not UTF-8`},
	{"\u00a01", `line 1 column 1: expected a value, got the character U+00A0`},
	{"averyveryverylongwordindeed", `line 1 column 1: expected a value, got 'averyveryverylongwor…'`},
	{strings.Repeat("[", 10_001), `line 1 column 10001: expected at most 10,000 lists and objects inside each other, got '['`},
}

func TestDecodeRejects(t *testing.T) {
	marks := luajson.MarksOf(bindtest.NewState(t, luajson.Module))
	for _, c := range rejected {
		v, err := luajson.Decode(c[0], marks, luajson.DecodeOptions{})
		var wrong *luajson.SyntaxError
		if !errors.As(err, &wrong) || err.Error() != c[1] {
			t.Errorf("%.60q: %v\n got %v\nwant %s", c[0], v, err, c[1])
		}
	}
}

func TestDecodeLuaValues(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	marks := luajson.MarksOf(s)
	v, err := luajson.Decode(`{"a": null, "list": [1, null], "many": 4096, "é": "x"}`, marks, luajson.DecodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.Globals().RawSetString("v", v)
	for _, expr := range []string{
		`v.a == json.null`, `tostring(v.a) == "null"`, `v.a ~= nil`, `#v.list == 2`, `v.list[2] == json.null`,
		`v.many == 4096`, `v["é"] == "x"`, `v.missing == nil`,
	} {
		if _, err := bindtest.Run(s, "assert("+expr+")"); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
	// What was decoded is a table like any other.
	_, err = bindtest.Run(s, `
		v.new = 1; v.a = nil; v.list[3] = 3; v["é"] = "y"
		local keys = {}
		for k in pairs(v) do keys[#keys + 1] = k end
		assert(table.concat(keys, " ") == "list many é new", table.concat(keys, " "))
		assert(#v.list == 3)`)
	if err != nil {
		t.Error(err)
	}
	if luajson.MarksOf(s) != marks {
		t.Error("a state has one set of marks")
	}
	if !luajson.IsNull(marks.Null) || luajson.IsNull(lua.LNil) || luajson.IsNull(&lua.LUserData{}) {
		t.Error("IsNull tells null from all else")
	}
}

func TestDecodeKeepsNothingOfTheText(t *testing.T) {
	marks := luajson.MarksOf(bindtest.NewState(t, luajson.Module))
	// The cache of short strings is shared by all texts; equal hashes must not mix strings up.
	for range 3 {
		for i := range 5000 {
			want := strings.Repeat("k", i%30) + string(rune('a'+i%26)) + strings.Repeat("é", i%3)
			v, err := luajson.Decode(`{"`+want+`":"`+want+`"}`, marks, luajson.DecodeOptions{})
			if err != nil || v.(*lua.LTable).RawGetString(want) != lua.LString(want) {
				t.Fatalf("%q became %v, %v", want, v, err)
			}
		}
	}
}

func TestDecodePoll(t *testing.T) {
	marks := luajson.MarksOf(bindtest.NewState(t, luajson.Module))
	stop := errors.New("stop")
	calls := 0
	_, err := luajson.Decode("["+strings.Repeat("1,", 100_000)+"1]", marks, luajson.DecodeOptions{Poll: func() error {
		if calls++; calls == 3 {
			return stop
		}
		return nil
	}})
	if err != stop || calls != 3 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range accepted {
		f.Add(c[0])
	}
	for _, c := range rejected {
		f.Add(c[0])
	}
	marks := luajson.MarksOf(bindtest.NewState(f, luajson.Module))
	f.Fuzz(func(t *testing.T, text string) {
		v, err := luajson.Decode(text, marks, luajson.DecodeOptions{})
		if valid := json.Valid([]byte(strings.TrimPrefix(text, "\ufeff"))); valid != (err == nil) {
			t.Fatalf("%q: %v, but encoding/json says %v", text, err, valid)
		}
		if err != nil {
			return
		}
		out, err := luajson.Encode(v, luajson.EncodeOptions{SortKeys: true})
		if err != nil || !json.Valid(out) {
			t.Fatalf("%q is written as %q, %v", text, out, err)
		}
		again, err := luajson.Decode(string(out), marks, luajson.DecodeOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := luajson.Encode(again, luajson.EncodeOptions{SortKeys: true}); err != nil || string(twice) != string(out) {
			t.Fatalf("%q became %q and then %q, %v", text, out, twice, err)
		}
	})
}
