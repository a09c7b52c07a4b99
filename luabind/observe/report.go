package observe

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// Report is what --stats tells: the totals in the form in which they are printed,
// as text or as JSON.
type Report struct {
	Seconds  float64            `json:"seconds"`
	Requests Requests           `json:"requests"`
	Latency  map[string]Latency `json:"latency_seconds"` // by phase; those that no request had are missing
	Tasks    map[string]Pool    `json:"tasks"`           // by pool
	Queued   Latency            `json:"queued_seconds"`
	Ran      Latency            `json:"run_seconds"`
	Lua      LuaTime            `json:"lua_seconds"`
	Memory   Memory             `json:"memory"`
	Fields   []Field            `json:"fields,omitempty"` // what extract found
}

// Requests are the counts of requests.
type Requests struct {
	Total    int64            `json:"total"`
	ByStatus map[string]int64 `json:"by_status"`
	ByError  map[string]int64 `json:"by_error"`
	ByHost   map[string]*Host `json:"by_host"`
	Retries  int64            `json:"retries"`
	Cached   int64            `json:"cache_hits"`
	Reused   int64            `json:"kept_connections"`
	Sent     int64            `json:"bytes_sent"`
	Received int64            `json:"bytes_received"`
}

// Latency is a distribution, in seconds.
type Latency struct {
	Count int64   `json:"count"`
	Mean  float64 `json:"mean"`
	P50   float64 `json:"p50"`
	P90   float64 `json:"p90"`
	P99   float64 `json:"p99"`
	Max   float64 `json:"max"`
}

// LuaTime is where the time of all Lua threads together went, in seconds.
type LuaTime struct {
	Running     float64 `json:"running"`
	Unlocked    float64 `json:"working_unlocked"` // in Go, beside other tasks
	Waiting     float64 `json:"waiting"`          // in calls: requests, sleeps, results
	LockWaiting float64 `json:"lock_waiting"`
	LockWaits   Latency `json:"lock_waits"`
}

// Memory is what the process used, in bytes.
type Memory struct {
	Peak int64  `json:"peak_rss"` // 0 where the system does not tell
	Heap uint64 `json:"heap"`
	GCs  uint32 `json:"garbage_collections"`
}

// Field is how often a field of extract was found.
type Field struct {
	Name  string `json:"name"`
	Found int64  `json:"found"`
	Total int64  `json:"total"`
}

func latencyOf(h *Histogram) Latency {
	return Latency{
		Count: h.Count(), Mean: h.Mean().Seconds(), P50: h.Quantile(.5).Seconds(), P90: h.Quantile(.9).Seconds(),
		P99: h.Quantile(.99).Seconds(), Max: h.Quantile(1).Seconds(),
	}
}

// Report gives what was counted so far. Fields are the caller's to add.
func (r *Recorder) Report() *Report {
	out := &Report{Seconds: time.Since(r.begin).Seconds(), Latency: map[string]Latency{}, Tasks: map[string]Pool{}, Memory: memoryNow()}
	r.Totals(func(t *Totals) {
		out.Requests = Requests{
			Total: t.Requests, ByStatus: map[string]int64{}, ByError: map[string]int64{}, ByHost: map[string]*Host{},
			Retries: t.Retries, Cached: t.Cached, Reused: t.Reused, Sent: t.Sent, Received: t.Received,
		}
		for status, n := range t.Statuses {
			out.Requests.ByStatus[strconv.Itoa(status)] = n
		}
		maps.Copy(out.Requests.ByError, t.Errors)
		for name, h := range t.Hosts {
			copied := *h
			out.Requests.ByHost[name] = &copied
		}
		for p := range t.Latency {
			if t.Latency[p].Count() > 0 {
				out.Latency[Phase(p).String()] = latencyOf(&t.Latency[p])
			}
		}
		for name, p := range t.Pools {
			out.Tasks[name] = *p
		}
		out.Queued, out.Ran = latencyOf(&t.Queued), latencyOf(&t.Ran)
		out.Lua = LuaTime{
			Running: t.Lua.Seconds(), Unlocked: t.Working.Seconds(), Waiting: t.Blocked.Seconds(),
			LockWaiting: t.Contended.Sum().Seconds(), LockWaits: latencyOf(&t.Contended),
		}
	})
	return out
}

// JSON is the report as one line of JSON.
func (o *Report) JSON() string {
	b, err := json.Marshal(o)
	if err != nil {
		panic(err) // numbers and texts: it cannot fail
	}
	return string(b) + "\n"
}

// shownHosts is how many hosts the text lists.
const shownHosts = 10

// Text is the report for people, in lines.
func (o *Report) Text() string {
	var b strings.Builder
	line := func(what, format string, args ...any) {
		fmt.Fprintf(&b, "  %-10s"+format+"\n", append([]any{what}, args...)...)
	}
	b.WriteString("luafut: statistics of this run\n")
	line("time", "%s", seconds(o.Seconds))
	o.requests(line)
	if len(o.Latency) > 0 {
		line("latency", "%-11s%7s%9s%9s%9s%9s%9s", "", "count", "mean", "p50", "p90", "p99", "max")
		for p := range phases {
			if l, there := o.Latency[p.String()]; there {
				line("", "%-11s%s", p, l)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Tasks)) {
		p := o.Tasks[name]
		text := fmt.Sprintf("%d finished, %d failed, %d cancelled", p.Finished, p.Failed, p.Cancelled)
		if p.Pending+p.Running > 0 {
			text += fmt.Sprintf(", %d pending, %d running", p.Pending, p.Running)
		}
		line("tasks", "%s: %s", name, text)
	}
	if len(o.Tasks) > 0 {
		line("", "%-11s%7s%9s%9s%9s%9s%9s", "", "count", "mean", "p50", "p90", "p99", "max")
		line("", "%-11s%s", "queued", o.Queued)
		line("", "%-11s%s", "run", o.Ran)
	}
	line("Lua", "ran %s, waited in calls %s, for the Lua lock %s (%d times, p99 %s); Go ran outside the lock %s",
		seconds(o.Lua.Running), seconds(o.Lua.Waiting), seconds(o.Lua.LockWaiting), o.Lua.LockWaits.Count,
		seconds(o.Lua.LockWaits.P99), seconds(o.Lua.Unlocked))
	memory := "heap " + bytes(int64(o.Memory.Heap))
	if o.Memory.Peak > 0 {
		memory = bytes(o.Memory.Peak) + " at most, " + memory
	}
	line("memory", "%s; %d garbage collections", memory, o.Memory.GCs)
	for i, f := range o.Fields {
		what := "fields"
		if i > 0 {
			what = ""
		}
		line(what, "%5.1f%%  %d of %d  %s", 100*float64(f.Found)/float64(max(1, f.Total)), f.Found, f.Total, f.Name)
	}
	return b.String()
}

func (o *Report) requests(line func(what, format string, args ...any)) {
	q := &o.Requests
	if q.Total+q.Cached == 0 {
		return
	}
	line("requests", "%d: %s", q.Total, tally(q.ByStatus, q.ByError))
	line("", "%d sent again, %d on kept connections, %d more answered from the cache", q.Retries, q.Reused, q.Cached)
	line("bytes", "%s received, %s sent (bodies, as they came)", bytes(q.Received), bytes(q.Sent))
	names := slices.SortedFunc(maps.Keys(q.ByHost), func(a, b string) int {
		return cmp.Or(cmp.Compare(q.ByHost[b].Requests, q.ByHost[a].Requests), cmp.Compare(a, b))
	})
	for i, name := range names {
		what := ""
		if i == 0 {
			what = "hosts"
		}
		if i == shownHosts {
			line(what, "… and %d more", len(names)-i)
			break
		}
		h := q.ByHost[name]
		line(what, "%s: %d requests, %d failed, %s", name, h.Requests, h.Failed, bytes(h.Received))
	}
}

// tally lists counts, the statuses before the errors.
func tally(statuses, errors map[string]int64) string {
	var list []string
	for _, m := range []map[string]int64{statuses, errors} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			list = append(list, fmt.Sprintf("%s × %d", name, m[name]))
		}
	}
	return strings.Join(list, ", ")
}

// String is the row of a table.
func (l Latency) String() string {
	return fmt.Sprintf("%7d%9s%9s%9s%9s%9s", l.Count, seconds(l.Mean), seconds(l.P50), seconds(l.P90), seconds(l.P99), seconds(l.Max))
}

// seconds is a duration with some three digits.
func seconds(s float64) string {
	d := time.Duration(s * float64(time.Second))
	switch {
	case d >= 100*time.Second:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}

func bytes(n int64) string { return humanize.IBytes(uint64(max(0, n))) }
