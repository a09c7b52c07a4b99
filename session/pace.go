package session

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"
)

// pacers are the paces of a session's hosts. The zero value is ready.
type pacers struct {
	mu sync.Mutex
	by map[string]*pace
}

// pace is what the requests to one host share.
type pace struct {
	turn chan struct{} // holds one token; who has it waits for the next moment and sends
	next time.Time     // the earliest moment for the next request; whoever has turn writes it

	// The rest is under pacers.mu.
	busy    int // requests that go on
	streams int // those of them whose bodies are in the caller's hands
	waiters []*waiter
	users   int // calls that hold this pace
}

// waiter is a request that waits until fewer than limit go on.
type waiter struct {
	limit int
	ready chan struct{}
}

// maxPaces is how many hosts are remembered before those that rest are forgotten.
const maxPaces = 1024

func (ps *pacers) use(host string) *pace {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p := ps.by[host]
	if p == nil {
		if ps.by == nil {
			ps.by = make(map[string]*pace)
		}
		if len(ps.by) >= maxPaces {
			now := time.Now()
			for h, old := range ps.by {
				if old.users == 0 && old.next.Before(now) {
					delete(ps.by, h)
				}
			}
		}
		p = &pace{turn: make(chan struct{}, 1)}
		p.turn <- struct{}{}
		ps.by[host] = p
	}
	p.users++
	return p
}

// enter waits for one of limit places; 0 is no limit. Requests that go on leave them in time;
// where it is streams of the caller's that hold all of them, it waits no longer than patience: a
// response that is neither read nor closed would have it wait for ever. 0 is without end.
func (ps *pacers) enter(ctx context.Context, p *pace, limit int, patience time.Duration) error {
	ps.mu.Lock()
	if limit <= 0 || p.busy < limit && len(p.waiters) == 0 {
		p.busy++
		ps.mu.Unlock()
		return nil
	}
	w := &waiter{limit: limit, ready: make(chan struct{})}
	p.waiters = append(p.waiters, w)
	ps.mu.Unlock()
	err := ps.wait(ctx, p, w, patience)
	if err == nil {
		return nil
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if i := slices.Index(p.waiters, w); i >= 0 {
		p.waiters = slices.Delete(p.waiters, i, i+1)
	} else { // the place came in the same moment
		p.busy--
	}
	p.wake()
	return err
}

// collected is how long a response that nobody refers to is given to let go of its place, once
// the collector has been asked to look for it.
const collected = 100 * time.Millisecond

// wait is the waiting of enter.
func (ps *pacers) wait(ctx context.Context, p *pace, w *waiter, patience time.Duration) error {
	var over <-chan time.Time
	if patience > 0 {
		t := time.NewTimer(patience)
		defer t.Stop()
		over = t.C
	}
	for asked := false; ; {
		select {
		case <-w.ready:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-over:
		}
		ps.mu.Lock()
		held := p.streams >= w.limit
		ps.mu.Unlock()
		switch {
		case !held:
			over, asked = time.After(patience), false
		case !asked:
			runtime.GC()
			over, asked = time.After(collected), true
		default:
			return &Error{Kind: ConnectTimeout, Message: fmt.Sprintf(
				"max_per_host = %d: all places are held by streamed responses that have been neither read to their end nor closed; close them, or raise max_per_host", w.limit)}
		}
	}
}

// wake lets those in who may come in, in their order.
func (p *pace) wake() {
	for len(p.waiters) > 0 && p.busy < p.waiters[0].limit {
		p.busy++
		close(p.waiters[0].ready)
		p.waiters = p.waiters[1:]
	}
}

// streamed notes that the body of a request that goes on is in the caller's hands.
func (ps *pacers) streamed(p *pace, n int) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p.streams += n
}

// leave gives a place back (entered) and the pace itself.
func (ps *pacers) leave(p *pace, entered bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p.users--
	if entered {
		p.busy--
		p.wake()
	}
}

// await waits for the next moment at which a request may be sent, at rate a second.
func (p *pace) await(ctx context.Context, rate float64) error {
	select {
	case <-p.turn:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { p.turn <- struct{}{} }()
	if err := sleep(ctx, time.Until(p.next)); err != nil {
		return err
	}
	p.next = time.Now().Add(time.Duration(float64(time.Second) / rate))
	return nil
}

// pacer is the layer that lets requests to a host go on at the pace that was asked for. Its waits
// count in no time-out: deadline moves with them.
type pacer struct {
	next     http.RoundTripper
	pace     *pacers
	rate     float64
	atOnce   int
	deadline *time.Time
}

// RoundTrip is for one goroutine at a time.
func (r *pacer) RoundTrip(req *http.Request) (*http.Response, error) {
	p := r.pace.use(req.URL.Host)
	began := time.Now()
	patience := time.Duration(0)
	if !r.deadline.IsZero() {
		patience = time.Until(*r.deadline)
	}
	if err := r.pace.enter(req.Context(), p, r.atOnce, patience); err != nil {
		r.pace.leave(p, false)
		return nil, err
	}
	if r.rate > 0 {
		if err := p.await(req.Context(), r.rate); err != nil {
			r.pace.leave(p, true)
			return nil, err
		}
	}
	if !r.deadline.IsZero() {
		*r.deadline = r.deadline.Add(time.Since(began))
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		r.pace.leave(p, true)
		return nil, err
	}
	if _, inMemory := resp.Body.(*memoryBody); inMemory {
		r.pace.leave(p, true)
	} else {
		r.pace.streamed(p, 1)
		resp.Body = &pacedBody{ReadCloser: resp.Body, leave: sync.OnceFunc(func() {
			r.pace.streamed(p, -1)
			r.pace.leave(p, true)
		})}
	}
	return resp, nil
}

// pacedBody keeps its request's place until it is read or closed.
type pacedBody struct {
	io.ReadCloser
	leave func()
}

func (b *pacedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.leave()
	}
	return n, err
}

func (b *pacedBody) Close() error {
	defer b.leave()
	return b.ReadCloser.Close()
}
