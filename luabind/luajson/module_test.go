package luajson_test

import (
	"errors"
	"strings"
	"testing"

	"luafut/luabind/bind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
)

func TestModule(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	for _, c := range [][2]string{
		{`return json.encode({a = {1, 2}})`, `{"a":[1,2]}`},
		{`return json.encode(nil)`, `null`},
		{`return json.encode({b = 1, a = json.null}, {sort_keys = true, indent = 1})`, "{\n \"a\": null,\n \"b\": 1\n}"},
		{`return json.encode({1}, {indent = "\t"})`, "[\n\t1\n]"},
		{`return json.encode({1}, {indent = 0})`, `[1]`},
		{`return json.encode(json.decode('{"a":[],"b":{},"c":[null]}'))`, `{"a":[],"b":{},"c":[null]}`},
		{`local t = json.decode("[1]"); table.remove(t); return json.encode(t)`, `[]`},
		{`return json.encode(json.array())`, `[]`},
		{`local t = {}; return json.array(t) == t, json.array(json.array(t)) == t`, `true true`},
		{`return json.encode(json.array({1, nil, 3}))`, `[1,null,3]`},
		{`return json.decode("null") == json.null, json.null ~= nil, not json.null`, `true true false`},
		{`return tostring(json.null)`, `null`},
		{`return json.decode("12345678901234567890")`, `12345678901234567890`},
		{`return type(json.decode("12345678901234567890")), type(json.decode("1234567890"))`, `string number`},
		{`json.encode()`, `ArgumentError: argument 1 'value' of json.encode is missing`},
		{`json.encode({}, {indnt = 2})`, `ArgumentError: json.encode: unknown option 'indnt'; did you mean 'indent'?`},
		{`json.encode({}, {indent = 17})`, `ArgumentError: json.encode: option 'indent' must be from 0 to 16 spaces, not 17`},
		{`json.encode({}, {indent = "--"})`, `ArgumentError: json.encode: option 'indent' must be made of spaces and tabs, not the string "--"`},
		{`json.encode({}, {indent = true})`, `ArgumentError: json.encode: option 'indent' must be a whole number or a string, not true`},
		{`json.encode({x = print})`, `JSONEncodeError: value.x: a function cannot be written as JSON`},
		{`json.decode()`, `ArgumentError: argument 1 'text' of json.decode must be a string, not nothing`},
		{`json.decode("{")`, `JSONDecodeError: line 1 column 2: expected a key in double quotes or '}', got the end of the text (the text is cut short)`},
		{`local ok, e = pcall(json.decode, "[1,\n2,]"); return e.type, e.line, e.column`, `JSONDecodeError 2 3`},
		{`json.array(setmetatable({}, {}))`, `ArgumentError: json.array: the table has a metatable already; set its field __jsontype to "array" instead`},
		{`json.frob("1")`, `ArgumentError: module 'json' has no member 'frob'; there are JSONDecodeError, JSONEncodeError, JSONFileError, array, decode, encode, lines, null, read, writer`},
		{`local sum = 0; for i, v in json.lines('{"n":5}\n\n{"n":6}') do sum = sum + i * v.n end; return sum`, `17`},
		{`local it = json.lines("1\n[\n3"); local _, a = it(); local ok, e = pcall(it); local i, b = it(); return a, e.line, i, b, it()`, `1 2 2 3 nil`},
	} {
		if got := bindtest.Eval(t, s, c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// A long text is read with the lock given away, and its value is the same.
func TestLongTexts(t *testing.T) {
	s := bindtest.NewState(t, luajson.Module)
	got := bindtest.Eval(t, s, `
		local list = {}
		for i = 1, 5000 do list[i] = {id = i, name = "item " .. i} end
		local text = json.encode(list)
		local back = json.decode(text)
		return #text, #back, back[5000].name, json.encode(back) == text`)
	if got != "152787 5000 item 5000 true" {
		t.Errorf("got %s", got)
	}
}

// A task that is stopped while it is at a long text does not finish it, in either direction.
func TestStopped(t *testing.T) {
	stop := errors.New("stop")
	text := "[" + strings.Repeat("1,", 100_000) + "1]"
	list, err := luajson.Decode(text, luajson.MarksOf(bindtest.NewState(t, luajson.Module)), luajson.DecodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, work := range map[string]func(c *bind.Call) error{
		"decode": func(c *bind.Call) error { _, err := luajson.DecodeText(c, text); return err },
		"encode": func(c *bind.Call) error {
			_, err := luajson.AppendValue(c, nil, list, luajson.EncodeOptions{})
			return err
		},
	} {
		s := bindtest.NewState(t, luajson.Module)
		var got error
		module := &bind.Module{Name: "stopping", Funcs: []bind.Func{{Name: "work", Fn: func(c *bind.Call) error {
			c.Thread.Interrupt(stop)
			got = work(c)
			return got
		}}}}
		table, err := module.Open(s)
		if err != nil {
			t.Fatal(err)
		}
		s.Globals().RawSetString("stopping", table)
		if _, err := bindtest.Run(s, `pcall(stopping.work)`); !errors.Is(err, stop) || !errors.Is(got, stop) {
			t.Errorf("%s: %v, and the script: %v", name, got, err)
		}
	}
}
