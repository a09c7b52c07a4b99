package pattern

import "strings"

// Limits of a pattern. Lua 5.1 has the first (LUA_MAXCAPTURES); the second keeps a hostile pattern
// from costing more memory than its text is worth, where Lua 5.1 overflows the C stack.
const (
	// MaxCaptures is how many captures a pattern can have.
	MaxCaptures = 32
	// MaxItems is how many items a pattern can have; a run of plain characters is one.
	MaxItems = 1 << 14
)

// Error is a fault in a pattern, with the words of Lua 5.1. It is found when a match gets to the
// faulty place, as in Lua 5.1.
type Error struct {
	Message string // without the place in the script
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Pattern is a compiled pattern. It does not change any more; any number of Matchers can use it at
// once, on any goroutine.
type Pattern struct {
	code     []inst
	anchored bool // begins with "^"
	plain    bool // no character of the source is special to string.find

	captures [MaxCaptures]captureKind
	ncapture int
	choices  int // instructions that can be come back to

	// Where an attempt can begin at all: with prefix, or with a byte of first, or at the end.
	prefix string
	first  *set // nil: anywhere
	atEnd  bool
}

type captureKind uint8

const (
	captureOpen captureKind = iota
	captureClosed
	capturePosition
)

type opcode uint8

const (
	opChar     opcode = iota // the byte c
	opSet                    // a byte of set
	opString                 // text
	opGreedy                 // as many bytes of set as can be, then fewer
	opOptional               // one byte of set, then none
	opLazy                   // as few bytes of set as can be, then more
	opRun                    // all bytes of set that come: giving back cannot help
	opOpen                   // capture n begins
	opClose                  // capture n ends
	opPosition               // capture n is the position
	opBack                   // the text of capture n again
	opBalance                // from c to the d that balances it
	opFrontier               // between a byte outside set and one in it
	opEnd                    // the end of the subject
	opError                  // the pattern is at fault here
	opMatch                  // success
)

// inst is one instruction. What can follow it is worked out by analyse.
type inst struct {
	op   opcode
	c, d byte
	n    int32 // the capture of opOpen, opClose, opPosition, opBack
	set  *set
	text string
	err  *Error

	choice   int32 // index into a Matcher's memo; -1 where outcomes cannot be remembered
	follow   *set  // of a repetition: the bytes before which what follows can succeed
	followAt int   // the one byte in follow, or -1
	atEnd    bool  // what follows can succeed at the end of the subject
	certain  bool  // what follows always succeeds
}

// Compile compiles the text of a pattern. The one error it returns is "pattern too complex", for
// more than MaxItems items; every other fault is reported by the match that gets to it.
func Compile(source string) (*Pattern, error) {
	p := &Pattern{plain: !strings.ContainsAny(source, "^$*+?.([%-")}
	if strings.HasPrefix(source, "^") {
		p.anchored = true
		source = source[1:]
	}
	c := compiler{Pattern: p, rest: source}
	for c.rest != "" && !c.failed {
		if len(p.code) >= MaxItems {
			return nil, &Error{"pattern too complex"}
		}
		c.item()
	}
	if !c.failed {
		c.finish()
	}
	p.analyse()
	return p, nil
}

// Plain tells whether the pattern is plain text to string.find, which then looks for its source.
func (p *Pattern) Plain() bool { return p.plain }

// Anchored tells whether the pattern begins with "^".
func (p *Pattern) Anchored() bool { return p.anchored }

type compiler struct {
	*Pattern
	rest    string // of the source
	literal []byte // characters that stand for themselves, not emitted yet
	failed  bool   // an opError ends the code
}

func (c *compiler) emit(i inst) {
	switch len(c.literal) {
	case 0:
	case 1:
		c.code = append(c.code, inst{op: opChar, c: c.literal[0]})
	default:
		c.code = append(c.code, inst{op: opString, text: string(c.literal)})
	}
	c.literal = c.literal[:0]
	c.code = append(c.code, i)
}

func (c *compiler) fail(message string) {
	c.emit(inst{op: opError, err: &Error{message}})
	c.failed = true
}

// finish ends a pattern without faults but for captures still open, which Lua finds when it hands
// out the captures of a match.
func (c *compiler) finish() {
	if _, open := c.openCapture(); open {
		c.fail("unfinished capture")
		return
	}
	c.emit(inst{op: opMatch})
}

// item compiles the next item of the pattern.
func (c *compiler) item() {
	switch first := c.rest[0]; {
	case first == '(':
		c.capture()
	case first == ')':
		c.rest = c.rest[1:]
		n, open := c.openCapture()
		if !open {
			c.fail("invalid pattern capture")
			return
		}
		c.captures[n] = captureClosed
		c.emit(inst{op: opClose, n: int32(n)})
	case first == '$' && len(c.rest) == 1:
		c.rest = ""
		c.emit(inst{op: opEnd})
	case first == '%' && len(c.rest) > 1 && c.rest[1] == 'b':
		c.balance()
	case first == '%' && len(c.rest) > 1 && c.rest[1] == 'f':
		c.frontier()
	case first == '%' && len(c.rest) > 1 && isDigit(c.rest[1]):
		c.backReference()
	default:
		c.single()
	}
}

func (c *compiler) capture() {
	kind, op := captureOpen, opOpen
	c.rest = c.rest[1:]
	if strings.HasPrefix(c.rest, ")") {
		kind, op = capturePosition, opPosition
		c.rest = c.rest[1:]
	}
	if c.ncapture == MaxCaptures {
		c.fail("too many captures")
		return
	}
	c.captures[c.ncapture] = kind
	c.emit(inst{op: op, n: int32(c.ncapture)})
	c.ncapture++
}

// openCapture is the innermost capture that is not closed yet.
func (c *compiler) openCapture() (n int, ok bool) {
	for n = c.ncapture - 1; n >= 0; n-- {
		if c.captures[n] == captureOpen {
			return n, true
		}
	}
	return 0, false
}

func (c *compiler) balance() {
	if len(c.rest) < 4 {
		c.fail("unbalanced pattern")
		return
	}
	c.emit(inst{op: opBalance, c: c.rest[2], d: c.rest[3]})
	c.rest = c.rest[4:]
}

func (c *compiler) frontier() {
	c.rest = c.rest[2:]
	if !strings.HasPrefix(c.rest, "[") {
		c.fail("missing '[' after '%f' in pattern")
		return
	}
	text, ok := c.element()
	if ok {
		c.emit(inst{op: opFrontier, set: elementSet(text)})
	}
}

// element takes the next element off the source; false where it is at fault, which has been noted.
func (c *compiler) element() (text string, ok bool) {
	size, message := elementSize(c.rest)
	if message != "" {
		c.fail(message)
		return "", false
	}
	text, c.rest = c.rest[:size], c.rest[size:]
	return text, true
}

func (c *compiler) backReference() {
	n := int(c.rest[1]) - '1'
	c.rest = c.rest[2:]
	if n < 0 || n >= c.ncapture || c.captures[n] == captureOpen {
		c.fail("invalid capture index")
		return
	}
	c.emit(inst{op: opBack, n: int32(n)})
}

// single compiles one element and the repetition behind it.
func (c *compiler) single() {
	text, ok := c.element()
	if !ok {
		return
	}
	repetition := byte(0)
	if c.rest != "" {
		repetition = c.rest[0]
	}
	switch repetition {
	case '?':
		c.emit(inst{op: opOptional, set: elementSet(text)})
	case '*':
		c.emit(inst{op: opGreedy, set: elementSet(text)})
	case '+':
		s := elementSet(text)
		c.emit(inst{op: opSet, set: s})
		c.emit(inst{op: opGreedy, set: s})
	case '-':
		c.emit(inst{op: opLazy, set: elementSet(text)})
	default:
		if char, ok := character(text); ok {
			c.literal = append(c.literal, char)
		} else {
			c.emit(inst{op: opSet, set: elementSet(text)})
		}
		return
	}
	c.rest = c.rest[1:]
}
