package observe

import (
	"encoding/json"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"

	"luafut/luabind/vm"
)

// settings tell a worker process what to observe.
type settings struct {
	Begin     int64 `cbor:"1,keyasint"` // of the trace, in nanoseconds of Unix time; 0 is no trace
	TraceOnly bool  `cbor:"2,keyasint"`
}

// report is what a worker process has observed since the last one.
type report struct {
	Sums       sums      `cbor:"1,keyasint"`
	Histograms []*packed `cbor:"2,keyasint"`
	Trace      []byte    `cbor:"3,keyasint"`
}

// sums are the parts of Totals that are numbers.
type sums struct {
	Requests, Sent, Received, Retries, Cached, Reused int64
	Statuses                                          map[int]int64
	Errors                                            map[string]int64
	Hosts                                             map[string]*Host
	Pools                                             map[string]*Pool
	Lua, Working, Blocked                             time.Duration
}

// WorkerSettings are for NewWorker.
func (r *Recorder) WorkerSettings() []byte {
	s := settings{TraceOnly: r.traceOnly}
	if r.trace != nil {
		s.Begin = r.begin.UnixNano()
	}
	b, err := cbor.Marshal(s)
	if err != nil {
		panic(err) // a number: it cannot fail
	}
	return b
}

// relay holds in a worker process the pieces of the trace that have not been sent.
type relay struct {
	mu    sync.Mutex
	trace []byte
}

// Write takes a piece of the trace.
func (y *relay) Write(p []byte) (int, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.trace = append(y.trace, p...)
	return len(p), nil
}

func (y *relay) take() []byte {
	y.mu.Lock()
	defer y.mu.Unlock()
	p := y.trace
	y.trace = nil
	return p
}

// NewWorker makes the recorder of a worker process: what it observes is its Parts.
// name is what the trace calls the process; s comes from WorkerSettings.
func NewWorker(s []byte, name string) (*Recorder, error) {
	var set settings
	if err := cbor.Unmarshal(s, &set); err != nil {
		return nil, err
	}
	r := newRecorder(time.Now())
	r.traceOnly = set.TraceOnly
	r.relay = &relay{}
	if set.Begin != 0 {
		r.trace = newTrace(r.relay, os.Getpid(), name, time.Unix(0, set.Begin))
	}
	return r, nil
}

// Guest tells that th begins a task that came from pool, and done, that it has ended,
// with the error that it raised or nil.
func (r *Recorder) Guest(task uint64, pool, name string, th *vm.Thread) (done func(err error)) {
	if r.trace == nil {
		return func(error) {}
	}
	r.trace.open(catTask, name, th, task, time.Now())
	return func(err error) {
		r.trace.close(catTask, name, th, time.Now(), func(e *event) {
			e.number("task", int64(task))
			e.text("pool", pool)
			e.outcome(err)
		})
	}
}

// Part is what the recorder of a worker process has observed since the last Part, for
// Add of its pool's recorder; nil for nothing.
func (r *Recorder) Part() []byte {
	r.mu.Lock()
	t := r.totals
	r.totals = Totals{}
	r.mu.Unlock()
	out := report{Sums: sums{
		t.Requests, t.Sent, t.Received, t.Retries, t.Cached, t.Reused,
		t.Statuses, t.Errors, t.Hosts, t.Pools, t.Lua, t.Working, t.Blocked,
	}}
	for _, h := range t.histograms() {
		out.Histograms = append(out.Histograms, h.export())
	}
	if r.trace != nil {
		r.write()
		out.Trace = r.relay.take()
	}
	if t.Lua == 0 && t.Requests == 0 && len(out.Trace) == 0 {
		return nil // nothing has run
	}
	b, err := cbor.Marshal(out)
	if err != nil {
		panic(err) // numbers and texts: it cannot fail
	}
	return b
}

var strict = func() cbor.DecMode {
	m, err := cbor.DecOptions{MaxMapPairs: 16 * maxNames, MaxArrayElements: 1 << 20, MaxNestedLevels: 8}.DecMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// Add takes over a Part of a worker process. The error is that it makes no sense;
// nothing of it is added then.
func (r *Recorder) Add(body []byte) error {
	var in report
	if err := strict.Unmarshal(body, &in); err != nil {
		return err
	}
	s := in.Sums
	t := Totals{
		Requests: s.Requests, Sent: s.Sent, Received: s.Received, Retries: s.Retries, Cached: s.Cached, Reused: s.Reused,
		Statuses: s.Statuses, Errors: s.Errors, Hosts: s.Hosts, Pools: s.Pools, Lua: s.Lua, Working: s.Working, Blocked: s.Blocked,
	}
	for status := range t.Statuses {
		if status < 0 || status > 999 {
			return errors.New("a status that is none")
		}
	}
	for _, h := range t.Hosts {
		if h == nil {
			return errors.New("a host without numbers")
		}
	}
	for _, p := range t.Pools {
		if p == nil {
			return errors.New("a pool without numbers")
		}
	}
	into := t.histograms()
	if len(in.Histograms) != len(into) {
		return errors.New("the wrong number of histograms")
	}
	for i, p := range in.Histograms {
		if p == nil {
			continue
		}
		h := p.load()
		if h == nil {
			return errors.New("a histogram that is none")
		}
		*into[i] = *h
	}
	if len(in.Trace) > 0 {
		if in.Trace[0] != ',' || !json.Valid(append(append([]byte{'['}, in.Trace[1:]...), ']')) {
			return errors.New("events that are none")
		}
		if r.trace != nil {
			r.trace.append(in.Trace)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.totals.Merge(&t)
	return nil
}
