package observe

import (
	"fmt"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"
)

// event appends one event of the Trace Event Format (the JSON that Chrome's tracing
// made and that Perfetto reads) to a buffer. Each begins with a comma and a new
// line: something stands before it in the file.
type event struct{ b []byte }

// header begins an event: its phase letter, what it is, on which row and when.
func (e *event) header(phase byte, category, name string, row []byte, at time.Duration) {
	e.b = append(e.b, ",\n{\"ph\":\""...)
	e.b = append(e.b, phase)
	e.b = append(e.b, "\",\"cat\":\""...)
	e.b = append(e.b, category...)
	e.b = append(e.b, "\",\"name\":"...)
	e.b = appendJSON(e.b, name)
	e.b = append(e.b, row...)
	e.b = appendMicros(e.b, at)
}

// rowOf is what says in an event on which row of which process it is, and begins
// its time.
func rowOf(pid int, track uint64) []byte {
	return fmt.Appendf(nil, `,"pid":%d,"tid":%d,"ts":`, pid, track)
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

// micros writes a duration in microseconds.
func (e *event) micros(key string, d time.Duration) {
	e.key(key)
	e.b = appendMicros(e.b, d)
}

// quantum is what times are cut to: an eighth of a microsecond, the unit of the
// format. Readers take times as floating point numbers, which hold eighths exactly;
// others would be off by a nanosecond now and then, and what begins where another
// ends would overlap it.
const quantum = time.Microsecond / 8

// appendMicros appends d in microseconds; a negative one is 0.
func appendMicros(b []byte, d time.Duration) []byte {
	n := int64(max(0, d) / quantum)
	b = strconv.AppendInt(b, n/8, 10)
	if frac := n % 8 * 125; frac > 0 {
		b = append(b, '.', byte('0'+frac/100), byte('0'+frac/10%10), byte('0'+frac%10))
	}
	return b
}

// args begins the arguments, which are what follows until the first close.
func (e *event) args() {
	e.key("args")
	e.b = append(e.b, '{')
}

func (e *event) close() { e.b = append(e.b, '}') }

// url writes a URL without its password.
func (e *event) url(u *url.URL) {
	e.key("url")
	if u.User != nil || u.Host == "" || u.Opaque != "" || u.RawPath != "" || u.Fragment != "" || u.ForceQuery ||
		!plainPath(u.Path) || plain(u.Host) < len(u.Host) || plain(u.RawQuery) < len(u.RawQuery) {
		e.b = appendJSON(e.b, u.Redacted())
		return
	}
	// What Redacted would give, without the texts in between: requests are many.
	e.b = append(e.b, '"')
	e.b = append(append(e.b, u.Scheme...), "://"...)
	e.b = append(append(e.b, u.Host...), u.Path...)
	if u.RawQuery != "" {
		e.b = append(append(e.b, '?'), u.RawQuery...)
	}
	e.b = append(e.b, '"')
}

// plainPath reports whether a path stands in a URL, and in JSON, as it is.
func plainPath(path string) bool {
	for i := range len(path) {
		c := path[i]
		if c != '/' && c != '-' && c != '.' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return path != ""
}

// plain is how many bytes of s, from its front, stand in JSON as they are.
func plain(s string) int {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return len(s)
}

const hexDigits = "0123456789abcdef"

// appendJSON appends a text as a JSON string; what is not UTF-8 becomes U+FFFD.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	n := plain(s)
	b = append(b, s[:n]...)
	for i := n; i < len(s); {
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
