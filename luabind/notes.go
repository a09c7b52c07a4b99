package luabind

import (
	"time"

	"luafut/engine/process/child"
	"luafut/luabind/profile"
)

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
		n.link.Note(part)
	}
}

// end sends what is left.
func (n *notes) end() {
	close(n.stop)
	<-n.ended
	n.recorder.Stop()
	n.send()
}
