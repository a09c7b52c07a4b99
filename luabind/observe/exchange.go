package observe

import (
	"time"

	"luafut/luabind/vm"
	"luafut/session"
)

// exchanged takes a request and its phases, which lie within the call that made it.
func (t *trace) exchanged(x *session.Exchange, th *vm.Thread, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hold(slice{track: t.track(th), exchange: x, to: now})
}

// exchange draws one, with mu held.
func (t *trace) exchange(x *session.Exchange, track uint64, now time.Time) {
	if x.Cached {
		e := t.lasting(catHTTP, x.Method+" from the cache", track, now, now)
		e.url(x.URL)
		t.end(e)
		return
	}
	end := x.Start.Add(x.Timing.Total)
	first := x.Ready.Add(x.Timing.FirstByte)
	name, last := x.Method+" "+x.URL.Path, end
	if x.Streamed { // the call that made it ended then
		last = first
		t.streamed(name, x, first, end)
	}
	e := t.lasting(catHTTP, name, track, x.Start, last)
	e.url(x.URL)
	e.number("status", int64(x.Status))
	e.number("attempt", int64(x.Attempt))
	e.number("bytes", x.Received)
	if x.Err != nil {
		e.text("error", x.Err.Error())
	}
	t.end(e)
	if x.Ready.IsZero() {
		return
	}
	tls := x.Ready.Add(-x.Timing.TLS)
	connect := tls.Add(-x.Timing.Connect)
	t.phase(DNS, track, connect.Add(-x.Timing.DNS), connect)
	t.phase(Connect, track, connect, tls)
	t.phase(TLS, track, tls, x.Ready)
	t.phase(FirstByte, track, x.Ready, first)
	if !x.Streamed {
		t.phase(Body, track, end.Add(-x.Timing.Body), end)
	}
}

// streamed draws how long a body was read that went to the script as it came, with mu
// held. It has a row of its own: its reader does other things meanwhile, and tasks may
// hand it to each other.
func (t *trace) streamed(name string, x *session.Exchange, from, to time.Time) {
	t.bodies++
	id := uint64(t.pid)<<32 | t.bodies
	e := &t.out
	e.header('b', catHTTP, "body of "+name, t.rows[0], t.at(from))
	e.id(id)
	e.args()
	e.url(x.URL)
	e.number("bytes", x.Received)
	if x.Err != nil {
		e.text("error", x.Err.Error())
	}
	e.close()
	e.close()
	e.header('e', catHTTP, "body of "+name, t.rows[0], t.at(to))
	e.id(id)
	e.args()
	t.end(e)
}

var phaseNames = [...]string{DNS: "DNS", Connect: "connect", TLS: "TLS", FirstByte: "first byte", Body: "body"}

// visible is how long a phase takes to be drawn: shorter ones are no more than a
// line, and every request on a kept connection has some.
const visible = 10 * time.Microsecond

func (t *trace) phase(p Phase, track uint64, from, to time.Time) {
	if to.Sub(from) >= visible {
		t.end(t.lasting(catHTTP, phaseNames[p], track, from, to))
	}
}
