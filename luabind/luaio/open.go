package luaio

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luaos"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

func text(L *lua.LState, name string, i int) string { return stdlib.String(L, name, i) }

// modes are the flags of fopen's modes.
var modes = map[string]int{
	"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREATE | os.O_TRUNC, "a": os.O_WRONLY | os.O_CREATE | os.O_APPEND,
	"r+": os.O_RDWR, "w+": os.O_RDWR | os.O_CREATE | os.O_TRUNC, "a+": os.O_RDWR | os.O_CREATE | os.O_APPEND,
}

func open(L *lua.LState) int {
	name, mode := text(L, "open", 1), stdlib.OptString(L, "open", 2, "r")
	if _, ok := modes[strings.Replace(mode, "b", "", 1)]; !ok {
		stdlib.ArgError(L, "open", 2, "invalid mode '%s'; there are r, w, a, r+, w+, a+, each also with b", mode)
	}
	f, err := openFile(L, name, mode)
	if err != nil {
		return fail(L, name, err)
	}
	L.Push(of(L).add(f))
	return 1
}

// openFile opens a file by a mode that there is.
func openFile(L *lua.LState, name, mode string) (*file, error) {
	flags := modes[strings.Replace(mode, "b", "", 1)]
	f, err := openSystem(L, name, flags)
	for tries := 0; errors.Is(err, syscall.EMFILE) && tries < 3; tries++ {
		// Files that the script has dropped may not have been found yet.
		runtime.GC()
		if err := vm.Current(L).Wait(L, pause); err != nil {
			return nil, err
		}
		f, err = openSystem(L, name, flags)
	}
	if err != nil {
		return nil, err
	}
	access := flags & (os.O_RDONLY | os.O_WRONLY | os.O_RDWR)
	return newFile(name, deviceOf(f), access != os.O_WRONLY, access != os.O_RDONLY), nil
}

// pause lets the files that were found be closed.
func pause(ctx context.Context) error {
	select {
	case <-time.After(10 * time.Millisecond):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// openSystem opens a file; a FIFO, which waits for the one at its other end,
// with the Lua lock released.
func openSystem(L *lua.LState, name string, flags int) (f *os.File, err error) {
	const permissions = 0o666 // as C's fopen; the umask takes from it
	info, statErr := os.Stat(name)
	if statErr != nil || info.Mode()&fs.ModeNamedPipe == 0 {
		return os.OpenFile(name, flags, permissions)
	}
	err = vm.Current(L).Wait(L, func(ctx context.Context) (err error) {
		// Opened from its other side too, the FIFO lets go of who waits.
		stop := context.AfterFunc(ctx, func() { wake(name, flags) })
		defer stop()
		f, err = os.OpenFile(name, flags, permissions)
		return err
	})
	if err != nil && f != nil {
		err = errors.Join(err, f.Close())
	}
	return f, err
}

func popen(L *lua.LState) int {
	command, mode := text(L, "popen", 1), stdlib.OptString(L, "popen", 2, "r")
	if mode != "r" && mode != "w" {
		stdlib.ArgError(L, "popen", 2, "invalid mode '%s'; there are r and w", mode)
	}
	f, err := start(vm.Of(L), command, mode == "r")
	if err != nil {
		return luaos.Fail(L, command, err)
	}
	L.Push(of(L).add(f))
	return 1
}

// start runs a command whose output is read, or whose input is written.
func start(s *vm.State, command string, reads bool) (*file, error) {
	// What was printed before appears before what it prints; the next print
	// reports what cannot be written.
	_ = s.Output.Flush()
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := luaos.Shell(command)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	ours, theirs := r, w
	if reads {
		cmd.Stdout = w
	} else {
		cmd.Stdin = r
		ours, theirs = w, r
	}
	err = cmd.Start()
	if closing := theirs.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, errors.Join(err, ours.Close())
	}
	f := newFile(command, deviceOf(ours), reads, !reads)
	f.cmd = cmd
	return f, nil
}

func tmpFile(L *lua.LState) int {
	system, err := os.CreateTemp("", "lua_")
	if err != nil {
		return luaos.Fail(L, "", err)
	}
	f := newFile(system.Name(), deviceOf(system), true, true)
	if os.Remove(f.name) != nil {
		// This system keeps the name of an open file.
		f.temporary = f.name
	}
	L.Push(of(L).add(f))
	return 1
}
