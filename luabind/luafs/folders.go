package luafs

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
)

type removeOptions struct {
	Recursive bool `lua:"recursive" doc:"remove a folder with all that is in it; default false"`
}

var folderRows = []bind.Func{
	{
		Name: "list", Doc: "The names in a folder, sorted.", Params: []bind.Param{bind.Opt("path", bind.String, "the folder; default the one that the program runs in")},
		Returns: "string[]", Raises: failures, Example: `for _, name in ipairs(fs.list()) do print(name) end`,
		Fn: func(c *bind.Call) error {
			dir, names := c.StringOr(1, "."), []string(nil)
			err := do(c, dir, func(context.Context) error {
				entries, err := os.ReadDir(dir)
				for _, e := range entries {
					names = append(names, e.Name())
				}
				return err
			})
			return returnList(c, names, err)
		},
	},
	{
		Name: "glob", Doc: "The paths that fit a pattern, sorted: * stands for any characters within a name, ? for one, [a-z] for one of some, and ** as a whole part of the path for folders at any depth.",
		Params:  []bind.Param{bind.P("pattern", bind.String, "the pattern, with / between parts")},
		Returns: "string[]", Raises: failures, Example: `for _, path in ipairs(fs.glob("*.lua")) do print(path) end`,
		Fn: func(c *bind.Call) error {
			pattern, found := c.String(1), []string(nil)
			if _, err := path.Match(pattern, ""); err != nil {
				return c.Badf("the pattern %q has a [ without its ]", pattern)
			}
			err := do(c, pattern, func(ctx context.Context) (err error) {
				found, err = glob(ctx, pattern)
				return err
			})
			return returnList(c, found, err)
		},
	},
	{
		Name: "stat", Doc: "What is known of a file or folder: size in bytes, modified in seconds since 1970, type (\"file\", \"folder\" or \"other\"); nil where there is none.",
		Params: []bind.Param{bind.P("path", bind.String, "the path")}, Returns: "table?", Raises: []*bind.Kind{FileError, PermissionDenied},
		Example: `print(fs.stat(".").type)`,
		Fn: func(c *bind.Call) error {
			info, err := stat(c, c.String(1))
			if err != nil {
				return err
			}
			if info == nil {
				return c.Return(lua.LNil)
			}
			t := c.NewTable(0, 3)
			t.RawSetString("size", lua.LNumber(info.Size()))
			t.RawSetString("modified", lua.LNumber(float64(info.ModTime().UnixNano())/1e9))
			kind := "other"
			if info.IsDir() {
				kind = "folder"
			} else if info.Mode().IsRegular() {
				kind = "file"
			}
			t.RawSetString("type", lua.LString(kind))
			return c.Return(t)
		},
	},
	asks("exists", "Whether there is a file or folder.", func(fs.FileInfo) bool { return true }),
	asks("is_file", "Whether there is a file.", func(i fs.FileInfo) bool { return i.Mode().IsRegular() }),
	asks("is_dir", "Whether there is a folder.", func(i fs.FileInfo) bool { return i.IsDir() }),
	{
		Name: "mkdir", Doc: "Makes a folder, and those that it lies in; one that is there is no error.",
		Params: []bind.Param{bind.P("path", bind.String, "the folder")}, Raises: failures,
		Example: scratch(`fs.remove(path) fs.mkdir(path)`),
		Fn: func(c *bind.Call) error {
			dir := c.String(1)
			return do(c, dir, func(context.Context) error { return os.MkdirAll(dir, 0o755) })
		},
	},
	{
		Name: "mkdtemp", Doc: "Makes a new folder where the system keeps what is of use for a while, readable by this user only, and returns its path. Nothing removes it but the script.",
		Params:  []bind.Param{bind.Opt("prefix", bind.String, "what its name begins with; default \"luafut-\"")},
		Returns: "string", Raises: failures,
		Example: `local dir = fs.mkdtemp("pages-")
fs.write(fs.join(dir, "1.html"), "<p>one")
fs.remove(dir, {recursive = true})`,
		Fn: mkdtemp,
	},
	{
		Name: "remove", Doc: "Removes a file or an empty folder, and returns whether it was there.",
		Params:  []bind.Param{bind.P("path", bind.String, "what to remove"), bind.Opt("opts", bind.OptionsOf[removeOptions]("FileRemoveOptions"), "options")},
		Returns: "boolean", Raises: []*bind.Kind{FileError, PermissionDenied},
		Example: `print(fs.remove(os.tmpname()))`, Fn: remove,
	},
	{
		Name: "rename", Doc: "Gives a file or folder another path; a file that is there is replaced.",
		Params: []bind.Param{bind.P("from", bind.String, "the path"), bind.P("to", bind.String, "the new one")}, Raises: failures,
		Example: scratch(`fs.rename(path, path .. ".old") fs.rename(path .. ".old", path)`),
		Fn: func(c *bind.Call) error {
			from, to := c.String(1), c.String(2)
			return do(c, from, func(context.Context) error { return os.Rename(from, to) })
		},
	},
	{
		Name: "copy", Doc: "Makes a file what another one is, whole or not at all.",
		Params: []bind.Param{bind.P("from", bind.String, "the file"), bind.P("to", bind.String, "the copy")}, Raises: failures,
		Example: scratch(`fs.copy(path, path .. ".2") fs.remove(path .. ".2")`),
		Fn: func(c *bind.Call) error {
			from, to := c.String(1), c.String(2)
			return do(c, from, func(context.Context) error {
				f, err := os.Open(from)
				if err != nil {
					return err
				}
				defer f.Close()
				return keep.WriteFile(to, 0o644, func(w io.Writer) error {
					_, err := io.Copy(w, f)
					return err
				})
			})
		},
	},
}

func returnList(c *bind.Call, list []string, err error) error {
	if err != nil {
		return err
	}
	t := c.NewTable(len(list), 0)
	for i, s := range list {
		t.RawSetInt(i+1, lua.LString(s))
	}
	return c.Return(t)
}

// stat gives nil where there is nothing.
func stat(c *bind.Call, name string) (info fs.FileInfo, err error) {
	err = do(c, name, func(context.Context) (err error) {
		if info, err = os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			info, err = nil, nil
		}
		return err
	})
	return info, err
}

func asks(name, doc string, is func(fs.FileInfo) bool) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Params: []bind.Param{bind.P("path", bind.String, "the path")}, Returns: "boolean",
		Raises: []*bind.Kind{FileError, PermissionDenied}, Example: "print(fs." + name + `("data"))`,
		Fn: func(c *bind.Call) error {
			info, err := stat(c, c.String(1))
			if err != nil {
				return err
			}
			return c.Return(lua.LBool(info != nil && is(info)))
		},
	}
}

var errNotEmpty = errors.New("the folder is not empty; recursive = true removes what is in it, too")

func remove(c *bind.Call) error {
	var o removeOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	name, there := c.String(1), true
	if o.Recursive && (filepath.Clean(name) == "." || filepath.Clean(name) == "..") {
		return c.Badf("%q is the folder that the program runs in, or lies above it", name)
	}
	err := do(c, name, func(context.Context) error {
		_, err := os.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			there = false
			return nil
		}
		if o.Recursive {
			return os.RemoveAll(name)
		}
		err = os.Remove(name)
		if errors.Is(err, fs.ErrExist) { // what Go takes ENOTEMPTY for
			return errNotEmpty
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.Return(lua.LBool(there))
}

// glob walks from the first part that has a pattern. Folders that cannot be read,
// and links to folders below **, are passed over.
func glob(ctx context.Context, pattern string) ([]string, error) {
	parts := strings.Split(path.Clean(filepath.ToSlash(pattern)), "/")
	found := []string{""}
	if parts[0] == "" {
		found, parts = []string{"/"}, parts[1:]
	}
	for i, part := range parts {
		last := i == len(parts)-1
		var next []string
		for _, dir := range found {
			if err := ctx.Err(); err != nil {
				return nil, context.Cause(ctx)
			}
			next = append(next, expand(dir, part, last)...)
		}
		slices.Sort(next)
		found = slices.Compact(next)
	}
	return found, nil
}

// expand gives what fits one part of a pattern in a folder.
func expand(dir, part string, last bool) (found []string) {
	if !strings.ContainsAny(part, `*?[\`) {
		name := path.Join(dir, part)
		if _, err := os.Lstat(name); err == nil {
			found = append(found, name)
		}
		return found
	}
	if part == "**" {
		root := dir
		if root == "" {
			root = "."
		}
		_ = filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err == nil && (e.IsDir() || last) {
				found = append(found, path.Join(dir, strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(name, root)), "/")))
			}
			return nil
		})
		if last && len(found) > 0 {
			found = found[1:] // not the folder itself
		}
		return found
	}
	root := dir
	if root == "" {
		root = "."
	}
	entries, _ := os.ReadDir(root)
	for _, e := range entries {
		if ok, _ := path.Match(part, e.Name()); ok && (e.Name()[0] != '.' || part[0] == '.') {
			found = append(found, path.Join(dir, e.Name()))
		}
	}
	return found
}

// mkdtemp is named after Python's tempfile.mkdtemp.
func mkdtemp(c *bind.Call) error {
	prefix := c.StringOr(1, "luafut-")
	if strings.ContainsAny(prefix, "/\\*\x00") {
		return c.Badf("prefix %q: wanted the beginning of a name, without / \\ and *", prefix)
	}
	var dir string
	err := do(c, os.TempDir(), func(context.Context) (err error) {
		dir, err = os.MkdirTemp("", prefix)
		return err
	})
	if err != nil {
		return err
	}
	return c.Return(lua.LString(dir))
}
