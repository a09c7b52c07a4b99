package luabind

import (
	"context"
	"fmt"
	"os"
	"runtime"

	"luafut/engine/process"
	"luafut/engine/process/child"
	"luafut/engine/process/wire"
	"luafut/luabind/luafutures"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// WorkerArg is the argument that a worker process is started with: the first and
// only one. A program that is started so calls Worker and does nothing else.
const WorkerArg = "--worker"

// Executable is the path of this program, for a process of it that does something
// else. Start that with os.Args[0] as its name.
func Executable() (string, error) {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe", nil // also where the file has been replaced since
	}
	return os.Executable()
}

// startWorker starts this program as a worker.
func startWorker(worker string) (process.Proc, error) {
	path, err := Executable()
	if err != nil {
		return nil, err
	}
	return process.Exec(path, os.Args[0], WorkerArg)(worker)
}

// Worker is the life of a worker process. It gives the exit code.
func Worker() int { return child.Main(child.Options{Open: openWorker}) }

// worker runs the tasks of a worker process.
type worker struct {
	state   *State
	guest   *luafutures.Guest
	marked  bool     // the bodies of tasks are
	telling *telling // nil where nobody observes
}

func openWorker(g wire.Greeting, l *child.Link) (child.Handler, error) {
	w := &worker{marked: len(g.Settings) > 0}
	opts := Options{
		Stdout: l.Stdout(), Log: l.Stderr(), Exit: l.Exit,
		Worker: luafutures.Worker{Name: g.Worker, Pool: g.Pool},
	}
	var err error
	if w.telling, err = observeWorker(g, l, &opts); err != nil {
		return nil, err
	}
	if w.state, err = New(context.Background(), opts); err != nil {
		w.telling.end()
		return nil, err
	}
	w.guest = luafutures.NewGuest(w.state.VM, nil)
	return w, nil
}

// Learn implements child.Handler.
func (w *worker) Learn(prelude []byte) error { return w.guest.Peer.Learn(prelude) }

// Init implements child.Handler.
func (w *worker) Init(body []byte) child.Answer {
	if len(body) == 0 {
		return child.Answer{}
	}
	_, _, body = w.unmarked(body)
	return w.answer(w.guest.Init(body))
}

// Run implements child.Handler.
func (w *worker) Run(body []byte) child.Answer {
	task, name, rest := w.unmarked(body)
	w.guest.Task = name
	recorder := w.state.opts.Recorder
	if recorder == nil {
		return w.answer(w.guest.Run(rest))
	}
	done := recorder.Guest(task, w.guest.Pool(), name, w.state.VM.Main())
	m, failed, err := w.guest.Run(rest)
	done(w.guest.Failure)
	return w.answer(m, failed, err)
}

// unmarked is a body without its mark, which it has where somebody observes.
func (w *worker) unmarked(body []byte) (task uint64, name string, rest []byte) {
	if !w.marked {
		return 0, "", body
	}
	task, name, rest, ok := luafutures.Unmark(body)
	if !ok {
		panic("a task without a mark")
	}
	return task, name, rest
}

// answer sends what was printed first. That a task was interrupted from outside
// cannot be: nobody there is who could.
func (w *worker) answer(m *travel.Message, failed bool, err error) child.Answer {
	if err == nil {
		// What cannot be sent has nobody to go to.
		_ = w.state.VM.Output.Flush()
		var prelude []byte
		if prelude, err = w.guest.Peer.Sources(m); err == nil {
			return child.Answer{Prelude: prelude, Body: m.Body, Failed: failed}
		}
	}
	panic(err)
}

// Report implements child.Handler.
func (w *worker) Report() { w.state.Report(fmt.Sprintf("process %d", os.Getpid())) }

// Close implements child.Handler: what the tasks have left running runs to its
// end.
func (w *worker) Close() {
	err := w.state.Finish()
	if closing := w.state.Close(); err == nil {
		err = closing
	}
	if err != nil {
		w.state.Log(err.Error())
	}
	w.telling.end()
}

// interpreter makes the state of an interpreter of s: it has globals, modules and
// pools of its own, and shares the output and the line of progress.
func (s *State) interpreter(ctx context.Context, w luafutures.Worker) (*vm.State, func() error, error) {
	opts := s.opts
	opts.Worker, opts.Stdin, opts.Exit = w, nil, s.exit
	sub, err := newState(ctx, opts, s.VM.Output, s.bars)
	if err != nil {
		return nil, nil, err
	}
	return sub.VM, sub.Close, nil
}
