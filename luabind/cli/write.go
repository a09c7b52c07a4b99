package cli

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"luafut/luabind"
	"luafut/luabind/docs"
)

//go:embed first.lua
var firstScript string

//go:embed firstspec.lua
var firstSpec string

const (
	// typesDir is where a project keeps the annotations for its editor.
	typesDir = ".luafut/types"
	// luarc tells lua-language-server what scripts are: Lua 5.1 with goto, which
	// is what it calls LuaJIT, without LuaJIT's libraries.
	luarc = `{
  "runtime.version": "LuaJIT",
  "runtime.builtin": { "bit": "disable", "ffi": "disable", "jit": "disable", "jit.profile": "disable", "jit.util": "disable", "string.buffer": "disable", "table.clear": "disable", "table.new": "disable" },
  "workspace.library": ["` + typesDir + `"],
  "workspace.checkThirdParty": false
}
`
)

func docVerb() *verb {
	return &verb{
		name: "doc", group: groupWrite, args: "[NAME]",
		doc:     "Tell about a module, a function or a class.",
		example: "luafut doc http.get",
		words:   []string{"name"},
		define: func(c *command, _ *pflag.FlagSet) func([]string) int {
			return func(args []string) int {
				if len(args) == 0 {
					fmt.Fprintf(c.stdout, "%s\nluafut doc NAME tells about one of them, or about a member such as http.get.\n", docs.Overview(luabind.AllModules()))
					return exitOK
				}
				for _, name := range args {
					text, near := docs.Find(luabind.AllModules(), name)
					switch {
					case text == "" && near != "":
						return c.fail(exitFailed, "there is nothing on %s; did you mean %s?", name, near)
					case text == "":
						return c.fail(exitFailed, "there is nothing on %s; luafut doc lists the modules", name)
					}
					fmt.Fprint(c.stdout, text)
				}
				return exitOK
			}
		},
	}
}

func typesVerb() *verb {
	return &verb{
		name: "types", group: groupWrite, args: "[DIR]",
		doc:     "Write annotations of every module for lua-language-server, by default to " + typesDir + ".",
		example: "luafut types",
		words:   []string{"dir"},
		define: func(c *command, _ *pflag.FlagSet) func([]string) int {
			return func(args []string) int {
				dir := typesDir
				switch len(args) {
				case 0:
				case 1:
					dir = args[0]
				default:
					return c.fail(exitUsage, "types takes one folder")
				}
				if err := writeTypes(dir); err != nil {
					return c.fail(exitFailed, "%v", err)
				}
				fmt.Fprintf(c.stdout, "%d modules in %s\n", len(luabind.Modules), dir)
				return exitOK
			}
		},
	}
}

// writeTypes writes the annotations of the modules; the language's libraries are
// known to the server.
func writeTypes(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range docs.LuaCATS(luabind.Modules) {
		if err := replaceFile(filepath.Join(dir, name+".lua"), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

func initVerb() *verb {
	return &verb{
		name: "init", group: groupWrite, args: "[DIR]",
		doc:     "Begin a project: a first script and its spec, and what an editor needs.",
		example: "luafut init mycrawl",
		words:   []string{"dir"},
		define: func(c *command, _ *pflag.FlagSet) func([]string) int {
			return func(args []string) int {
				dir := "."
				switch len(args) {
				case 0:
				case 1:
					dir = args[0]
				default:
					return c.fail(exitUsage, "init takes one folder")
				}
				if err := c.begin(dir); err != nil {
					return c.fail(exitFailed, "%v", err)
				}
				return exitOK
			}
		},
	}
}

// begin writes the files of a project; what is there stays.
func (c *command) begin(dir string) error {
	if err := writeTypes(filepath.Join(dir, filepath.FromSlash(typesDir))); err != nil {
		return err
	}
	for _, file := range []struct{ name, text string }{{"crawl.lua", firstScript}, {"crawl_test.lua", firstSpec}, {".luarc.json", luarc}} {
		path := filepath.Join(dir, file.name)
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, fs.ErrExist) {
			fmt.Fprintf(c.stdout, "%s is there already\n", path)
			continue
		}
		if err != nil {
			return err
		}
		_, err = f.WriteString(file.text)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "%s is written\n", path)
	}
	script := filepath.Join(dir, "crawl.lua")
	list := tabwriter.NewWriter(c.stdout, 0, 0, 3, ' ', 0)
	fmt.Fprintf(list, "\nluafut %s\truns it\nluafut test %s\ttests it\nluafut check %s\tfinds mistakes in it\nluafut doc\ttells what there is\n", script, dir, script)
	return list.Flush()
}
