package observe

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// event appends one event of the Trace Event Format (the JSON that Chrome's tracing
// made and that Perfetto reads) to a buffer. Each begins with a comma and a new
// line: something stands before it in the file.
type event struct{ b []byte }

// header begins an event: its phase letter, what it is, where and when.
func (e *event) header(phase byte, category, name string, pid int, track uint64, at time.Duration) {
	e.b = append(e.b, ",\n{\"ph\":\""...)
	e.b = append(e.b, phase, '"')
	e.text("cat", category)
	e.text("name", name)
	e.number("pid", int64(pid))
	e.number("tid", int64(track))
	e.micros("ts", at)
}

func (e *event) key(key string) {
	if e.b[len(e.b)-1] != '{' {
		e.b = append(e.b, ',')
	}
	e.b = append(e.b, '"')
	e.b = append(e.b, key...)
	e.b = append(e.b, '"', ':')
}

func (e *event) text(key, value string) {
	e.key(key)
	e.b = appendJSON(e.b, value)
}

func (e *event) number(key string, n int64) {
	e.key(key)
	e.b = strconv.AppendInt(e.b, n, 10)
}

// id writes a number in the form that takes 64 bits.
func (e *event) id(n uint64) {
	e.key("id")
	e.b = append(e.b, `"0x`...)
	e.b = strconv.AppendUint(e.b, n, 16)
	e.b = append(e.b, '"')
}

// micros writes a duration in microseconds, the unit of the format, to the
// nanosecond.
func (e *event) micros(key string, d time.Duration) {
	e.key(key)
	e.b = appendMillis(e.b, max(0, d))
}

// appendMillis appends d/1000 with three decimals.
func appendMillis(b []byte, d time.Duration) []byte {
	b = strconv.AppendInt(b, int64(d/1000), 10)
	frac := int64(d % 1000)
	return append(b, '.', byte('0'+frac/100), byte('0'+frac/10%10), byte('0'+frac%10))
}

// args begins the arguments, which are what follows until the first close.
func (e *event) args() {
	e.key("args")
	e.b = append(e.b, '{')
}

func (e *event) close() { e.b = append(e.b, '}') }

const hexDigits = "0123456789abcdef"

// appendJSON appends a text as a JSON string; what is not UTF-8 becomes U+FFFD.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += size
			continue
		}
		i++
	}
	return append(b, '"')
}
