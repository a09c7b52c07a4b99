package luafs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luafs"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luafs.Module) }

func TestModule(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{`fs.write(d .. "/new", "a\0b") return #fs.read(d .. "/new")`, "3"},
		{`fs.append(d .. "/log", "a") fs.append(d .. "/log", "b") return fs.read(d .. "/log")`, "ab"},
		{`fs.read(d .. "/none")`, "FileNotFound: DIR/none: no such file or directory"},
		{`fs.read(d .. "/a.txt", {max_size = 1})`, "FileError: DIR/a.txt: it is longer than max_size"},
		{`fs.read(d)`, "FileError: DIR: is a directory"},
		{`fs.write(d, "x")`, "FileError: DIR: is a directory"},
		{`fs.write("", "x")`, "FileError: : a file must have a name"},
		{`fs.write(d .. "/none/x", "")`, "FileNotFound: DIR/none/x: no such file or directory"},
		{`return table.concat(fs.list(d), " ")`, ".hidden a.txt b.lua sub"},
		{`return table.concat(fs.glob(d .. "/*"), " ")`, "DIR/a.txt DIR/b.lua DIR/sub"},
		{`return table.concat(fs.glob(d .. "/**/*.lua"), " ")`, "DIR/b.lua DIR/sub/deep/d.lua"},
		{`return table.concat(fs.glob(d .. "/sub/**"), " ")`, "DIR/sub/deep DIR/sub/deep/d.lua"},
		{`return table.concat(fs.glob(d .. "/[ab].???"), " "), #fs.glob(d .. "/nothing"), #fs.glob("nothing*")`, "DIR/a.txt DIR/b.lua 0 0"},
		{`fs.glob("[a")`, `ArgumentError: fs.glob: the pattern "[a" has a [ without its ]`},
		{`local s = fs.stat(d .. "/a.txt") return s.size, s.type, s.modified > 1e9, fs.stat(d .. "/none")`, "4 file true nil"},
		{`return fs.exists(d), fs.is_dir(d), fs.is_file(d), fs.exists(d .. "/none")`, "true true false false"},
		{`fs.mkdir(d .. "/x/y") fs.mkdir(d .. "/x/y") return fs.is_dir(d .. "/x/y")`, "true"},
		{`local a, b = fs.mkdtemp("x-"), fs.mkdtemp() return a ~= b, fs.basename(a):sub(1, 2), fs.basename(b):sub(1, 7), fs.is_dir(a), fs.remove(a), fs.remove(b)`, "true x- luafut- true true true"},
		{`fs.mkdtemp("../x")`, `ArgumentError: fs.mkdtemp: prefix "../x": wanted the beginning of a name, without / \ and *`},
		{`return fs.remove(d .. "/a.txt"), fs.remove(d .. "/a.txt")`, "true false"},
		{`fs.remove(d .. "/sub")`, "FileError: DIR/sub: the folder is not empty; recursive = true removes what is in it, too"},
		{`return fs.remove(d .. "/sub", {recursive = true}), fs.exists(d .. "/sub")`, "true false"},
		{`fs.remove(".", {recursive = true})`, `ArgumentError: fs.remove: "." is the folder that the program runs in, or lies above it`},
		{`fs.rename(d .. "/a.txt", d .. "/c.txt") fs.copy(d .. "/c.txt", d .. "/b.lua") return fs.read(d .. "/b.lua")`, "text"},
		{`return fs.join("a", "", "../b", "c.txt"), fs.basename("a/b.c"), fs.dirname("a/b.c"), fs.ext("a/b.c"), fs.stem("a/b.c")`, "b/c.txt b.c a .c b"},
		{`return fs.safe_name("../a:b?"), fs.safe_name(""), #fs.safe_name(("ä"):rep(100)), fs.safe_name("...")`, "_a_b_ _ 120 _"},
		{`return fs.absolute("/a/../b")`, "/b"},
	} {
		dir := t.TempDir()
		for _, name := range []string{"a.txt", ".hidden", "b.lua", "sub/deep/d.lua"} {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte("text"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got := bindtest.Eval(t, bindtest.NewState(t, luafs.Module), fmt.Sprintf("local d = %q %s", dir, test.code))
		if want := strings.ReplaceAll(test.want, "DIR", dir); got != want {
			t.Errorf("%s\n got %s\nwant %s", test.code, got, want)
		}
	}
}
