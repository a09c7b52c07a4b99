package practice

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Bounds of the answers that go on and on.
const (
	maxEndless = 1 << 30 // bytes, and what they send where the query does not say
	bombMember = 1 << 20 // what each gzip member of a bomb grows to
)

// A malformation is the bytes of an answer, and how the connection ends after
// them.
type malformation struct {
	wire  string
	more  string // sent after wire, times times
	times int
	reset bool // ends with a reset (RST), not in good order (FIN)
}

const okLine = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

// malformations is what /malformed/KIND answers with. The rules that they break
// are those of RFC 9112. It is made when first asked for.
var malformations = sync.OnceValue(func() map[string]malformation {
	return map[string]malformation{
		// The body ends before the length that was announced.
		"short": {wire: okLine + "Content-Length: 1000\r\n\r\n<p>cut off"},
		// The same, by a reset.
		"reset": {wire: okLine + "Content-Length: 1000\r\n\r\n<p>cut off", reset: true},
		// A chunk's size is no number.
		"chunk": {wire: okLine + "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\nzz\r\nbroken\r\n0\r\n\r\n"},
		// The last chunk is missing.
		"chunk-cut": {wire: okLine + "Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n"},
		// The body is announced as gzip, and is none.
		"gzip": {wire: okLine + "Content-Encoding: gzip\r\nContent-Length: 11\r\n\r\nnot gzipped"},
		// The body is the first half of a gzip stream.
		"gzip-cut": {wire: okLine + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + halfGzip()},
		// No answer at all.
		"empty": {},
		// Something else than HTTP.
		"status-line": {wire: "220 mail.example ESMTP ready\r\n"},
		// A header line without a colon.
		"header": {wire: okLine + "no colon here\r\nContent-Length: 0\r\n\r\n"},
		// Header lines without end: 32 MB in one, and a million of them.
		"long-header":  {wire: okLine + "X-Long: ", more: strings.Repeat("x", 1<<10), times: 32 << 10},
		"many-headers": {wire: okLine, more: strings.Repeat("X-Many: of them\r\n", 100), times: 10_000},
		// Two lengths that differ.
		"two-lengths": {wire: okLine + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n<p>two"},
		// A length below nothing.
		"negative-length": {wire: okLine + "Content-Length: -5\r\n\r\n<p>minus"},
	}
})

// halfGzip returns the first half of a compressed text.
func halfGzip() string {
	whole := gzipped([]byte(strings.Repeat("half of this is missing, and the other half is here. ", 20)))
	return string(whole[:len(whole)/2])
}

// gzipped returns b compressed as far as gzip can.
func gzipped(b []byte) []byte {
	var packed bytes.Buffer
	// Neither can fail: the level is a good one, and a Buffer takes all.
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	_, _ = z.Write(b)
	_ = z.Close()
	return packed.Bytes()
}

func (h *handler) malformed(w http.ResponseWriter, r *http.Request) {
	kind, known := malformations()[r.PathValue("kind")]
	if !known {
		kinds := slices.Sorted(maps.Keys(malformations()))
		http.Error(w, "the kinds are: "+strings.Join(kinds, ", "), http.StatusNotFound)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, "this page needs a connection of its own: "+err.Error(), http.StatusInternalServerError)
		return
	}
	defer func() { _ = conn.Close() }()
	// A visitor who does not read must not hold the site up.
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	out := bufio.NewWriter(conn)
	_, err = out.WriteString(kind.wire)
	for i := 0; i < kind.times && err == nil; i++ {
		_, err = out.WriteString(kind.more)
	}
	if err != nil || out.Flush() != nil {
		return // the visitor had enough, as it should
	}
	if tcp, ok := conn.(*net.TCPConn); ok && kind.reset {
		_ = tcp.SetLinger(0)
	}
}

// endless sends lines until the query's bytes are sent or the visitor goes.
func (h *handler) endless(w http.ResponseWriter, r *http.Request) {
	n, ok := number(w, r, "bytes", maxEndless, 1, maxEndless)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	block := []byte(strings.Repeat("<p>and on it goes</p>\n", 1500))
	writeTimes(w, block, int(n))
}

// bomb sends zeros as gzip: each member is a kilobyte, and grows to bombMember.
func (h *handler) bomb(w http.ResponseWriter, r *http.Request) {
	n, ok := number(w, r, "bytes", maxEndless, 1, maxEndless)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Encoding", "gzip")
	member := gzipped(make([]byte, bombMember))
	members := (int(n) + bombMember - 1) / bombMember
	writeTimes(w, member, members*len(member))
}

// writeTimes sends block over and over, up to n bytes or until the visitor goes.
func writeTimes(w http.ResponseWriter, block []byte, n int) {
	for n > 0 {
		sent, err := w.Write(block[:min(n, len(block))])
		if err != nil {
			return
		}
		n -= sent
	}
}

// soup is a page whose markup breaks most rules that there are.
func (h *handler) soup(w http.ResponseWriter, _ *http.Request) {
	var b strings.Builder
	b.WriteString("<HTML><head><title>Tag soup</title><META charset=utf-8><body bgcolor=white>\n<h1>Tag <b>soup</h1>\n<!-- not closed -- >\n<p>gone -->")
	b.WriteString("<p id=one class=first id=two>A paragraph <i>that <b>overlaps</i> another</b>\n<table><tr><td>1<td>2<tr><td>3<p>in a cell</table>")
	b.WriteString("<ul><li>one<li>two<ul><li>two and a half</ul><li>three</ul><a href=/titles/1>no quotes</a>\n")
	b.WriteString("<p>AT&T &copy 2026 &nosuch; &#x1F600 5 < 6 > 4</p></div></div><div><p>\n")
	for i := range 5 {
		it := h.wide.item(i)
		fmt.Fprintf(&b, "<div class=entry data-id=%d><h2>%s<p>%d points</h2><br/><a href=/titles/%d>more\n", it.ID, it.Title, it.Points, i+1)
	}
	b.WriteString("<p class=last>and then <a href='/titles/2>half a quote</a>\n")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, []byte(b.String()))
}
