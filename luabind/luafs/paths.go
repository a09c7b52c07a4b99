package luafs

import (
	"path/filepath"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// part is a row that gives a text of a path.
func part(name, doc, example string, of func(path string) string) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Params: []bind.Param{bind.P("path", bind.String, "a path")}, Returns: "string", Example: example,
		Fn: func(c *bind.Call) error { return c.Return(lua.LString(of(c.String(1)))) },
	}
}

var pathRows = []bind.Func{
	{
		Name: "join", Doc: "Joins parts of a path, and simplifies it.",
		Params: []bind.Param{bind.Rest(bind.String, "the parts; empty ones are left out")}, Returns: "string",
		Example: `print(fs.join("data", "pages", "1.html"))`,
		Fn: func(c *bind.Call) error {
			parts := make([]string, c.N())
			for i := range parts {
				parts[i] = c.String(i + 1)
			}
			return c.Return(lua.LString(filepath.Join(parts...)))
		},
	},
	part("basename", "The last part of a path.", `print(fs.basename("data/1.html")) --> 1.html`, filepath.Base),
	part("dirname", "All but the last part of a path.", `print(fs.dirname("data/1.html")) --> data`, filepath.Dir),
	part("ext", "The extension of a path's last part, with its dot, or \"\".", `print(fs.ext("data/1.tar.gz")) --> .gz`, filepath.Ext),
	part("stem", "The last part of a path without its extension.", `print(fs.stem("data/1.tar.gz")) --> 1.tar`, func(path string) string {
		return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}),
	part("safe_name", "A name that every system takes for one file, made of a text such as a title or a URL: what may stand for something else is _, and it has 120 bytes at most.", `print(fs.safe_name("a/b: c?")) --> a_b_ c_`, safeName),
	{
		Name: "absolute", Doc: "A path from the root, by the folder that the program runs in.",
		Params: []bind.Param{bind.P("path", bind.String, "a path")}, Returns: "string", Raises: []*bind.Kind{FileError},
		Example: `print(fs.absolute("data"))`,
		Fn: func(c *bind.Call) error {
			path, err := filepath.Abs(c.String(1))
			if err != nil {
				return failed(c.String(1), err)
			}
			return c.Return(lua.LString(path))
		},
	},
}

// maxName is how many bytes safeName gives at most: below what any file system
// takes, with room for an extension.
const maxName = 120

func safeName(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(text, "_"))
	for len(text) > maxName {
		runes := []rune(text[:maxName+1])
		text = strings.ToValidUTF8(string(runes[:len(runes)-1]), "")
	}
	text = strings.Trim(text, " .")
	if text == "" {
		return "_"
	}
	return text
}
