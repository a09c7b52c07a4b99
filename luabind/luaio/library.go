package luaio

import (
	"context"
	"io"
	"os"
	"runtime"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luaopen"
	"luafut/luabind/vm"
)

// library is what io keeps for one state.
type library struct {
	state *vm.State
	// The standard files, and what io.input and io.output have set. The Lua lock
	// guards the last two.
	stdin, stdout, stderr *lua.LUserData
	input, output         *lua.LUserData

	open luaopen.Set[*file] // those to close at the end
}

const (
	stateKey   = "luaio"
	streamsKey = "luaio.streams"
)

// Streams are the standard files but for output, which is the state's; nil
// stands for the process's own.
type Streams struct {
	In  io.Reader
	Err io.Writer
}

// SetStreams sets the standard files of a state. Call it before Module is
// opened there, with the lock held.
func SetStreams(s *vm.State, streams Streams) { s.Modules[streamsKey] = streams }

func setup(s *vm.State, t *lua.LTable) error {
	streams, _ := s.Modules[streamsKey].(Streams)
	if streams.In == nil {
		streams.In = os.Stdin
	}
	if streams.Err == nil {
		streams.Err = os.Stderr
	}
	lib := &library{state: s}
	s.Modules[stateKey] = lib
	lib.stdin = lib.standard("stdin", input(s, streams.In), true, false)
	lib.stdout = lib.standard("stdout", output{s.Output}, false, true)
	lib.stderr = lib.standard("stderr", writer{streams.Err}, false, true)
	lib.input, lib.output = lib.stdin, lib.stdout
	t.RawSetString("stdin", lib.stdin)
	t.RawSetString("stdout", lib.stdout)
	t.RawSetString("stderr", lib.stderr)
	return nil
}

// input is the device of standard input. What a script asked was printed before
// it waits for the answer.
func input(s *vm.State, from io.Reader) device {
	if f, ok := from.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return plain{f}
		}
	}
	return &stream{from: from, before: func() {
		// The next print reports what cannot be written.
		_ = s.Output.Flush()
	}}
}

func (lib *library) standard(name string, dev device, readable, writable bool) *lua.LUserData {
	f := newFile(name, dev, readable, writable)
	f.standard = true
	if writable {
		f.when = flushEach // they have no buffer here: output's is print's
	}
	return bind.New(lib.state, File, f)
}

func of(L *lua.LState) *library { return vm.Of(L).Modules[stateKey].(*library) }

// add makes the userdata of a file. One that a script drops without closing is
// closed when the collector finds it, one that it keeps at the end.
func (lib *library) add(f *file) *lua.LUserData {
	lib.open.Add(f)
	ud := bind.New(lib.state, File, f)
	runtime.AddCleanup(ud, lib.drop, f)
	return ud
}

// patience is how long closing a file waits for the one at its other end.
const patience = 2 * time.Second

// drop closes a file that nobody has any more.
func (lib *library) drop(f *file) {
	if !f.closed.Load() {
		// It may wait, and the collector's goroutine must not.
		go lib.finish(f)
	}
}

// finish flushes and closes a file without Lua, and does not wait long.
func (lib *library) finish(f *file) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// Nobody is left to be told.
	_ = f.await(ctx, f.shut)
	lib.open.Forget(f)
	if f.cmd != nil {
		_ = f.cmd.Wait()
	}
}

// Closer gives the function that flushes and closes all files that are open in
// a state, for the command to call at every kind of exit, standard output apart
// (the state's Output is flushed by itself). It may be called from any goroutine,
// with the Lua lock or without, any number of times; what waits in a read or a
// write is cut short. It returns within seconds, and does not wait for commands
// of popen. Call Closer with the lock held, after Module was opened.
func Closer(s *vm.State) func() {
	lib := s.Modules[stateKey].(*library)
	return func() {
		lib.open.Close(patience, nil, func(ctx context.Context, f *file) {
			f.dev.interrupt()
			// Nobody is left to be told.
			_ = f.await(ctx, f.shut)
		})
	}
}
