// Package wire is what a pool and its workers say to each other: frames of a
// kind, a number and a body, over any stream of bytes.
//
// Pool to worker: Hello, then Prelude, Init and Task as they come, Recall, Stop,
// Report, and End. Worker to pool: Ready or Refused, then Prelude, Value, Failure,
// Returned, Observed and output as they come, Stopped before an end by Stop, and
// LastWords before one that is not asked for.
package wire

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/fxamacker/cbor/v2"
)

// Kind is what a frame says.
type Kind byte

// The kinds. Those that speak of a task carry its number.
const (
	Hello     Kind = iota + 1 // body: a Greeting; the first frame of all
	Prelude                   // body: what later bodies refer to; both ways
	Init                      // body: the initializer
	Task                      // a task; they run in the order in which they come
	Recall                    // body: a Span; give its tasks back, unless one has begun
	Stop                      // body: a Span; Recall, but end the process where one of its tasks runs
	End                       // no more tasks: finish and go
	Report                    // tell, by Stderr, what the task does now
	Ready                     // tasks can begin
	Refused                   // body: why the initializer failed
	Value                     // body: what a task returned
	Failure                   // body: how a task failed
	Returned                  // the tasks of a span that begins with this one do not run here
	Stopped                   // the process ends, as Stop asks, in this task: none after it has begun
	Stdout                    // body: what was printed
	Stderr                    // body: what was reported
	LastWords                 // body: why the worker ends by itself
	Observed                  // body: what was observed in the worker, for whoever asked it to
	last      = Observed
)

const (
	// HeaderSize is the size of a frame without its body: the kind, the number
	// and the body's length, the lowest byte first.
	HeaderSize = 1 + 8 + 4

	// MaxBody bounds a body, in bytes.
	MaxBody = 1 << 30

	// Version is what both sides must agree on.
	Version = 4

	// readStep is how much of a body is believed to come before it has.
	readStep = 1 << 20
)

// Frame is one thing said. Body belongs to whoever has the frame.
type Frame struct {
	Kind Kind
	ID   uint64
	Body []byte
}

// Greeting tells a worker who it is.
type Greeting struct {
	Version     int    `cbor:"1,keyasint"`
	Pool        string `cbor:"2,keyasint"`
	Worker      string `cbor:"3,keyasint"`
	MemoryLimit int64  `cbor:"4,keyasint"` // bytes of heap in use; 0 is none
	Settings    []byte `cbor:"5,keyasint"` // for what runs the tasks
}

// Append adds a frame to b. A body longer than MaxBody panics: whoever makes
// bodies bounds them.
func Append(b []byte, k Kind, id uint64, body []byte) []byte {
	return append(AppendHeader(b, k, id, len(body)), body...)
}

// AppendHeader adds a frame to b but for its body, of that size.
func AppendHeader(b []byte, k Kind, id uint64, size int) []byte {
	if size > MaxBody {
		panic(fmt.Sprintf("wire: a body of %d bytes", size))
	}
	b = append(b, byte(k))
	b = binary.LittleEndian.AppendUint64(b, id)
	return binary.LittleEndian.AppendUint32(b, uint32(size))
}

// AppendGreeting adds a Hello to b.
func AppendGreeting(b []byte, g Greeting) []byte {
	g.Version = Version
	body, err := cbor.Marshal(g)
	if err != nil {
		panic(err) // numbers, strings and bytes: it cannot fail
	}
	return Append(b, Hello, 0, body)
}

// Greeting reads the body of a Hello.
func (f Frame) Greeting() (Greeting, error) {
	var g Greeting
	if f.Kind != Hello {
		return g, fmt.Errorf("a frame of kind %d where a greeting was expected", f.Kind)
	}
	if err := cbor.Unmarshal(f.Body, &g); err != nil {
		return g, fmt.Errorf("a greeting that cannot be read: %w", err)
	}
	if g.Version != Version {
		return g, fmt.Errorf("the pool speaks version %d and this worker version %d", g.Version, Version)
	}
	return g, nil
}

// AppendSpan adds a frame that speaks of the tasks from first to last to b.
func AppendSpan(b []byte, k Kind, first, last uint64) []byte {
	return Append(b, k, first, binary.LittleEndian.AppendUint64(nil, last))
}

// Span reads a frame of AppendSpan. Its error is that the frame names no tasks;
// their numbers begin at 1.
func (f Frame) Span() (first, last uint64, err error) {
	if len(f.Body) != 8 {
		return 0, 0, fmt.Errorf("a frame of kind %d with %d bytes where the number of a task was expected", f.Kind, len(f.Body))
	}
	first, last = f.ID, binary.LittleEndian.Uint64(f.Body)
	if first == 0 || last < first {
		return 0, 0, fmt.Errorf("a frame of kind %d about tasks %d to %d", f.Kind, first, last)
	}
	return first, last, nil
}

// Reader reads frames.
type Reader struct{ r *bufio.Reader }

// NewReader makes a Reader of a stream.
func NewReader(r io.Reader) *Reader { return &Reader{bufio.NewReaderSize(r, 64<<10)} }

// More reports whether a whole frame has been received already, so that Next
// would not wait.
func (r *Reader) More() bool {
	if r.r.Buffered() < HeaderSize {
		return false
	}
	head, _ := r.r.Peek(HeaderSize)
	return r.r.Buffered()-HeaderSize >= int(binary.LittleEndian.Uint32(head[9:]))
}

// Next reads a frame. Its error is io.EOF between two frames,
// io.ErrUnexpectedEOF within one, and says what is wrong with one that is none.
func (r *Reader) Next() (Frame, error) {
	var head [HeaderSize]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		return Frame{}, err
	}
	f := Frame{Kind: Kind(head[0]), ID: binary.LittleEndian.Uint64(head[1:])}
	size := int(binary.LittleEndian.Uint32(head[9:]))
	switch {
	case f.Kind == 0 || f.Kind > last:
		return Frame{}, fmt.Errorf("a frame of unknown kind %d", f.Kind)
	case size > MaxBody:
		return Frame{}, fmt.Errorf("a frame of %d bytes, more than %d", size, MaxBody)
	}
	f.Body = make([]byte, min(size, readStep))
	for have := 0; ; {
		n, err := io.ReadFull(r.r, f.Body[have:])
		have += n
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return Frame{}, err
		}
		if have == size {
			return f, nil
		}
		grown := make([]byte, min(size, 2*have))
		copy(grown, f.Body)
		f.Body = grown
	}
}
