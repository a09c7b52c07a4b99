package profile

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/google/pprof/profile"

	"luafut/luabind/vm"
)

const (
	// maxPart bounds the profile that a worker process sends, in bytes.
	maxPart = 64 << 20

	// maxParts bounds the lines that are kept of workers' profiles. Those that would
	// exceed it are left out, and counted in a comment of the profile.
	maxParts = 1 << 19
)

// Recorder makes a profile. Make it with NewRecorder, give its Sampler to the
// states, and end it with Stop. All methods may be called from any goroutine.
type Recorder struct {
	// Sampler is what learns; see vm.State.Sample.
	Sampler *vm.Sampler

	// Title is what the profile is of, such as the name of the script.
	Title string

	began time.Time

	mu   sync.Mutex
	kept *profile.Profile
	left int // profiles of workers that were left out
}

// NewRecorder makes a recorder with a sampler that ticks until Stop. title is its
// Title.
func NewRecorder(title string) *Recorder {
	return &Recorder{Sampler: vm.NewSampler(), Title: title, began: time.Now(), kept: convert(nil, title)}
}

// Stop ends the sampling; call it once. What was recorded can still be taken.
func (r *Recorder) Stop() { r.Sampler.Stop() }

// Part is what was recorded since the last Part, for Add of the recorder of another
// process; nil for nothing.
func (r *Recorder) Part() []byte {
	p, err := r.take()
	if err != nil || len(p.Sample) == 0 {
		return nil
	}
	var b bytes.Buffer
	if err := p.WriteUncompressed(&b); err != nil || b.Len() > maxPart {
		return nil
	}
	return b.Bytes()
}

// Add takes over a Part. The error is that the bytes are none.
func (r *Recorder) Add(part []byte) error {
	if len(part) > maxPart {
		return fmt.Errorf("a profile of %d bytes, more than %d", len(part), maxPart)
	}
	p, err := profile.ParseUncompressed(part)
	if err == nil {
		err = p.CheckValid()
	}
	if err != nil {
		return fmt.Errorf("a profile that makes no sense: %w", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.kept.Location)+len(p.Location) > maxParts {
		r.left++
		return nil
	}
	if err := r.keep(p); err != nil {
		return fmt.Errorf("a profile that does not fit: %w", err)
	}
	return nil
}

// keep merges p into what is kept, with the lock held. The error is that its values
// are of other types.
func (r *Recorder) keep(p *profile.Profile) error {
	merged, err := profile.Merge([]*profile.Profile{r.kept, p})
	if err == nil {
		r.kept = merged
	}
	return err
}

// take gives all that was recorded, and begins anew.
func (r *Recorder) take() (*profile.Profile, error) {
	own := convert(r.Sampler.Take(), r.Title)
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.keep(own)
	p := r.kept
	r.kept = convert(nil, r.Title)
	return p, err
}

// Write writes what was recorded since the last Write or Part, compressed, as
// pprof's files are.
func (r *Recorder) Write(w io.Writer) error {
	p, err := r.take()
	if err != nil {
		return err
	}
	p.TimeNanos, p.DurationNanos = r.began.UnixNano(), int64(time.Since(r.began))
	if r.left > 0 {
		p.Comments = append(p.Comments, fmt.Sprintf("%d profiles of workers were left out: there was no room for them", r.left))
	}
	return p.Write(w)
}
