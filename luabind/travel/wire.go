package travel

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// A value is a tag and what belongs to it. Tags from tagSmall on are the whole
// numbers from 0 to 127.
const (
	tagNil = iota
	tagFalse
	tagTrue
	tagInt      // a zigzag varint
	tagFloat    // the 8 bytes of IEEE 754, the lowest first
	tagString   // a length, bytes
	tagKey      // as tagString; it gets a number
	tagKeyAgain // the number of a key
	tagTable    // its record follows in turn
	tagFunction // its record follows in turn
	tagObject   // the name of its codec; its record follows in turn
	tagBuiltin  // its path
	tagFile     // the name of a module that a Lua file made
	tagKind     // a kind
	tagErrors   // a kind: the metatable of its errors
	tagAgain    // the number of a table, a function or another of those above

	tagSmall = 0x80
)

// What a table's record has, as bits of its first byte.
const (
	hasItems = 1 << iota
	hasFields
	hasMetatable
	hasOtherKeys // some field's key is not a string
)

// How a kind is told.
const (
	kindBuiltin  = iota // its path
	kindOfFile          // the module and the field where it is exported, then as kindOfScript
	kindOfScript        // its id, its name, its parents
)

// What a message is.
const (
	bodyTask = iota + 1
	bodyResults
	bodyError
)

const (
	// maxBody bounds a message, in bytes.
	maxBody = 1 << 30
	// maxObjects bounds the tables, functions and objects of one message.
	maxObjects = 1 << 25
	// maxKey is the longest key of a table that is remembered.
	maxKey = 40
	// maxKeys is how many keys are remembered.
	maxKeys = 1 << 12
	// maxKindDepth is how deep kinds may lie below each other.
	maxKindDepth = 100
	// maxFrom is how many errors one may have been raised from.
	maxFrom = 100
	// maxSteps bounds the search for objects within the data of others.
	maxSteps = 1 << 26
	// pollEvery is how many values pass between two looks at the interrupt.
	pollEvery = 4096
)

// ErrMalformed is what the errors of Learn and Decode wrap where the bytes are
// not what this package makes.
var ErrMalformed = errors.New("travel: malformed message")

func appendUint(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func appendText(b []byte, s string) []byte { return append(appendUint(b, len(s)), s...) }

func appendNumber(b []byte, n float64) []byte {
	if i := int64(n); float64(i) == n && i > -1<<53 && i < 1<<53 && (i != 0 || !math.Signbit(n)) {
		if i >= 0 && i < tagSmall {
			return append(b, tagSmall+byte(i))
		}
		return binary.AppendVarint(append(b, tagInt), i)
	}
	return binary.LittleEndian.AppendUint64(append(b, tagFloat), math.Float64bits(n))
}

// reader reads a body. The first thing that is wrong stays in err, and all
// further reads give zeros.
type reader struct {
	b   []byte
	at  int
	err error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: at byte %d of %d: %s", ErrMalformed, r.at, len(r.b), fmt.Sprintf(format, args...))
	}
}

func (r *reader) left() int { return len(r.b) - r.at }

func (r *reader) byte() byte {
	if r.err != nil || r.left() < 1 {
		r.fail("it ends too early")
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

// take gives the next n bytes, which are still the message's own.
func (r *reader) take(n int) []byte {
	if r.err != nil || n < 0 || r.left() < n {
		r.fail("it ends too early")
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reader) uint() int {
	if r.err != nil {
		return 0
	}
	n, size := binary.Uvarint(r.b[r.at:])
	if size <= 0 || n > math.MaxInt32 {
		r.fail("not a number that can be one here")
		return 0
	}
	r.at += size
	return int(n)
}

// count is a number of things that take at least size bytes each: never more
// than the rest of the message can hold.
func (r *reader) count(size int) int {
	n := r.uint()
	if n > r.left()/size {
		r.fail("%d things of at least %d bytes in %d bytes", n, size, r.left())
		return 0
	}
	return n
}

func (r *reader) varint() int64 {
	if r.err != nil {
		return 0
	}
	n, size := binary.Varint(r.b[r.at:])
	if size <= 0 {
		r.fail("not a whole number")
		return 0
	}
	r.at += size
	return n
}

func (r *reader) float() float64 {
	if b := r.take(8); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (r *reader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// text is a string, copied out of the message.
func (r *reader) text() string { return string(r.take(r.count(1))) }
