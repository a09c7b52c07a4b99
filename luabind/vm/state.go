package vm

import (
	"context"
	"fmt"
	"unsafe"

	lua "github.com/yuin/gopher-lua"
)

// maxArray is up to which index a table keeps its values in a slice, gaps
// included: with gopher-lua's own 2^26, t[60000000] = true takes a gigabyte, and
// ids are what a crawl keys tables by. Lists may be as long, no longer.
const maxArray = 1 << 23

func init() { lua.MaxArrayIndex = maxArray }

// State is one Lua state: globals, loaded modules, the Lua lock, and the
// threads that share them. Two states share nothing.
type State struct {
	lock lock
	base *lua.LState // runs nothing: the mother of all threads
	main *Thread

	observer Observer // of all threads; nil mostly
	probe    *probe   // nil where the state is not sampled
	// Hooks are what the layers above tell the state; set them before use.
	Hooks Hooks
	// Output is where print and io.write go.
	Output *Output
	// Modules holds what belongs to a module for the life of the state; the lock
	// guards it.
	Modules map[string]any
	// Host is what joins the state to its pools (package luafutures). It is set once,
	// before any script runs, and read from any goroutine.
	Host any
	// Files are the chunks that the modules of Lua files were made by, by the
	// names that require knows these by; the lock guards it.
	Files map[string]*Chunk
}

// Hooks connect a state with what knows error kinds and the process.
type Hooks struct {
	// Exit ends the program at once; os.exit calls it on the goroutine of the
	// task that asked. It does not return.
	Exit func(code int)
	// Aside leaves the terminal to a command that a script runs until back is
	// called. It is called without the lock; nil where there is nothing to do.
	Aside func() (back func())
	// Panicked gives the value that is raised where a Go panic reached Lua code.
	Panicked func(L *lua.LState, rcv any, stack string) lua.LValue
	// Caught sees each error while the frames that raised it still stand; it
	// may note the traceback in the value. Nil does nothing.
	Caught func(e *Error)
	// Text gives the words for a value that was raised out of a Call, where the
	// script has some of its own for it (__tostring), and else "". Nil is "".
	Text func(t *Thread, L *lua.LState, v lua.LValue) string
	// FuncName is what a Go function is called where scripts know it by a name
	// ("http.get"), and else ""; second is its second argument, the key for an
	// __index. Nil is "".
	FuncName func(fn *lua.LFunction, second lua.LValue) string
}

// New makes a state without any library, whose main thread derives its
// contexts from ctx.
func New(ctx context.Context, out *Output) *State {
	base := lua.NewState(lua.Options{
		CallStackSize:       firstFrames,
		RegistryMaxSize:     maxRegisters,
		MinimizeStackMemory: true,
		SkipOpenLibs:        true,
	})
	s := &State{base: base, Output: out, Modules: map[string]any{}, Files: map[string]*Chunk{}}
	s.Hooks.Exit = func(code int) { panic(fmt.Sprintf("vm: State.Hooks.Exit is not set (exit code %d)", code)) }
	s.Hooks.Panicked = func(_ *lua.LState, rcv any, _ string) lua.LValue { return lua.LString(fmt.Sprint(rcv)) }
	base.G.MainThread = base
	s.main = s.NewThread(ctx, "main")
	return s
}

// newLState makes a Lua thread whose instructions x counts. NewThread would do
// it too, but makes a whole set of globals first, only to throw it away, and a
// registry of 2 KB: with many tasks, that is most of what a task costs.
func (s *State) newLState(x *exec) *lua.LState {
	base := internals(s.base)
	segments := make([]*mirrorSegment, firstFrames/lua.FramesPerSegment)
	segments[0] = new(mirrorSegment)
	t := &mirrorState{
		G: base.G, Env: base.Env, Panic: raise, Options: base.Options, alloc: base.alloc,
		stack: mirrorIface{base.stack.tab, unsafe.Pointer(&mirrorStack{segments: segments})},
		reg: &mirrorRegistry{
			array:  make([]lua.LValue, firstRegisters),
			growBy: firstRegisters, maxSize: maxRegisters, alloc: base.alloc,
		},
	}
	L := (*lua.LState)(unsafe.Pointer(t))
	t.reg.handler = mirrorIface{base.reg.handler.tab, unsafe.Pointer(L)}
	x.L = L
	L.SetContext(s.contextOf(x))
	return L
}

// Main is the thread of the main script.
func (s *State) Main() *Thread { return s.main }

// Globals is the table of globals. Touch it with the lock held.
func (s *State) Globals() *lua.LTable { return s.base.G.Global }

// Registry is the table that scripts cannot reach. Touch it with the lock held.
func (s *State) Registry() *lua.LTable { return s.base.G.Registry }

// Of is the state that L belongs to.
func Of(L *lua.LState) *State { return execOf(L).th.state }
