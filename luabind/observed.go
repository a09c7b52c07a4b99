package luabind

import (
	"errors"
	"fmt"
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
	observed byte = 'o' // observe.Recorder.Received
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
			return opts.Recorder.Received(body[1:])
		case len(body) > 0 && body[0] == profiled && opts.Profile != nil:
			return opts.Profile.Add(body[1:])
		}
		return errors.New("nobody wants it")
	}}
}

// observe begins what a worker was told to tell of itself.
func (w *worker) observe(g wire.Greeting, l *child.Link, opts *Options) (err error) {
	var set workerSettings
	if len(g.Settings) > 0 {
		err = cbor.Unmarshal(g.Settings, &set)
	}
	if err == nil && set.Observe != nil {
		w.recorder, err = observe.NewWorker(set.Observe, "worker "+g.Worker, func(body []byte) {
			l.Observed(append([]byte{observed}, body...))
		})
		opts.Recorder = w.recorder
	}
	if err != nil {
		return fmt.Errorf("settings that make no sense: %w", err)
	}
	if set.Profile != "" {
		w.notes = keepNotes(set.Profile, l)
		opts.Profile = w.notes.recorder
		opts.Exit = func(code int) {
			w.notes.send()
			l.Exit(code)
		}
	}
	return nil
}

// stopTelling tells what is left to tell.
func (w *worker) stopTelling() {
	if w.recorder != nil {
		w.recorder.StopRelay()
	}
	if w.notes != nil {
		w.notes.end()
	}
}

// noteEvery is how often a worker sends what it has recorded: a worker that is
// killed takes no more than that with it.
const noteEvery = time.Second

// notes send a worker's profile to its pool, on a goroutine of its own, until end.
type notes struct {
	recorder *profile.Recorder
	link     *child.Link
	stop     chan struct{}
	ended    chan struct{}
}

func keepNotes(title string, l *child.Link) *notes {
	n := &notes{profile.NewRecorder(title), l, make(chan struct{}), make(chan struct{})}
	go func() {
		defer close(n.ended)
		every := time.NewTicker(noteEvery)
		defer every.Stop()
		for {
			select {
			case <-n.stop:
				return
			case <-every.C:
				n.send()
			}
		}
	}()
	return n
}

func (n *notes) send() {
	if part := n.recorder.Part(); part != nil {
		n.link.Observed(append([]byte{profiled}, part...))
	}
}

// end sends what is left.
func (n *notes) end() {
	close(n.stop)
	<-n.ended
	n.recorder.Stop()
	n.send()
}
