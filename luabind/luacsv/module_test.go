package luacsv_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luacsv"
	"luafut/luabind/luajson"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luacsv.Module) }

func TestModule(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{`local r = csv.decode("\239\187\191id;t\n7;\"a; \"\"b\"\"\r\nc\"\n") return #r, r[1].id, r[1].t`, "1 7 a; \"b\"\r\nc"},
		{`local r = csv.decode("a,b\n1,2\n3", {header = false}) return #r, r[1][2], r[3][1], #r[3]`, "3 b 3 1"},
		{`local r = csv.decode("1|2\n", {header = {"a", "b"}}) return r[1].a, r[1].b`, "1 2"},
		{`local r = csv.decode("a;b,c\n1;2,3\n", {delimiter = ","}) return r[1]["a;b"]`, "1;2"},
		{`return #csv.decode(""), #csv.decode("a,b\n")`, "0 0"},
		{`local rows = csv.rows("a,b\n1,2\n") return rows:names()[2], #rows:all(), rows:names()[1], #csv.rows(""):names(), #csv.rows("a", {header = false}):names()`, "b 1 a 0 0"},
		{`csv.rows("a,a\n"):names()`, `CSVError: line 1: two columns are called "a"; give names of your own with header, or header = false for rows as lists`},
		{`csv.decode("a,a\n1,2\n")`, `CSVError: line 1: two columns are called "a"; give names of your own with header, or header = false for rows as lists`},
		{`csv.decode("a,b\n1,2,3\n")`, "CSVError: line 2: the row has 3 cells, and there are names for 2"},
		{`local ok, e = pcall(csv.decode, "a\n\"b") return e.type, e.line`, "CSVError 2"},
		{`local r = csv.decode("a€b\n1€\"2€\"", {delimiter = "€"}) return r[1].a, r[1].b`, "1 2\u20ac"},
		{`return csv.encode({{"€", "₫", "x"}}, {delimiter = "€"})`, "\"\u20ac\"\u20ac\u20ab\u20acx\n"},
		{`csv.decode("1,2", {header = {"a", "a"}})`, `ArgumentError: csv.decode: option 'header' must be a name or a list of names, each once; "a" comes twice`},
		{`csv.encode({{a = 1}}, {columns = {"a", "b", "a"}})`, `ArgumentError: csv.encode: option 'columns' must be a name or a list of names, each once; "a" comes twice`},
		{`local rows = csv.rows("a,b\n1,2,3\n4,5\n\"x", {errors = "skip"}) local list = rows:all()
		  return #list, list[1].a, rows.skipped, rows.errors[1].line, rows.errors[1], rows.errors[2].line, rows.line`, "1 4 2 2 CSVError: line 2: the row has 3 cells, and there are names for 2 4 3"},
		{`local rows = csv.rows("a,b\n1,2,3\n4,5\n") local ok, e = pcall(rows) return ok, e.line, rows().b, rows(), rows.skipped`, "false 2 5 nil 0"},
		{`csv.decode("a,a\n1,2", {errors = "skip"})`, `CSVError: line 1: two columns are called "a"; give names of your own with header, or header = false for rows as lists`},
		{`csv.decode("", {errors = "ignore"})`, `ArgumentError: csv.decode: option 'errors' must be one of "raise", "skip", not the string "ignore"`},
		{`csv.decode("a", {delimiter = ";;"})`, `ArgumentError: csv.decode: option 'delimiter' must be one character, such as ";" or "\t", and no quote, not the string ";;"`},
		{`local s = "" for row in csv.rows("n\n1\n2\n") do s = s .. row.n end return s`, "12"},
		{`local rows = csv.rows("a,b\n1,2\n") rows() return rows:names()[2], rows(), rows()`, "b nil nil"},
		{`return csv.encode({{id = 7, t = "a, \"b\""}, {id = 8.5, t = {1}}, {t = true}})`, "id,t\n7,\"a, \"\"b\"\"\"\n8.5,[1]\n,true\n"},
		{`return csv.encode({{1, nil, "x"}, {}, {""}}, {delimiter = ";"})`, "1;;x\n\"\"\n"},
		{`return csv.encode({{a = 1, b = 2}}, {columns = {"b", "a"}, header = false})`, "2,1\n"},
		{`return csv.encode({{a = 1}}, {bom = true})`, "\ufeffa\n1\n"},
		{`csv.encode({{a = 1}, {b = 1}})`, "ArgumentError: csv.encode: the row's field 'b' is no column; they are a"},
		{`csv.encode({5})`, "ArgumentError: csv.encode: wanted a list of rows, but its item 1 is the number 5"},
		{`csv.encode({{print}})`, "ArgumentError: csv.encode: the cell 1 is a function, which cannot be kept"},
		{`local w = csv.writer(path) for i = 1, 20000 do w:write{i, i * 2} end w:close() w:close()
		  local n = 0 for row in csv.read(path, {header = false}) do n = n + row[2] end return n`, "400020000"},
		{`local w = csv.writer(path) w:close() w:write{1}`, "RuntimeError: the writer of PATH is closed"},
		{`csv.writer("/")`, "CSVError: /: is a directory"},
		{`csv.read(path .. "x")`, "CSVError: PATHx: no such file or directory"},
		{`csv.writer(path .. "/x/y")`, "CSVError: PATH/x/y: no such file or directory"},
		{`csv.writer(path):write{a = 1}:close() for row in csv.read(path) do return row.a end`, "1"},
	} {
		path := filepath.Join(t.TempDir(), "a.csv")
		s := bindtest.NewState(t, luacsv.Module, luajson.Module)
		got := bindtest.Eval(t, s, fmt.Sprintf("path = %q %s", path, test.code))
		if want := strings.ReplaceAll(test.want, "PATH", path); got != want {
			t.Errorf("%s\n got %q\nwant %q", test.code, got, want)
		}
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 1 {
			t.Errorf("%s left %v", test.code, left)
		}
	}
}
