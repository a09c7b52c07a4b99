package observe

import (
	"io"
	"net/url"
	"testing"
	"time"

	"luafut/luabind/vm"
	"luafut/session"
)

// BenchmarkExchange is what one request costs: it is counted and drawn, with the
// call that made it and the Lua code before it.
func BenchmarkExchange(b *testing.B) {
	for name, o := range map[string]Options{"counted": {}, "drawn": {Trace: io.Discard, TraceOnly: true}} {
		b.Run(name, func(b *testing.B) {
			r := New(o)
			defer r.Close()
			th := &vm.Thread{Name: "worker"}
			now := time.Now()
			x := &session.Exchange{
				Method: "POST", URL: &url.URL{Scheme: "http", Host: "127.0.0.1:80", Path: "/link/vote", RawQuery: "linksId=12"},
				Status: 200, Attempt: 1, Start: now, Ready: now, Received: 300,
				Timing: session.Timing{Reused: true, FirstByte: time.Millisecond, Body: 10 * time.Microsecond, Total: 2 * time.Millisecond},
			}
			b.ReportAllocs()
			for b.Loop() {
				r.count(func(t *Totals) { t.exchanged(x) })
				if r.trace != nil {
					r.trace.exchanged(x, th, now)
				}
				r.Spent(th, vm.Blocked, "Session:post", now, now)
				r.Spent(th, vm.Running, "", now, now)
			}
		})
	}
}

func BenchmarkNow(b *testing.B) {
	for b.Loop() {
		_ = time.Now()
	}
}
