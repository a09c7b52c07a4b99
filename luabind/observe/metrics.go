package observe

import (
	"context"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func memoryNow() Memory {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return Memory{Peak: peakRSS(), Heap: m.HeapAlloc, GCs: m.NumGC}
}

// bounds are those of the buckets of all durations that are served.
var bounds = []time.Duration{
	100 * time.Microsecond, 500 * time.Microsecond, time.Millisecond, 5 * time.Millisecond, 10 * time.Millisecond,
	25 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2500 * time.Millisecond, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute,
}

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("luafut_"+name, help, labels, nil)
}

// The metrics, in Prometheus's units: seconds and bytes.
var (
	descResponses = desc("responses_total", "Answers to requests, redirects included, by status.", "status")
	descErrors    = desc("request_errors_total", "Requests without an answer, by the kind of the error.", "kind")
	descHosts     = desc("host_requests_total", "Requests by host; those to further hosts count together.", "host")
	descRetries   = desc("retries_total", "Requests that were sent again.")
	descCached    = desc("cache_hits_total", "Requests that were answered from the cache.")
	descReused    = desc("kept_connections_total", "Requests on a connection that was there.")
	descReceived  = desc("received_bytes_total", "Bytes of answers' bodies as they came.")
	descSent      = desc("sent_bytes_total", "Bytes of requests' bodies.")
	descPhase     = desc("request_phase_seconds", "How long the phases of requests took.", "phase")
	descTasks     = desc("tasks", "Tasks by what they do now.", "pool", "state")
	descDone      = desc("tasks_done_total", "Tasks by how they ended.", "pool", "outcome")
	descQueued    = desc("task_queue_seconds", "How long tasks waited to begin.")
	descRan       = desc("task_run_seconds", "How long tasks ran.")
	descContended = desc("lua_lock_wait_seconds", "How long threads waited for the Lua lock.")
	descLua       = desc("lua_seconds_total", "What Lua threads did.", "doing")
)

// collector serves a recorder's totals; it implements prometheus.Collector.
type collector struct{ r *Recorder }

// Describe gives no descriptions, which has the metrics checked as they come.
func (c collector) Describe(chan<- *prometheus.Desc) {}

// Collect gives the totals of now.
func (c collector) Collect(out chan<- prometheus.Metric) {
	var list []prometheus.Metric
	add := func(kind prometheus.ValueType, d *prometheus.Desc, n float64, labels ...string) {
		list = append(list, prometheus.MustNewConstMetric(d, kind, n, labels...))
	}
	histogram := func(d *prometheus.Desc, h *Histogram, labels ...string) {
		buckets := map[float64]uint64{}
		for i, n := range h.Below(bounds) {
			buckets[bounds[i].Seconds()] = n
		}
		list = append(list, prometheus.MustNewConstHistogram(d, uint64(h.Count()), h.Sum().Seconds(), buckets, labels...))
	}
	c.r.Totals(func(t *Totals) {
		for status, n := range t.Statuses {
			add(prometheus.CounterValue, descResponses, float64(n), strconv.Itoa(status))
		}
		for kind, n := range t.Errors {
			add(prometheus.CounterValue, descErrors, float64(n), kind)
		}
		for host, h := range t.Hosts {
			add(prometheus.CounterValue, descHosts, float64(h.Requests), host)
		}
		add(prometheus.CounterValue, descRetries, float64(t.Retries))
		add(prometheus.CounterValue, descCached, float64(t.Cached))
		add(prometheus.CounterValue, descReused, float64(t.Reused))
		add(prometheus.CounterValue, descReceived, float64(t.Received))
		add(prometheus.CounterValue, descSent, float64(t.Sent))
		for p := range t.Latency {
			histogram(descPhase, &t.Latency[p], Phase(p).String())
		}
		for name, p := range t.Pools {
			add(prometheus.GaugeValue, descTasks, float64(p.Pending), name, "pending")
			add(prometheus.GaugeValue, descTasks, float64(p.Running), name, "running")
			add(prometheus.CounterValue, descDone, float64(p.Finished), name, "finished")
			add(prometheus.CounterValue, descDone, float64(p.Failed), name, "failed")
			add(prometheus.CounterValue, descDone, float64(p.Cancelled), name, "cancelled")
		}
		histogram(descQueued, &t.Queued)
		histogram(descRan, &t.Ran)
		histogram(descContended, &t.Contended)
		add(prometheus.CounterValue, descLua, t.Lua.Seconds(), "running")
		add(prometheus.CounterValue, descLua, t.Working.Seconds(), "working")
		add(prometheus.CounterValue, descLua, t.Blocked.Seconds(), "waiting")
	})
	for _, m := range list {
		out <- m
	}
}

// Metrics serves what a recorder counts over HTTP, in Prometheus's formats, at
// /metrics. Make it with ServeMetrics, end it with Close.
type Metrics struct {
	// Addr is where it listens.
	Addr net.Addr

	server *http.Server
	done   sync.WaitGroup
}

// ServeMetrics listens on an address, "127.0.0.1:9100" or ":9100": without a host,
// on 127.0.0.1 only; port 0 is a free one.
func ServeMetrics(address string, r *Recorder) (*Metrics, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if host == "" {
		host = "127.0.0.1"
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collector{r}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.Handle("GET /{$}", http.RedirectHandler("/metrics", http.StatusFound))
	m := &Metrics{Addr: l.Addr(), server: &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}}
	// It ends at Close, or where the listener breaks: the script goes on then.
	m.done.Go(func() { _ = m.server.Serve(l) })
	return m, nil
}

// closeWithin is how long answers under way may take at the end.
const closeWithin = time.Second

// Close ends the server and its goroutine.
func (m *Metrics) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	if m.server.Shutdown(ctx) != nil {
		_ = m.server.Close() // what did not end in time
	}
	m.done.Wait()
}
