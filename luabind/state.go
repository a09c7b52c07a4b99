package luabind

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/luacheck"
	"luafut/luabind/luafutures"
	"luafut/luabind/luahtml"
	"luafut/luabind/luahttp"
	"luafut/luabind/luaprogress/display"
	"luafut/luabind/luare"
	"luafut/luabind/observe"
	"luafut/luabind/profile"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// Options of a State. The zero value runs, prints nowhere, and panics at
// os.exit.
type Options struct {
	// Stdout is where print writes; nil throws it away. Interactive says that
	// it is a terminal: nothing is held back then.
	Stdout      io.Writer
	Interactive bool
	// Log is where reports go that are not the script's output: errors in
	// callbacks, failed tasks that nobody asked about. nil throws them away.
	Log io.Writer
	// Terminal says that Log is a terminal whose last line can be drawn again, and
	// what it can: progress bars are such a line then, and plain lines where it is
	// nil.
	Terminal *Terminal
	// Stdin is what io.read reads; nil is an empty one.
	Stdin io.Reader
	// Script is arg[0], Args the script's arguments.
	Script string
	Args   []string
	// Exit ends the program, after State.Close; os.exit and a stall call it. It
	// does not return.
	Exit func(code int)
	// Worker says whose worker the state is; the zero value is of nothing.
	Worker luafutures.Worker
	// Recorder observes the state, its interpreters and its worker processes; nil
	// is none.
	Recorder *observe.Recorder
	// Profile records what the state spends its time on, and its interpreters and
	// worker processes theirs; nil is nothing.
	Profile *profile.Recorder
}

// Terminal is what a terminal can. Columns gives its width, 0 where nobody knows;
// Colour and Unicode say what it shows besides plain ASCII.
type Terminal struct {
	Columns         func() int
	Colour, Unicode bool
}

// State is a Lua state with all modules. Make it with New, and use Run, then
// Finish, then Close from one goroutine.
type State struct {
	VM   *vm.State
	Host *luafutures.Host

	opts     Options
	bars     *display.Display
	atExit   []func() // close files and the like; any goroutine may call them
	logMu    sync.Mutex
	steps    int          // signals so far, with logMu held
	code     int          // the exit code of the first one, with logMu held
	orphaned bool         // a stall after that has had what runs stopped, with logMu held
	stall    error        // see StopOnStall, with logMu held
	stalls   atomic.Int64 // that did not end the program
}

// New makes a state.
func New(ctx context.Context, opts Options) (*State, error) {
	if opts.Stdout == nil {
		opts.Stdout = io.Discard
	}
	if opts.Log == nil {
		opts.Log = io.Discard
	}
	var o display.Options
	if t := opts.Terminal; t != nil {
		o = display.Options{Columns: t.Columns, Colour: t.Colour, Unicode: t.Unicode}
	}
	var out *vm.Output
	o.Before = func() { _ = out.Flush() } // its error is met by the next print
	bars := display.New(opts.Log, o)
	opts.Log = bars.Around(opts.Log)
	if opts.Interactive {
		opts.Stdout = bars.Around(opts.Stdout)
	}
	out = vm.NewOutput(opts.Stdout, opts.Interactive)
	return newState(ctx, opts, out, bars)
}

// newState makes a state that prints to out and shows its progress with bars.
func newState(ctx context.Context, opts Options, out *vm.Output, bars *display.Display) (*State, error) {
	s := &State{opts: opts, bars: bars}
	var observer engine.Observer
	if opts.Recorder != nil {
		observer = opts.Recorder
	}
	s.Host = luafutures.NewHost(s.Log, s.stalled, observer)
	s.Host.Worker, s.Host.Stderr = opts.Worker, opts.Log
	s.Host.StartWorker, s.Host.NewState = startWorker, s.interpreter
	s.VM = vm.New(s.Host.Context(ctx), out)
	s.Host.Attach(s.VM)
	s.VM.Hooks.Exit, s.VM.Hooks.Aside = s.exit, bars.Hold
	if r := opts.Recorder; r != nil {
		s.VM.Observe(r)
		luahttp.Observe(s.VM, r)
	}
	if p := opts.Profile; p != nil {
		s.VM.Sample(p.Sampler)
	}
	s.Host.Observing = observing(opts)
	if opts.Worker.Name != "" {
		s.VM.Main().Name = opts.Worker.Name
	}
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	bind.Install(s.VM)
	for _, m := range Modules {
		m.Register(s.VM)
	}
	if err := s.openLibraries(); err != nil {
		return nil, err
	}
	travel.Install(s.VM, travel.Config{Modules: Modules, Codecs: slices.Concat(luahttp.Codecs, luare.Codecs, luahtml.Codecs)})
	arg := th.LState().NewTable()
	arg.RawSetInt(0, lua.LString(opts.Script))
	for i, a := range opts.Args {
		arg.RawSetInt(i+1, lua.LString(a))
	}
	s.VM.Globals().RawSetString("arg", arg)
	return s, nil
}

// Run runs a text in the main thread and gives what it returned. Its errors are
// *vm.SyntaxError, *vm.Error, and the cause of an interrupt.
func (s *State) Run(name, source string) ([]lua.LValue, error) {
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	fn, err := s.VM.Load(name, source)
	if err != nil {
		return nil, err
	}
	args := make([]lua.LValue, len(s.opts.Args))
	for i, a := range s.opts.Args {
		args[i] = lua.LString(a)
	}
	return th.Call(th.LState(), fn, args...)
}

// Finish is the end of a script, however it ended: started map iterators are
// closed, and work already submitted runs to its end, work that it submits
// included. Tasks that failed unnoticed are reported.
func (s *State) Finish() error {
	th := s.VM.Main()
	cause := luacheck.End(s.VM)
	if cause != nil && th.Interrupted() == nil {
		s.Log(ErrorText(cause))
	}
	for {
		if i := th.Interrupted(); i != nil {
			cause = i
			th.Reset()
		}
		stalls := s.stalls.Load()
		ctx := th.Context()
		s.Host.Env.CloseMaps(ctx)
		err := s.Host.Env.Drain(ctx)
		stuck := s.stalls.Load() != stalls // what is left will never end
		if stuck {
			th.Reset()
		}
		if stuck || th.Interrupted() == nil {
			s.bars.CloseOf(s.VM) // those that the script has left open
			for _, line := range s.Host.Failures() {
				s.Log(line)
			}
			return errors.Join(cause, err)
		}
	}
}

// Close ends the script's servers and the pools' workers, and flushes the output. The state is not used
// again.
func (s *State) Close() error {
	th := s.VM.Main()
	th.Unlock()
	luahttp.CloseServers(s.VM)
	var interrupted error // the other pools end without being waited for, and files are closed
	for _, p := range s.Host.Env.Pools() {
		if err := p.Shutdown(th.Context(), interrupted == nil, true); interrupted == nil {
			interrupted = err
		}
	}
	th.Close()
	s.Host.Main.Close()
	for _, fn := range s.atExit {
		fn()
	}
	return errors.Join(interrupted, s.VM.Output.Flush())
}

// exit ends the program at once: what was printed is flushed, nothing is
// waited for.
func (s *State) exit(code int) {
	for _, fn := range s.atExit {
		fn()
	}
	_ = s.VM.Output.Flush() // there is nobody left to tell
	s.opts.Exit(code)
}

// Log writes a report, in one piece, after what was printed before it.
func (s *State) Log(text string) {
	s.logMu.Lock()
	defer s.logMu.Unlock()
	if s.VM != nil {
		_ = s.VM.Output.Flush() // its error is met by the next print
	}
	io.WriteString(s.opts.Log, "luafut: "+text+"\n")
}

// HoldBars takes progress bars off the terminal until release is called: for who
// writes there by other ways than Options.Stdout and Log. It may be called from any
// goroutine.
func (s *State) HoldBars() (release func()) { return s.bars.Hold() }

func (s *State) stalled(list []engine.Activity) {
	if s.opts.Worker.Pool != "" {
		s.stalls.Add(1)
		s.Host.Stalled(list, s.describe(list))
		return
	}
	s.logMu.Lock()
	cause, code := s.stall, s.code
	first := code != 0 && !s.orphaned
	s.orphaned = s.orphaned || first
	s.logMu.Unlock()
	if first {
		running, _ := s.Pending()
		s.Log(fmt.Sprintf("stopping %s, as nothing can go on any more without the script", tasks(running)))
		s.terminate()
		return
	}
	s.Log("nothing can go on any more: every task waits for another\n" + s.describe(list))
	if cause == nil {
		s.exit(max(code, 1))
	}
	s.stalls.Add(1)
	s.Host.StopMain(list, cause)
}

// StopOnStall has what the main thread runs stop with cause, where nothing can go
// on any more, in place of the end of the program; nil takes that back. From any
// goroutine.
func (s *State) StopOnStall(cause error) {
	s.logMu.Lock()
	defer s.logMu.Unlock()
	s.stall = cause
}

// Globalise makes every module a global, as the prompt has them: loaded, as by
// require, so that it goes by its name to other processes too.
func (s *State) Globalise() error {
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	loaded, ok := s.VM.Registry().RawGetString("_LOADED").(*lua.LTable)
	if !ok {
		return errors.New("luabind: the script has taken package.loaded away")
	}
	for _, m := range Modules {
		t, err := m.Open(s.VM)
		if err != nil {
			return err
		}
		s.VM.Globals().RawSetString(m.Name, t)
		loaded.RawSetString(m.Name, t)
	}
	return nil
}

// SetGlobal sets a global variable. For the goroutine that runs the state.
func (s *State) SetGlobal(name string, value lua.LValue) {
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	s.VM.Globals().RawSetString(name, value)
}
