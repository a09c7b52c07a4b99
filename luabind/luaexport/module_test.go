package luaexport_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luaexport"
	"luafut/luabind/luajson"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luaexport.Module) }

func TestModule(t *testing.T) {
	for _, test := range []struct{ file, code, want, content string }{
		{"a.jsonl", `return out:write{id = 1, tags = {"a"}, none = json.null}`, "true", `{"id":1,"tags":["a"],"none":null}` + "\n"},
		{"a.csv", `out:write{id = 1, tags = {"a"}, none = json.null, ok = true}`, "", "id,tags,none,ok\n1,\"[\"\"a\"\"]\",,true\n"},
		{"a.csv", `out:write{id = 0/0}`, "ArgumentError: Export:write: the field 'id' is NaN, which is no number to keep", ""},
		{"a.csv", `out:write{f = print}`, "ArgumentError: Export:write: the field 'f' is a function, which cannot be kept", ""},
		{"a.csv", `out:write{}`, "ExportError: PATH: the first record has no field to make a column of; say the columns with schema", ""},
		{"a.jsonl", `out:write{f = print}`, "JSONEncodeError: value.f: a function cannot be written as JSON", ""},
		{"a.jsonl", `out:write{1, 2}`, "ArgumentError: argument 1 'record' of Export:write must be a record (a table with named fields), not a table", ""},
		{"a.jsonl", `out:close() out:write{id = 1}`, "ExportError: PATH: cannot write: it is closed", ""},
		{"a.jsonl", `out:write{id = 1} return out.written, out.left_out, out.path == path`, "1 0 true", `{"id":1}` + "\n"},
	} {
		path := filepath.Join(t.TempDir(), test.file)
		s := bindtest.NewState(t, luaexport.Module, luajson.Module)
		end := luaexport.Closer(s, func(text string) { t.Error(text) })
		got := bindtest.Eval(t, s, fmt.Sprintf("path = %q out = export.open(path) %s", path, test.code))
		end()
		if want := strings.ReplaceAll(test.want, "PATH", path); got != want {
			t.Errorf("%s\n got %s\nwant %s", test.code, got, want)
		}
		if content, err := os.ReadFile(path); err != nil || string(content) != test.content {
			t.Errorf("%s\nthe file is %q, %v; want %q", test.code, content, err, test.content)
		}
	}
}

func TestKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	for _, test := range []struct{ code, want string }{
		{`return out:write{id = 1}, out:write{id = 1}, out:write{id = "1"}, out.left_out`, "true false true 1"},
		{`return out:write{id = 1}, out:write{id = 2}`, "false true"},
		{`out:write{x = 1}`, "ArgumentError: Export:write: the record has no field 'id', which is of the key"},
		{`out:write{id = {}}`, "ArgumentError: Export:write: the field 'id' is of the key and must be a string, a number or a boolean, not a table"},
	} {
		s := bindtest.NewState(t, luaexport.Module)
		got := bindtest.Eval(t, s, fmt.Sprintf("out = export.open(%q, {key = 'id'}) %s", path, test.code))
		luaexport.Closer(s, func(text string) { t.Error(text) })()
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.code, got, test.want)
		}
	}
}

// BenchmarkTasks writes from 64 tasks of a script.
func BenchmarkTasks(b *testing.B) {
	for _, file := range []string{"out.jsonl", "out.json", "out.csv", "out.db"} {
		b.Run(file, func(b *testing.B) {
			s, err := luabind.New(context.Background(), luabind.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			_, err = s.Run("bench", fmt.Sprintf(`
				local futures, export = require "futures", require "export"
				local out = export.open(%q)
				local pool = futures.ThreadPoolExecutor(64)
				for _ = 1, 64 do
					pool:submit(function()
						for i = 1, %d do
							out:write{id = i, title = "A title with some words", url = "https://news.example/link/12345", ups = 17}
						end
					end)
				end
				pool:shutdown()
				out:close()`, filepath.Join(b.TempDir(), file), b.N/64+1))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64((b.N/64+1)*64)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
