package session

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// directives are those of a Cache-Control header; names in lower case.
type directives map[string]string

func cacheControl(h http.Header) directives {
	d := make(directives)
	for _, v := range h["Cache-Control"] {
		for part := range strings.SplitSeq(v, ",") {
			name, arg, _ := strings.Cut(part, "=")
			d[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(arg), `"`)
		}
	}
	return d
}

func (d directives) has(name string) bool { _, there := d[name]; return there }

// seconds is a directive's argument; what is no number counts as 0, which is stale.
func (d directives) seconds(name string) (time.Duration, bool) {
	arg, there := d[name]
	n, err := strconv.ParseUint(arg, 10, 31)
	if err != nil {
		n = 0
	}
	return time.Duration(n) * time.Second, there
}

// heuristic are the statuses that may be kept without a word about it (RFC 9110, 15.1).
var heuristic = []int{200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}

// maxHeuristic bounds a life that is only guessed from Last-Modified.
const maxHeuristic = 24 * time.Hour

// lifetime is how long a response is fresh from its Date on (RFC 9111, 4.2.1, for a private
// cache).
func lifetime(status int, h http.Header, date time.Time) time.Duration {
	d := cacheControl(h)
	if d.has("no-cache") {
		return 0
	}
	if age, there := d.seconds("max-age"); there {
		return age
	}
	if h.Get("Expires") != "" {
		expires, err := http.ParseTime(h.Get("Expires"))
		if err != nil {
			return 0
		}
		return expires.Sub(date)
	}
	if modified, err := http.ParseTime(h.Get("Last-Modified")); err == nil && slices.Contains(heuristic, status) {
		return min(max(0, date.Sub(modified)/10), maxHeuristic)
	}
	return 0
}

// dateOf is when a response was made: its Date, or when it came.
func dateOf(h http.Header, came time.Time) time.Time {
	if t, err := http.ParseTime(h.Get("Date")); err == nil {
		return t
	}
	return came
}

// ageOf is how old a response was when it came.
func ageOf(h http.Header, came time.Time) time.Duration {
	age := max(0, came.Sub(dateOf(h, came)))
	if n, err := strconv.ParseUint(h.Get("Age"), 10, 31); err == nil {
		age = max(age, time.Duration(n)*time.Second)
	}
	return age
}

// storable reports whether RFC 9111, 3, lets a private cache keep a response to a GET.
func storable(req, resp http.Header, status int) bool {
	d := cacheControl(resp)
	if status < 200 || status == 206 || d.has("no-store") || cacheControl(req).has("no-store") || slices.Contains(resp["Vary"], "*") {
		return false
	}
	return d.has("max-age") || d.has("public") || d.has("private") || resp.Get("Expires") != "" || slices.Contains(heuristic, status)
}

// keepable is what Cache.All keeps: every answer but failures that may pass.
func keepable(status int) bool {
	return status >= 200 && status < 400 && status != 206 && status != 304 || status == 404 || status == 410
}
