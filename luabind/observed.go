package luabind

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"

	"luafut/engine/process/child"
	"luafut/engine/process/wire"
	"luafut/luabind/luafutures"
	"luafut/luabind/observe"
	"luafut/luabind/profile"
)

// workerSettings are what a worker process is told to tell of itself.
type workerSettings struct {
	// Observe is for observe.NewWorker; nil is that nobody observes.
	Observe []byte `cbor:"1,keyasint"`
	// Profile has it record a profile, of that title; "" has not.
	Profile string `cbor:"2,keyasint"`
}

// The first byte of what a worker process tells says for whom it is.
const (
	observed byte = 'o' // observe.Recorder.Add
	profiled byte = 'p' // profile.Recorder.Add
)

// observing is how the worker processes of a state are observed as it is itself.
func observing(opts Options) luafutures.Observing {
	var set workerSettings
	if opts.Recorder != nil {
		set.Observe = opts.Recorder.WorkerSettings()
	}
	if opts.Profile != nil {
		set.Profile = opts.Profile.Title
	}
	if opts.Recorder == nil && opts.Profile == nil {
		return luafutures.Observing{}
	}
	settings, err := cbor.Marshal(set)
	if err != nil {
		panic(err) // bytes and a string: it cannot fail
	}
	return luafutures.Observing{Settings: settings, Received: func(body []byte) error {
		switch {
		case len(body) > 0 && body[0] == observed && opts.Recorder != nil:
			return opts.Recorder.Add(body[1:])
		case len(body) > 0 && body[0] == profiled && opts.Profile != nil:
			return opts.Profile.Add(body[1:])
		}
		return errors.New("nobody wants it")
	}}
}

// observeWorker has a worker observe what it was told to; nil is nothing.
func observeWorker(g wire.Greeting, l *child.Link, opts *Options) (*telling, error) {
	if len(g.Settings) == 0 {
		return nil, nil
	}
	var set workerSettings
	err := cbor.Unmarshal(g.Settings, &set)
	if err == nil && set.Observe != nil {
		opts.Recorder, err = observe.NewWorker(set.Observe, "worker "+g.Worker)
	}
	if err != nil {
		return nil, fmt.Errorf("settings that make no sense: %w", err)
	}
	if set.Profile != "" {
		opts.Profile = profile.NewRecorder(set.Profile)
	}
	t := &telling{recorder: opts.Recorder, profile: opts.Profile, link: l, stop: make(chan struct{}), ended: make(chan struct{})}
	go t.run()
	opts.Exit = func(code int) {
		t.tell()
		l.Exit(code)
	}
	return t, nil
}

// How often a worker sends what it has observed and recorded: one that is killed
// takes no more than that with it.
const (
	observedEvery = 200 * time.Millisecond
	profiledEvery = time.Second // making one is work
)

// telling sends what a worker process observes to its pool, on a goroutine of its
// own, until end.
type telling struct {
	recorder *observe.Recorder // nil where it counts nothing
	profile  *profile.Recorder // nil where it is not profiled
	link     *child.Link
	stop     chan struct{}
	ended    chan struct{}

	mu sync.Mutex // held from the taking of a part to its sending: the end waits for that
}

func (t *telling) run() {
	defer close(t.ended)
	observing, profiling := time.NewTicker(observedEvery), time.NewTicker(profiledEvery)
	defer observing.Stop()
	defer profiling.Stop()
	for {
		select {
		case <-t.stop:
			return
		case <-observing.C:
			t.tellObserved()
		case <-profiling.C:
			t.tellProfiled()
		}
	}
}

func (t *telling) tell() {
	t.tellObserved()
	t.tellProfiled()
}

func (t *telling) tellObserved() {
	if t.recorder != nil {
		t.send(observed, t.recorder.Part)
	}
}

func (t *telling) tellProfiled() {
	if t.profile != nil {
		t.send(profiled, t.profile.Part)
	}
}

func (t *telling) send(whom byte, part func() []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if b := part(); b != nil {
		t.link.Observed(append([]byte{whom}, b...))
	}
}

// end sends what is left. t may be nil.
func (t *telling) end() {
	if t == nil {
		return
	}
	close(t.stop)
	<-t.ended
	if t.profile != nil {
		t.profile.Stop()
	}
	t.tell()
}
