package observe

import (
	"errors"
	"strings"
	"time"

	"luafut/engine"
	"luafut/luabind/vm"
	"luafut/session"
)

// maxNames is how many hosts, pools and kinds of errors are counted apart; the others
// of each count as one.
const maxNames = 1000

// others is what they are counted as.
const others = "(others)"

// named is the name under which m counts what is called name. Names come from
// scripts and servers: they may be any number, and need not be UTF-8, which metrics
// and what workers send must be.
func named[V any](m map[string]V, name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	if _, known := m[name]; !known && len(m) >= maxNames {
		return others
	}
	return name
}

// Host is what came of the requests to one host.
type Host struct {
	Requests int64 `cbor:"1,keyasint" json:"requests"`
	Failed   int64 `cbor:"2,keyasint" json:"failed"`
	Received int64 `cbor:"3,keyasint" json:"bytes_received"`
}

// Pool is what came of the tasks of one pool. Pending and Running are of now.
type Pool struct {
	Submitted int64 `json:"submitted"`
	Pending   int64 `json:"pending"`
	Running   int64 `json:"running"`
	Finished  int64 `json:"finished"`
	Failed    int64 `json:"failed"`
	Cancelled int64 `json:"cancelled"`
}

// Phase is a part of a request.
type Phase int

// The phases, in their order.
const (
	DNS Phase = iota
	Connect
	TLS
	FirstByte
	Body
	Whole
	phases
)

// String is the phase's name, as responses' elapsed times have it.
func (p Phase) String() string {
	return [...]string{"dns", "connect", "tls", "first_byte", "body", "total"}[p]
}

// Totals are what has been counted. The zero value is ready.
type Totals struct {
	Requests int64            // sent, each attempt and each redirect
	Statuses map[int]int64    // of the answers
	Errors   map[string]int64 // of those without one, by the name of their kind
	Hosts    map[string]*Host
	Sent     int64 // bytes of bodies
	Received int64 // likewise, as they came, compressed
	Retries  int64 // requests that were sent again
	Cached   int64 // answers from the cache; they count as no request
	Reused   int64 // requests on a connection that was there
	Latency  [phases]Histogram

	Pools     map[string]*Pool
	Queued    Histogram // from submit to the begin
	Ran       Histogram // from the begin to the outcome
	Callbacks Histogram

	Lua       time.Duration // Lua code run, the lock held
	Working   time.Duration // work in Go beside it, the lock given away
	Blocked   time.Duration // in calls that wait, all threads together
	Contended Histogram     // waits for the Lua lock
}

func count[K comparable](m *map[K]int64, k K, n int64) {
	if *m == nil {
		*m = map[K]int64{}
	}
	(*m)[k] += n
}

func entry[T any](m *map[string]*T, name string) *T {
	if *m == nil {
		*m = map[string]*T{}
	}
	name = named(*m, name)
	v := (*m)[name]
	if v == nil {
		v = new(T)
		(*m)[name] = v
	}
	return v
}

// exchanged counts a request.
func (t *Totals) exchanged(e *session.Exchange) {
	if e.Cached {
		t.Cached++
		return
	}
	h := entry(&t.Hosts, e.URL.Host)
	t.Requests++
	h.Requests++
	if e.Attempt > 1 {
		t.Retries++
	}
	if e.Timing.Reused {
		t.Reused++
	}
	t.Sent += max(0, e.Sent)
	t.Received += e.Received
	h.Received += e.Received
	if e.Err != nil {
		h.Failed++
		count(&t.Errors, named(t.Errors, kindOf(e.Err)), 1)
	} else {
		count(&t.Statuses, e.Status, 1)
	}
	for p, d := range durations(e) {
		if d > 0 {
			t.Latency[p].Record(d)
		}
	}
}

func durations(e *session.Exchange) [phases]time.Duration {
	return [...]time.Duration{
		DNS: e.Timing.DNS, Connect: e.Timing.Connect, TLS: e.Timing.TLS,
		FirstByte: e.Timing.FirstByte, Body: e.Timing.Body, Whole: e.Timing.Total,
	}
}

// kindOf is the name of an error's kind.
func kindOf(err error) string {
	if e := (*session.Error)(nil); errors.As(err, &e) {
		return e.Kind.Name()
	}
	return engine.ErrCancelled.Name()
}

// submitted, begun and done count the tasks that f stands for.
func (t *Totals) submitted(f *engine.Future) {
	n := int64(f.Tasks())
	p := entry(&t.Pools, f.Pool())
	p.Submitted += n
	p.Pending += n
}

func (t *Totals) begun(f *engine.Future) {
	n := int64(f.Tasks())
	p := entry(&t.Pools, f.Pool())
	p.Pending -= n
	p.Running += n
	t.Queued.Record(f.Began().Sub(f.Submitted()))
}

func (t *Totals) done(f *engine.Future, how engine.Tally, at time.Time) {
	n := int64(f.Tasks())
	p := entry(&t.Pools, f.Pool())
	if began := f.Began(); began.IsZero() {
		p.Pending -= n
	} else {
		p.Running -= n
		t.Ran.Record(at.Sub(began))
	}
	p.Finished += int64(how.Finished)
	p.Failed += int64(how.Failed)
	p.Cancelled += int64(how.Cancelled)
}

// spent counts what a thread did.
func (t *Totals) spent(what vm.Doing, d time.Duration) {
	switch what {
	case vm.Running:
		t.Lua += d
	case vm.Working:
		t.Working += d
	case vm.Blocked:
		t.Blocked += d
	case vm.Contending:
		t.Contended.Record(d)
	}
}

// Merge adds what another has.
func (t *Totals) Merge(o *Totals) {
	t.Requests += o.Requests
	t.Sent += o.Sent
	t.Received += o.Received
	t.Retries += o.Retries
	t.Cached += o.Cached
	t.Reused += o.Reused
	for k, n := range o.Statuses {
		count(&t.Statuses, k, n)
	}
	for k, n := range o.Errors {
		count(&t.Errors, named(t.Errors, k), n)
	}
	for k, h := range o.Hosts {
		mine := entry(&t.Hosts, k)
		mine.Requests += h.Requests
		mine.Failed += h.Failed
		mine.Received += h.Received
	}
	for k, p := range o.Pools {
		mine := entry(&t.Pools, k)
		mine.Submitted += p.Submitted
		mine.Pending += p.Pending
		mine.Running += p.Running
		mine.Finished += p.Finished
		mine.Failed += p.Failed
		mine.Cancelled += p.Cancelled
	}
	t.Lua += o.Lua
	t.Working += o.Working
	t.Blocked += o.Blocked
	theirs := o.histograms()
	for i, h := range t.histograms() {
		h.Merge(theirs[i])
	}
}

// histograms are all of them, in an order that does not change.
func (t *Totals) histograms() []*Histogram {
	list := []*Histogram{&t.Queued, &t.Ran, &t.Callbacks, &t.Contended}
	for p := range t.Latency {
		list = append(list, &t.Latency[p])
	}
	return list
}
