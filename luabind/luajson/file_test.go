package luajson_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
)

func TestFiles(t *testing.T) {
	const lines = "{\"id\":1}\r\n\n{\"id\": \n[2]\nnull\n3"
	for _, test := range []struct{ code, want string }{
		{`local s = "" for i, v in json.lines("1\n2\n") do s = s .. i .. v end return s`, "1122"},
		{`local l, s = json.read(path, {errors = "skip"}), "" for i, v in l do s = s .. i .. type(v) .. l.line .. " " end
		  return s, l.skipped, #l.errors, l.errors[1].line, l.errors[1].column, l.errors[1].type, l()`,
			"1table1 2table4 3userdata5 4number6  1 1 3 8 JSONDecodeError nil"},
		{`local l = json.read(path) l() local ok, e = pcall(l) local i, v = l() return ok, e.line, i, v[1], l.skipped`, "false 3 2 2 0"},
		{`json.read(path):all()`, "JSONDecodeError: line 3 column 8: expected a value after ':', got the end of the text (the text is cut short)"},
		{`return #json.read(path, {errors = "skip"}):all()`, "4"},
		{`local l = json.read(path) l:close() l:close() return l()`, "nil"},
		{`json.read(path .. "x")`, "JSONFileError: PATHx: no such file or directory"},
		{`json.read(path .. "/..")`, "JSONFileError: PATH/..: not a directory"},
		{`json.read("/")()`, "JSONFileError: /: is a directory"},
		{`json.read(path, {errors = "ignore"})`, `ArgumentError: json.read: option 'errors' must be one of "raise", "skip", not the string "ignore"`},
		{`local w = json.writer(out, {sort_keys = true}) for i = 1, 20000 do w:write{b = i, a = "x"} end w:write(nil):write("\n"):close() w:close()
		  local n, last = 0 for i, v in json.read(out) do n, last = i, v end
		  local first = json.read(out) local _, v = first() return n, last == "\n", json.encode(v)`, `20002 true {"a":"x","b":1}`},
		{`json.writer(out):write{print}`, "JSONEncodeError: value[1]: a function cannot be written as JSON"},
		{`local w = json.writer(out) w:close() w:write(1)`, "RuntimeError: the writer of OUT is closed"},
		{`json.writer(out .. "/x/y")`, "JSONFileError: OUT/x/y: no such file or directory"},
		{`local w = json.writer(path) w:write(7) local before = json.read(path)() w:close() local i, v = json.read(path)() return before, v`, "1 7"},
	} {
		dir := t.TempDir()
		path, out := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "out.jsonl")
		if err := os.WriteFile(path, []byte(lines), 0o644); err != nil {
			t.Fatal(err)
		}
		s := bindtest.NewState(t, luajson.Module)
		got := bindtest.Eval(t, s, fmt.Sprintf("path, out = %q, %q %s", path, out, test.code))
		if want := strings.NewReplacer("PATH", path, "OUT", out).Replace(test.want); got != want {
			t.Errorf("%s\n got %q\nwant %q", test.code, got, want)
		}
		if left, _ := os.ReadDir(dir); len(left) > 2 {
			t.Errorf("%s left %v", test.code, left)
		}
	}
}
