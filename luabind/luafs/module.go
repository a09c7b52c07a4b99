package luafs

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
)

// The kinds of the module.
var (
	FileError        = &bind.Kind{Name: "FileError", Doc: "Something cannot be done with a file or a folder; path says with which.", Parents: []*bind.Kind{bind.Error}}
	FileNotFound     = &bind.Kind{Name: "FileNotFound", Doc: "There is no such file or folder.", Parents: []*bind.Kind{FileError}}
	FileExists       = &bind.Kind{Name: "FileExists", Doc: "There is one already.", Parents: []*bind.Kind{FileError}}
	PermissionDenied = &bind.Kind{Name: "PermissionDenied", Doc: "The system does not permit it.", Parents: []*bind.Kind{FileError}}
)

var failures = []*bind.Kind{FileError, FileNotFound, PermissionDenied}

// Module is the Lua module fs.
var Module = &bind.Module{
	Name: "fs",
	Elsewhere: map[string]string{ // Python's and Node's
		"open": "read(path), write(path, text), or io.open", "readFile": "read", "writeFile": "write", "listdir": "list", "makedirs": "mkdir",
		"mkdirs": "mkdir", "unlink": "remove", "rmtree": "remove", "splitext": "stem and ext", "isfile": "is_file", "isdir": "is_dir",
		"size": "stat(path).size",
	}, Doc: "Files and folders as a whole, and their paths. For files that are read and written bit by bit there is io.",
	Funcs: append(append([]bind.Func{readRow, writeRow, appendRow}, folderRows...), pathRows...),
	Kinds: []*bind.Kind{FileError, FileNotFound, FileExists, PermissionDenied},
}

// failed is an error of the file system about a path.
func failed(path string, err error) error {
	kind := FileError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		kind = FileNotFound
	case errors.Is(err, fs.ErrExist):
		kind = FileExists
	case errors.Is(err, fs.ErrPermission):
		kind = PermissionDenied
	}
	return &bind.Err{Kind: kind, Message: path + ": " + keep.Reason(err), Fields: map[string]lua.LValue{"path": lua.LString(path)}}
}

// do does something with a path while other tasks run.
func do(c *bind.Call, path string, work func(ctx context.Context) error) error {
	err := c.Wait(work)
	if c.Thread.Interrupted() != nil {
		return err
	}
	return failed(path, err)
}

var pathParam = bind.P("path", bind.String, "the file")

type readOptions struct {
	MaxSize bind.Bytes `lua:"max_size" doc:"how long the file may be; default 1GB"`
}

const defaultMaxSize = 1 << 30

// scratch is an example with a path that is free.
func scratch(code string) string {
	return `local path = os.tmpname()
` + code + `
fs.remove(path)`
}

var readRow = bind.Func{
	Name: "read", Doc: "Returns all that a file holds, as it is.",
	Params:  []bind.Param{pathParam, bind.Opt("opts", bind.OptionsOf[readOptions]("FileReadOptions"), "options")},
	Returns: "string", Raises: failures,
	Example: scratch(`fs.write(path, "text") print(fs.read(path))`),
	Fn: func(c *bind.Call) error {
		o := readOptions{MaxSize: defaultMaxSize}
		if err := c.Options(2, &o); err != nil {
			return err
		}
		path, text := c.String(1), []byte(nil)
		err := do(c, path, func(context.Context) error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			if text, err = io.ReadAll(io.LimitReader(f, int64(o.MaxSize)+1)); err == nil && len(text) > int(o.MaxSize) {
				err = errors.New("it is longer than max_size")
			}
			return err
		})
		if err != nil {
			return err
		}
		return c.Return(lua.LString(text))
	},
}

var writeRow = bind.Func{
	Name: "write", Doc: "Makes a text all that a file holds, whole or not at all: it is written beside and renamed, so that a crash leaves the old file or the new one.",
	Params: []bind.Param{pathParam, bind.P("text", bind.String, "any bytes")}, Raises: failures,
	Example: scratch(`fs.write(path, "text")`),
	Fn: func(c *bind.Call) error {
		path, text := c.String(1), c.String(2)
		return do(c, path, func(context.Context) error {
			return keep.WriteFile(path, 0o644, func(w io.Writer) error {
				_, err := io.WriteString(w, text)
				return err
			})
		})
	},
}

var appendRow = bind.Func{
	Name: "append", Doc: "Adds a text to the end of a file, which is made where there is none.",
	Params: []bind.Param{pathParam, bind.P("text", bind.String, "any bytes")}, Raises: failures,
	Example: scratch(`fs.append(path, "a line\n")`),
	Fn: func(c *bind.Call) error {
		path, text := c.String(1), c.String(2)
		return do(c, path, func(context.Context) error {
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
			if err != nil {
				return err
			}
			_, err = f.WriteString(text)
			return errors.Join(err, f.Close())
		})
	},
}
