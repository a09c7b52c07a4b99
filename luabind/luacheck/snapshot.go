package luacheck

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
)

// snapshotsDir is the folder beside a spec that holds what its tests expect.
const snapshotsDir = "snapshots"

// maxSnapshot is how long one may be: nobody reads a longer one.
const maxSnapshot = 16 << 20

// snapshots are what the tests of a spec have asked for: values by the names of
// their files, within the folder.
type snapshots map[string]string

func (st *suite) snapshotDir() string {
	spec := filepath.Base(st.runner.File)
	return st.beside(filepath.Join(snapshotsDir, strings.TrimSuffix(spec, filepath.Ext(spec))))
}

func fileRows() []bind.Func {
	return []bind.Func{
		{
			Name: "snapshot",
			Doc: "Checks that a value is as it was: as the file snapshots/SPEC/NAME beside the spec says, a text as it stands, anything else as JSON. A file that is not there is written, " +
				"except in CI (the variable CI is set), where that fails; luafut test --update writes those that differ anew, and takes away those that nothing asks for. It returns the value.",
			Params:  []bind.Param{bind.P("name", bind.String, "letters, digits, spaces and any of ._-"), bind.P("value", bind.Any, "a text, or what JSON can hold")},
			Returns: "any", Raises: asserts,
			Example: `check.snapshot("front page", {title = "Books", links = 27})`,
			Fn:      snapshot,
		},
		sessionRow,
	}
}

// fileName is a snapshot's name as a file's.
func fileName(name string) (string, error) {
	if name == "" || len(name) > 100 || strings.Trim(name, ".") == "" {
		return "", errors.New("a name of 1 to 100 letters")
	}
	for _, r := range name {
		if !strings.ContainsRune("._- ", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80 {
			return "", fmt.Errorf("a name of letters, digits, spaces and any of ._-, without %q", r)
		}
	}
	return strings.ReplaceAll(name, " ", "-"), nil
}

func snapshot(c *bind.Call) error {
	st := suiteOf(c.State())
	name, err := fileName(c.String(1))
	if err != nil {
		return c.Wrong(1, err.Error())
	}
	var text string
	if s, ok := c.Arg(2).(lua.LString); ok {
		name, text = name+".txt", string(s)
	} else {
		b, err := luajson.AppendValue(c, nil, c.Arg(2), luajson.EncodeOptions{Indent: "  ", SortKeys: true})
		if err != nil {
			return err
		}
		name, text = name+".json", string(b)+"\n"
	}
	if len(text) > maxSnapshot {
		return c.Badf("the snapshot %q has %d bytes; at most %d can be kept", c.String(1), len(text), maxSnapshot)
	}
	path := filepath.Join(st.snapshotDir(), name)
	if before, again := st.snapshots[name]; again && before != text {
		return fail(c, "snapshot "+c.String(1), "it was asked for before, in this run, with another value: the file %s can hold one; give each a name of its own", filepath.ToSlash(path))
	}
	st.snapshots[name] = text
	had, err := os.ReadFile(path)
	switch missing := errors.Is(err, fs.ErrNotExist); {
	case err != nil && !missing:
		return bind.Errorf(bind.RuntimeError, "the snapshot cannot be read: %w", err)
	case err == nil && string(had) == text:
		return c.Return(c.Arg(2))
	case missing && st.frozen && !st.runner.Update:
		return fail(c, "snapshot "+c.String(1), "there is no file %s, and in CI none is written: run luafut test where you can look at it, and commit it", filepath.ToSlash(path))
	case missing || st.runner.Update:
		if err := write(path, text); err != nil {
			return bind.Errorf(bind.RuntimeError, "the snapshot cannot be written: %w", err)
		}
		st.note("snapshot %s is written", filepath.ToSlash(path))
		return c.Return(c.Arg(2))
	}
	f := &failure{what: "snapshot " + c.String(1), expected: bind.Quote(string(had), longText), got: bind.Quote(text, longText)}
	f.text = lineDifference(text, string(had)) + "\n(of " + filepath.ToSlash(path) + "; luafut test --update writes it anew)"
	return f.err(c)
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return keep.WriteFile(path, 0o644, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// unused tells of the snapshots of a spec, all of whose tests have run, that none
// asked for, or takes them away.
func (st *suite) unused() error {
	dir := st.snapshotDir()
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, asked := st.snapshots[e.Name()]; asked || e.IsDir() {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if !st.runner.Update {
			st.note("snapshot %s is asked for by no test (--update takes it away)", filepath.ToSlash(path))
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		st.note("snapshot %s is taken away: no test asks for it", filepath.ToSlash(path))
	}
	return nil
}
