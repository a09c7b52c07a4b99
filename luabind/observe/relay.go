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

// relayEvery is how often a worker process sends what it has observed, and a trace is
// written: the rest is lost with a process that is killed.
const relayEvery = 200 * time.Millisecond

// settings tell a worker process what to observe.
type settings struct {
	Begin int64 `cbor:"1,keyasint"` // of the trace, in nanoseconds of Unix time; 0 is no trace
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
	var s settings
	if r.trace != nil {
		s.Begin = r.begin.UnixNano()
	}
	b, err := cbor.Marshal(s)
	if err != nil {
		panic(err) // a number: it cannot fail
	}
	return b
}

// relay gathers in a worker process what goes to its pool.
type relay struct {
	send func(body []byte)
	stop chan struct{}
	done sync.WaitGroup

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

// NewWorker makes the recorder of a worker process, which hands what it observes to
// send, from a goroutine of its own until StopRelay. name is what the trace calls the
// process; s comes from WorkerSettings.
func NewWorker(s []byte, name string, send func(body []byte)) (*Recorder, error) {
	var set settings
	if err := cbor.Unmarshal(s, &set); err != nil {
		return nil, err
	}
	r := newRecorder(time.Now())
	r.relay = &relay{send: send, stop: make(chan struct{})}
	if set.Begin != 0 {
		r.trace = newTrace(r.relay, os.Getpid(), name, time.Unix(0, set.Begin))
	}
	r.relay.done.Go(func() { nowAndThen(relayEvery, r.relay.stop, r.sendReport) })
	return r, nil
}

// StopRelay sends what has not been sent, and ends the goroutine of NewWorker.
func (r *Recorder) StopRelay() {
	close(r.relay.stop)
	r.relay.done.Wait()
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

// sendReport sends what has come since the last time, if there is anything.
func (r *Recorder) sendReport() {
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
		r.relay.mu.Lock()
		out.Trace = r.relay.trace
		r.relay.trace = nil
		r.relay.mu.Unlock()
	}
	if t.Lua == 0 && t.Requests == 0 && len(out.Trace) == 0 {
		return // nothing has run
	}
	b, err := cbor.Marshal(out)
	if err != nil {
		panic(err) // numbers and texts: it cannot fail
	}
	r.relay.send(b)
}

var strict = func() cbor.DecMode {
	m, err := cbor.DecOptions{MaxMapPairs: 16 * maxHosts, MaxArrayElements: 1 << 20, MaxNestedLevels: 8}.DecMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// Received adds what a worker process has sent. The error is that it makes no
// sense; nothing of it is added then.
func (r *Recorder) Received(body []byte) error {
	var in report
	if err := strict.Unmarshal(body, &in); err != nil {
		return err
	}
	s := in.Sums
	t := Totals{
		Requests: s.Requests, Sent: s.Sent, Received: s.Received, Retries: s.Retries, Cached: s.Cached, Reused: s.Reused,
		Statuses: s.Statuses, Errors: s.Errors, Hosts: s.Hosts, Pools: s.Pools, Lua: s.Lua, Working: s.Working, Blocked: s.Blocked,
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
