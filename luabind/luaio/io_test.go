package luaio_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luaio"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	write := `local f = assert(io.open("f", "w")) `
	luatest.RunCases(t, []luatest.Case{
		{"write and read", write + `assert(f:write("one\n", 2, "\nthree") == f) f:close() f = io.open("f") return f:read("*l", "*n", "*L", "*a", 1)`, "one 2 \n three nil"},
		{"formats without a star", write + `f:write("a\nb\n0x1F rest") f:close() f = io.open("f") return f:read("L", "l", "n", "a")`, "a\n b 31  rest"},
		{"bytes", write + `f:write("abc") f:close() f = io.open("f") return f:read(0, 2, 5, 0)`, " ab c nil"},
		{"no number", write + `f:write("  -x") f:close() f = io.open("f") local n = f:read("*n") return n, f:read("*a")`, "nil x"},
		{"a wrong format", write + `f:read("*x")`, "test:1: bad argument #2 to 'read' (invalid format)"},
		{"append", `local f = io.open("g", "w") f:write("a") f:close() f = io.open("g", "a") f:write("b") f:close() return io.open("g"):read("*a")`, "ab"},
		{"both ways", `local f = io.open("h", "w+") f:write("hello") f:seek("set", 1) local x = f:read(2) f:write("X") f:seek("set") return x, f:read("*a"), f:seek(), f:seek("end", -1)`, "el helXo 5 4"},
		{"lines", write + `f:write("a\n\nb") f:close() local s = "" for l in io.lines("f") do s = s .. "<" .. l .. ">" end return s`, "<a><><b>"},
		{"lines of bytes", write + `f:write("abcde") f:close() local s = "" for l in io.lines("f", 2) do s = s .. "<" .. l .. ">" end return s`, "<ab><cd><e>"},
		{"lines at the end", write + `f:close() local it = io.lines("f") it() it()`, "test:1: file is already closed"},
		{"lines of nothing", `io.lines("no-such.txt")`, "test:1: no-such.txt: No such file or directory"},
		{"open of nothing", `return io.open("no-such.txt")`, "nil no-such.txt: No such file or directory 2"},
		{"a folder", `return io.open("."):read()`, "nil Is a directory 21"},
		{"a wrong mode", `io.open("f", "q")`, "test:1: bad argument #2 to 'open' (invalid mode 'q'; there are r, w, a, r+, w+, a+, each also with b)"},
		{"the wrong direction", write + `f:close() f = io.open("f") return f:write("x")`, "nil f: Bad file descriptor 9"},
		{"closed", write + `f:close() return tostring(f), io.type(f), io.type(io.stdout), io.type(5), pcall(f.read, f)`, "file (closed) closed file file nil false test:1: attempt to use a closed file"},
		{"an open one as text", `return (tostring(io.stdout):match("^file %(0x%x+%)$")) ~= nil`, "true"},
		{"standard files stay open", `return io.stdout:close()`, "nil cannot close standard file"},
		{"buffers", write + `f:setvbuf("full", 10) f:write("12345") local a = io.open("f"):read("*a") f:setvbuf("line") local b = io.open("f"):read("*a") f:write("x") f:write("y\n") local c = io.open("f"):read("*a") f:setvbuf("no") f:write("z") return a, b, c, io.open("f"):read("*a")`, " 12345 12345xy\n 12345xy\nz"},
		{"default files", `io.output("o") io.write("x", 1) io.close() io.output(io.stdout) io.input("o") local s = io.read("*a") io.close(io.input()) return s, pcall(io.read)`, "x1 false test:1: standard input file is closed"},
		{"tmpfile", `local f = io.tmpfile() f:write("abc") f:seek("set") return f:read("*a")`, "abc"},
		{"popen reads", `local p = io.popen("echo a; echo b; exit 3") return p:read(), p:read("*a"), p:close()`, "a b\n true exit 3"},
		{"popen writes", `local p = io.popen("cat > p", "w") p:write("text") p:close() return io.open("p"):read("*a")`, "text"},
		{"popen's lines", `local n = 0 for l in io.popen("seq 1 20000"):lines() do n = n + l end return n`, "200010000"},
		{"seek in a pipe", `local p = io.popen("true") return p:seek()`, "nil true: Illegal seek 29"},
		{"not a file", `io.stdout.write({})`, "test:1: bad argument #1 to 'write' (FILE* expected, got table)"},
		{"not a text", `io.write({})`, "test:1: bad argument #1 to 'write' (string expected, got table)"},
		{"large", `local f = io.open("l", "w+") local s = ("0123456789"):rep(300000) f:write(s, "\n", s) f:seek("set") return f:read() == s, f:read(1) == "0", f:read("*a") == s:sub(2), f:seek("set", 5), f:read(2000000) == s:sub(6, 2000005)`, "true true true 5 true"},
	})
}

func TestStandardFiles(t *testing.T) {
	var stderr bytes.Buffer
	s := luatest.New(t, luatest.Config{Streams: luaio.Streams{In: strings.NewReader("first\nsecond\n7 rest"), Err: &stderr}})
	got, err := s.Run(`print("a") io.write("b", 1, "\n") io.stdout:write("c\n") print("d") io.stderr:write("e")
		return io.read(), io.stdin:read("*L"), io.read("*n"), io.read("*a"), io.read()`)
	if err != nil || got != "first second\n 7  rest nil" {
		t.Errorf("got %q, %v", got, err)
	}
	if s.Printed.String() != "a\nb1\nc\nd\n" || stderr.String() != "e" {
		t.Errorf("printed %q and %q", s.Printed, stderr.String())
	}
	s = luatest.New(t, luatest.Config{Streams: luaio.Streams{In: strings.NewReader("return 5")}})
	if got, err := s.Run(`return loadfile()()`); err != nil || got != "5" {
		t.Errorf("a script on standard input: %q, %v", got, err)
	}
}

func TestCloser(t *testing.T) {
	t.Chdir(t.TempDir())
	s := luatest.New(t, luatest.Config{})
	if _, err := s.Run(`f = io.open("f", "w") f:write("held back") p = io.popen("cat > p; mv p q", "w") p:write("piped") r = io.popen("yes")`); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile("f"); err != nil || len(text) > 0 {
		t.Fatalf("before: %q, %v", text, err)
	}
	s.Close()
	s.Close()
	if text, _ := os.ReadFile("f"); string(text) != "held back" {
		t.Errorf("after: %q", text)
	}
	for text := ""; text != "piped"; {
		raw, _ := os.ReadFile("q")
		text = string(raw)
	}
	if got, err := s.Run(`return io.type(f), io.type(p)`); err != nil || got != "closed file closed file" {
		t.Errorf("%q, %v", got, err)
	}
}
