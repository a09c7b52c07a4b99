package child_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"luafut/engine/process/child"
	"luafut/engine/process/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// handler echoes; the tasks named "hold" print that they have begun, and end when they
// are let go.
type handler struct {
	link *child.Link
	let  chan struct{}
}

func (h *handler) Learn([]byte) error       { return nil }
func (h *handler) Init([]byte) child.Answer { return child.Answer{} }
func (h *handler) Report()                  {}
func (h *handler) Close()                   {}
func (h *handler) Run(b []byte) child.Answer {
	if string(b) == "hold" {
		fmt.Fprint(h.link.Stdout(), "begun")
		<-h.let
	}
	return child.Answer{Body: b}
}

// served is a worker in this process.
type served struct {
	*testing.T
	to     *io.PipeWriter
	from   *wire.Reader
	let    chan struct{}
	codes  chan int // that Exit was called with
	served chan error
}

type duplex struct {
	io.Reader
	io.Writer
}

// serve starts a worker, whose Exit ends nothing.
func serve(t *testing.T) *served {
	in, to := io.Pipe()
	from, out := io.Pipe()
	s := &served{t, to, wire.NewReader(from), make(chan struct{}), make(chan int, 8), make(chan error, 1)}
	go func() {
		s.served <- child.Serve(duplex{in, out}, child.Options{
			Open: func(_ wire.Greeting, l *child.Link) (child.Handler, error) { return &handler{l, s.let}, nil },
			Exit: func(code int) { s.codes <- code },
		})
		out.Close()
	}()
	s.say(wire.AppendGreeting(nil, wire.Greeting{}))
	s.say(wire.Append(nil, wire.Init, 0, nil))
	s.hear(wire.Ready, 0, "")
	return s
}

func (s *served) say(frame []byte) {
	s.Helper()
	if _, err := s.to.Write(frame); err != nil {
		s.Fatal(err)
	}
}

// tasks sends tasks in one piece: these pipes hold nothing, and a worker that has begun
// to answer waits until it is heard.
func (s *served) tasks(bodies ...string) {
	s.Helper()
	var b []byte
	for i, body := range bodies {
		b = wire.Append(b, wire.Task, uint64(i+1), []byte(body))
	}
	s.say(b)
}

func (s *served) hear(k wire.Kind, id uint64, body string) {
	s.Helper()
	if f, err := s.from.Next(); err != nil || f.Kind != k || f.ID != id || string(f.Body) != body {
		s.Fatalf("it said kind %d, task %d, %q, %v, want kind %d, task %d, %q", f.Kind, f.ID, f.Body, err, k, id, body)
	}
}

// end waits for the worker, which says nothing more.
func (s *served) end() {
	s.Helper()
	if f, err := s.from.Next(); err != io.EOF {
		s.Errorf("at the end: kind %d, task %d, %q, %v", f.Kind, f.ID, f.Body, err)
	}
	if err := <-s.served; err != nil {
		s.Error(err)
	}
	s.to.Close()
}

// abandon lets a worker go that has called Exit: a process would be gone. It gives the
// tasks that still ran.
func (s *served) abandon() (ran []uint64) {
	close(s.let)
	for {
		f, err := s.from.Next()
		if err != nil {
			break
		}
		if f.Kind == wire.Value {
			ran = append(ran, f.ID)
		}
	}
	if err := <-s.served; err != nil {
		s.Error(err)
	}
	s.to.Close()
	return ran
}

// stopsIn hears that the process ends in a task, and sees to it that none after it runs.
func (s *served) stopsIn(task uint64) {
	s.Helper()
	s.hear(wire.Stopped, task, "")
	if code := <-s.codes; code != child.ExitStopped {
		s.Errorf("exit code %d", code)
	}
	if ran := s.abandon(); slices.ContainsFunc(ran, func(id uint64) bool { return id > task }) {
		s.Errorf("tasks %v ran", ran)
	}
}

// TestStopEndsTheRunningTask: what was printed is told, the process ends, and the task
// that waits does not begin.
func TestStopEndsTheRunningTask(t *testing.T) {
	s := serve(t)
	s.tasks("hold", "next")
	s.hear(wire.Stdout, 0, "begun")
	s.say(wire.AppendSpan(nil, wire.Stop, 1, 1))
	s.stopsIn(1)
}

// TestStopOfAQueuedTask gives it back, and leaves the one that runs alone.
func TestStopOfAQueuedTask(t *testing.T) {
	s := serve(t)
	s.tasks("hold", "second", "third", "fourth")
	s.hear(wire.Stdout, 0, "begun")
	s.say(wire.AppendSpan(nil, wire.Stop, 2, 3))
	s.hear(wire.Returned, 2, "")
	close(s.let)
	s.hear(wire.Value, 1, "hold")
	s.hear(wire.Value, 4, "fourth")
	s.say(wire.Append(nil, wire.End, 0, nil))
	s.end()
}

// TestRecallOfAChunkThatWasSentInPart gives back what there is of it: tasks that have an
// outcome are not sent again.
func TestRecallOfAChunkThatWasSentInPart(t *testing.T) {
	s := serve(t)
	s.tasks("hold", "second", "third")
	s.hear(wire.Stdout, 0, "begun")
	s.say(wire.AppendSpan(nil, wire.Recall, 2, 2))
	s.hear(wire.Returned, 2, "")
	s.say(wire.AppendSpan(nil, wire.Recall, 2, 4)) // as if the second had an outcome
	s.hear(wire.Returned, 2, "")
	close(s.let)
	s.hear(wire.Value, 1, "hold")
	s.say(wire.Append(nil, wire.End, 0, nil))
	s.end()
}

// TestStopOfAnAnsweredTask does nothing, whatever runs now or is queued.
func TestStopOfAnAnsweredTask(t *testing.T) {
	s := serve(t)
	s.tasks("first", "hold", "third")
	s.hear(wire.Value, 1, "first")
	s.hear(wire.Stdout, 0, "begun")
	s.say(wire.AppendSpan(nil, wire.Stop, 1, 1))
	s.say(wire.AppendSpan(nil, wire.Stop, 4, 9)) // nor that of tasks which it does not have
	close(s.let)
	s.hear(wire.Value, 2, "hold")
	s.hear(wire.Value, 3, "third")
	s.say(wire.AppendSpan(nil, wire.Stop, 3, 3))
	s.say(wire.Append(nil, wire.End, 0, nil))
	s.end()
	if len(s.codes) > 0 {
		t.Errorf("it ended with %d", <-s.codes)
	}
}

// TestStopOfASpan ends the process in the midst of the span, and recalling it does not.
func TestStopOfASpan(t *testing.T) {
	s := serve(t)
	s.tasks("first", "hold", "third", "fourth")
	s.hear(wire.Value, 1, "first")
	s.hear(wire.Stdout, 0, "begun")
	s.say(wire.AppendSpan(nil, wire.Recall, 1, 3))
	s.say(wire.AppendSpan(nil, wire.Recall, 4, 4))
	s.hear(wire.Returned, 4, "")
	s.say(wire.AppendSpan(nil, wire.Stop, 1, 3))
	s.stopsIn(2)
}

func TestBadSpans(t *testing.T) {
	for _, bad := range [][]byte{
		wire.Append(nil, wire.Stop, 1, nil), wire.Append(nil, wire.Stop, 1, make([]byte, 7)),
		wire.Append(nil, wire.Recall, 1, make([]byte, 9)), wire.AppendSpan(nil, wire.Stop, 2, 1), wire.AppendSpan(nil, wire.Stop, 0, 1),
		wire.Append(nil, wire.Stopped, 1, nil),
	} {
		s := serve(t)
		s.tasks("hold") // an idle one may be gone before it has said why
		s.hear(wire.Stdout, 0, "begun")
		s.say(bad)
		f, err := s.from.Next()
		if err != nil || f.Kind != wire.LastWords || !strings.HasPrefix(string(f.Body), "did not understand its pool: a frame of kind ") {
			t.Errorf("%x: kind %d, %q, %v", bad, f.Kind, f.Body, err)
		}
		if code := <-s.codes; code != child.ExitFault {
			t.Errorf("%x: exit code %d", bad, code)
		}
		s.abandon()
	}
}

// FuzzServe gives a worker whatever comes: it ends, and answers no task twice.
func FuzzServe(f *testing.F) {
	hello := wire.Append(wire.AppendGreeting(nil, wire.Greeting{Pool: "p"}), wire.Init, 0, nil)
	two := wire.Append(wire.Append(nil, wire.Task, 1, []byte("x")), wire.Task, 2, nil)
	f.Add(slices.Concat(two, wire.AppendSpan(nil, wire.Stop, 1, 1), wire.Append(nil, wire.End, 0, nil)))
	f.Add(slices.Concat(two, wire.AppendSpan(nil, wire.Stop, 2, 2), wire.AppendSpan(nil, wire.Recall, 1, 2)))
	f.Add(wire.Append(two, wire.Stop, 1, []byte{1}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var out buffer
		err := child.Serve(duplex{bytes.NewReader(slices.Concat(hello, b)), &out}, child.Options{
			Open: func(_ wire.Greeting, l *child.Link) (child.Handler, error) {
				return &handler{l, closed}, nil
			},
			Exit: func(int) {},
		})
		if err != nil {
			t.Fatal(err)
		}
		asked, answered := map[uint64]int{}, map[uint64]int{}
		for r := wire.NewReader(bytes.NewReader(b)); ; {
			fr, err := r.Next()
			if err != nil {
				break
			}
			if fr.Kind == wire.Task {
				asked[fr.ID]++
			}
		}
		for r := wire.NewReader(bytes.NewReader(out.taken())); ; {
			fr, err := r.Next()
			if err != nil {
				break
			}
			if fr.Kind == wire.Value {
				answered[fr.ID]++
			}
		}
		for id, n := range answered {
			if n > asked[id] {
				t.Errorf("task %d was sent %d times and answered %d times", id, asked[id], n)
			}
		}
	})
}

var closed = func() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// buffer is what a worker writes, which the goroutine that hears its pool may do after
// Serve.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) taken() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.b.Bytes())
}
