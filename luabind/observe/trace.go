package observe

import (
	"io"
	"sync"
	"time"

	"luafut/luabind/vm"
	"luafut/session"
)

// flush is how much is gathered before it is handed on.
const flush = 64 << 10

// trace writes what happens as events. All methods are safe for any goroutine.
type trace struct {
	pid   int
	local time.Time     // of this process
	ahead time.Duration // from the begin of the trace to local

	mu     sync.Mutex
	held   []slice // that come next
	out    event
	closed bool  // what comes is thrown away
	err    error // the first that w had
	w      io.Writer
	tracks map[string][]uint64 // that ended, by name: taken again by the next of the name
	rows   [][]byte            // of the tracks; the first is of none
	bodies uint64              // that were streamed
}

// newTrace makes a trace of a process: events go to w, in pieces that hold whole
// ones. begin is when the trace began, in whatever process.
func newTrace(w io.Writer, pid int, name string, begin time.Time) *trace {
	now := time.Now()
	t := &trace{
		pid: pid, local: now, ahead: time.Duration(now.UnixNano() - begin.UnixNano()),
		w: w, tracks: map[string][]uint64{}, rows: [][]byte{rowOf(pid, 0)},
	}
	t.name("process_name", 0, name)
	return t
}

// at is a time as the trace has it.
func (t *trace) at(when time.Time) time.Duration { return t.ahead + when.Sub(t.local) }

// name names a process or a track.
func (t *trace) name(what string, track uint64, name string) {
	e := &t.out
	e.b = append(e.b, ",\n{\"ph\":\"M\""...)
	e.text("name", what)
	e.number("pid", int64(t.pid))
	e.number("tid", int64(track))
	e.args()
	e.text("name", name)
	e.close()
	e.close()
	if what == "thread_name" { // in the order in which they began
		e.b = append(e.b, ",\n{\"ph\":\"M\""...)
		e.text("name", "thread_sort_index")
		e.number("pid", int64(t.pid))
		e.number("tid", int64(track))
		e.args()
		e.number("sort_index", int64(track))
		e.close()
		e.close()
	}
}

// track is the row of a thread, with mu held. Threads of one name that follow each
// other, as those of callbacks do, share rows.
func (t *trace) track(th *vm.Thread) uint64 {
	if th.Track != 0 {
		return th.Track
	}
	if free := t.tracks[th.Name]; len(free) > 0 {
		th.Track = free[len(free)-1]
		t.tracks[th.Name] = free[:len(free)-1]
		return th.Track
	}
	th.Track = uint64(len(t.rows))
	t.rows = append(t.rows, rowOf(t.pid, th.Track))
	t.name("thread_name", th.Track, th.Name)
	return th.Track
}

// ended gives a thread's row back.
func (t *trace) ended(th *vm.Thread) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if th.Track != 0 {
		t.tracks[th.Name] = append(t.tracks[th.Name], th.Track)
		th.Track = 0
	}
}

// slice is an event that has lasted and is not written yet. Most are: they are written
// many together, while what that takes is at hand in the processor.
type slice struct {
	track          uint64
	category, name string
	from, to       time.Time
	exchange       *session.Exchange // where it is one, that ended at to; nothing else is set then
}

// enough is how many are held.
const enough = 256

// hold takes an event that has lasted, with mu held.
func (t *trace) hold(s slice) {
	t.held = append(t.held, s)
	if len(t.held) >= enough {
		t.settle()
	}
}

// settle writes what is held, with mu held. Whatever else is written comes after it:
// viewers nest slices of one moment in the order in which they are written.
func (t *trace) settle() {
	for i := range t.held {
		s := &t.held[i]
		if s.exchange != nil {
			t.exchange(s.exchange, s.track, s.to)
		} else {
			t.end(t.lasting(s.category, s.name, s.track, s.from, s.to))
		}
	}
	clear(t.held)
	t.held = t.held[:0]
}

// lasting begins an event that has lasted, with mu held. Its arguments follow, then
// end.
func (t *trace) lasting(category, name string, track uint64, from, to time.Time) *event {
	e := &t.out
	begin, end := t.at(from), t.at(to)
	e.header('X', category, name, t.rows[track], begin)
	e.micros("dur", end.Truncate(quantum)-begin.Truncate(quantum))
	e.args()
	return e
}

// end ends an event that has arguments, and hands on what has gathered.
func (t *trace) end(e *event) {
	e.close()
	e.close()
	if len(e.b) >= flush {
		t.pass()
	}
}

// pass hands on what has been written, with mu held.
func (t *trace) pass() {
	if len(t.out.b) == 0 {
		return
	}
	if !t.closed {
		if _, err := t.w.Write(t.out.b); err != nil && t.err == nil {
			t.err = err
		}
	}
	t.out.b = t.out.b[:0]
}

// append adds events of another process, which are written as they are.
func (t *trace) append(events []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.out.b = append(t.out.b, events...)
	if len(t.out.b) >= flush {
		t.pass()
	}
}
