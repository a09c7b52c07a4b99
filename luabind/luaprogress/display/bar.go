package display

import (
	"math"
	"sync/atomic"
	"time"
)

// Unknown is the total of a bar whose end is not known.
const Unknown = -1

// Bytes is the unit of bars that count bytes; they are shown as sizes.
const Bytes = "B"

// BarOptions of a Bar. With the zero value there is nothing to do.
type BarOptions struct {
	// Total is how much there is to do; Unknown where nobody knows.
	Total int64
	// Desc is what the line begins with. Characters that would steer a terminal
	// are taken out.
	Desc string
	// Unit is what is counted, Bytes for sizes; "" is "it". It is cleaned as Desc is.
	Unit string
	// Every is how long a plain line follows the one before at the earliest; 0 is
	// DefaultEvery, and Never is for none but the last.
	Every time.Duration
	// Owner is whose bar it is, for CloseOf; may be nil.
	Owner any
	// Transient bars leave no line behind.
	Transient bool
}

const (
	// DefaultEvery is the time between two plain lines of a bar.
	DefaultEvery = 10 * time.Second
	// Never is longer than any program runs.
	Never = longest
)

// Bar counts. Its methods may be called from any goroutine, at any time, with or
// without the Lua lock; all but Close return at once.
type Bar struct {
	d     *Display
	o     BarOptions
	began time.Time

	done, failed, total atomic.Int64
	expected            atomic.Int64 // the sum of Expect
	told, vague         atomic.Bool  // by SetTotal; a part was Unknown
	desc                atomic.Pointer[string]
	closed              atomic.Bool

	// Guarded by Display.mu.
	next  time.Time // of its next plain line
	ended time.Time // zero while it is open
	speed speed
}

// Open begins a bar. It stays until its Close.
func (d *Display) Open(o BarOptions) *Bar {
	if o.Unit = harmless(o.Unit); o.Unit == "" {
		o.Unit = "it"
	}
	if o.Every <= 0 {
		o.Every = DefaultEvery
	}
	b := &Bar{d: d, o: o, began: time.Now()}
	b.next, b.speed.since = b.began.Add(o.Every), b.began
	b.total.Store(max(o.Total, Unknown))
	b.told.Store(o.Total >= 0)
	b.Describe(o.Desc)
	d.opened(b)
	return b
}

// Add counts n more as done.
func (b *Bar) Add(n int64) { b.done.Add(n) }

// Fail counts n more as failed, which says nothing about how much is done.
func (b *Bar) Fail(n int64) { b.failed.Add(n) }

// SetTotal says how much there is to do.
func (b *Bar) SetTotal(n int64) {
	b.told.Store(true)
	b.total.Store(max(n, Unknown))
}

// Expect adds what a part of the work takes to the total of a bar that was made
// without one, unless SetTotal was called. After a part that takes Unknown it stays
// so.
func (b *Bar) Expect(n int64) {
	if n < 0 {
		b.vague.Store(true)
	}
	sum := b.expected.Add(max(n, 0))
	switch {
	case b.told.Load():
	case b.vague.Load():
		b.total.Store(Unknown)
	default:
		b.total.Store(sum)
	}
}

// Describe changes what the line begins with.
func (b *Bar) Describe(text string) {
	text = harmless(text)
	b.desc.Store(&text)
}

// Unit is what it counts.
func (b *Bar) Unit() string { return b.o.Unit }

// Done is how much is done.
func (b *Bar) Done() int64 { return b.done.Load() }

// Failed is how much has failed.
func (b *Bar) Failed() int64 { return b.failed.Load() }

// Total is how much there is to do, or Unknown.
func (b *Bar) Total() int64 { return b.total.Load() }

// Closed reports whether it has ended.
func (b *Bar) Closed() bool { return b.closed.Load() }

// Close ends the bar, whose last line stays on the terminal unless it is
// Transient. What is counted afterwards is shown nowhere. Any number of times.
func (b *Bar) Close() {
	if !b.closed.Swap(true) {
		b.d.close(b)
	}
}

// CloseOf closes the bars of one owner, in the order in which they began.
func (d *Display) CloseOf(owner any) {
	d.mu.Lock()
	var list []*Bar
	for _, b := range d.bars {
		if b.o.Owner == owner {
			list = append(list, b)
		}
	}
	d.mu.Unlock()
	for _, b := range list {
		b.Close()
	}
}

// String is its plain line as it is now.
func (b *Bar) String() string {
	b.d.mu.Lock()
	defer b.d.mu.Unlock()
	v := b.view(time.Now())
	return v.plain()
}

// memory is after how long what was done counts for a third of what is done now,
// where the pace is told.
const memory = 15 * time.Second

// speed is how much is done in a second, lately: what was done and how long it took,
// both with weights that fade away exponentially. In the beginning that is the pace
// of the whole time, and things that come in bursts, or one in many seconds, make it
// waver little.
type speed struct {
	since      time.Time // the last sample
	seen       int64     // what was done then
	done, took float64
}

// sample notes what was done since the last one.
func (s *speed) sample(now time.Time, done int64) {
	took := now.Sub(s.since)
	if took <= 0 {
		return
	}
	faded := math.Exp(-took.Seconds() / memory.Seconds())
	s.done = s.done*faded + float64(done-s.seen)
	s.took = s.took*faded + took.Seconds()
	s.since, s.seen = now, done
}

// rate is the pace at the last sample, a second.
func (s *speed) rate() float64 {
	if s.took <= 0 {
		return 0
	}
	return s.done / s.took
}

func overall(done int64, elapsed time.Duration) float64 {
	if elapsed <= 0 {
		return 0
	}
	return float64(done) / elapsed.Seconds()
}

// view is what there is to be said of a bar at one time.
type view struct {
	desc, unit          string
	done, failed, total int64
	speed               float64
	elapsed             time.Duration
	left                time.Duration // below 0 where nobody knows
	ended               bool
}

// view is b as it is, with Display.mu held.
func (b *Bar) view(now time.Time) view {
	ended := !b.ended.IsZero()
	if ended {
		now = b.ended
	}
	v := view{
		desc: *b.desc.Load(), unit: b.o.Unit, done: b.Done(), failed: b.Failed(), total: b.Total(),
		elapsed: now.Sub(b.began), left: -1, ended: ended,
	}
	if ended {
		v.speed = overall(v.done, v.elapsed)
		return v
	}
	b.speed.sample(now, v.done)
	v.speed = b.speed.rate()
	if v.speed > 0 && v.total >= v.done {
		v.left = time.Duration(min(float64(v.total-v.done)/v.speed, float64(longest/time.Second))) * time.Second
	}
	return v
}
