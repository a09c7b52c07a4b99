// Package observe tests what a run tells about itself: --trace, --stats and
// --metrics, of programs in processes of their own.
package observe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"luafut/luabind/cli"
)

// TestMain makes this binary serve as the command luafut as well.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"luafut": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// patience is when a program that should have ended is taken for one that hangs.
const patience = 2 * time.Minute

// luafut runs the command, which must exit with code.
func luafut(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "luafut", args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if got != code {
		t.Fatalf("luafut %q exited with %d, want %d\n%s%s", args, got, code, &out, &errs)
	}
	return out.String(), errs.String()
}

// traceEvent is one of a trace.
type traceEvent struct {
	Phase    string         `json:"ph"`
	Category string         `json:"cat"`
	Name     string         `json:"name"`
	PID      int            `json:"pid"`
	Track    int            `json:"tid"`
	At       float64        `json:"ts"` // in microseconds
	Lasts    float64        `json:"dur"`
	ID       string         `json:"id"`
	Args     map[string]any `json:"args"`
}

// span is an event that lasts, in nanoseconds.
type span struct {
	traceEvent
	from, to int64
}

func (s span) within(o span) bool {
	return s.PID == o.PID && s.Track == o.Track && s.from >= o.from && s.to <= o.to
}

type trace struct {
	events []traceEvent
	spans  []span // sorted by begin, the longer first
}

func readTrace(t *testing.T, file string) *trace {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tr trace
	if err := json.Unmarshal(text, &tr.events); err != nil {
		t.Fatalf("the trace is not JSON: %v\n%.2000s", err, text)
	}
	nano := func(us float64) int64 { return int64(us * 1000) } // as viewers read it
	open := map[[2]int][]traceEvent{}
	for _, e := range tr.events {
		key := [2]int{e.PID, e.Track}
		switch e.Phase {
		case "X":
			tr.spans = append(tr.spans, span{e, nano(e.At), nano(e.At) + nano(e.Lasts)})
		case "B":
			open[key] = append(open[key], e)
		case "E":
			stack := open[key]
			if len(stack) == 0 || stack[len(stack)-1].Name != e.Name {
				t.Fatalf("%q ends where %v is open", e.Name, stack)
			}
			began := stack[len(stack)-1]
			open[key] = stack[:len(stack)-1]
			began.Args = e.Args
			tr.spans = append(tr.spans, span{began, nano(began.At), nano(e.At)})
		}
	}
	slices.SortFunc(tr.spans, func(a, b span) int {
		if a.from != b.from {
			return int(a.from - b.from)
		}
		return int(b.to - a.to)
	})
	return &tr
}

// nested fails where two spans of a track overlap without one being in the other:
// viewers show such ones wrongly.
func (tr *trace) nested(t *testing.T) {
	t.Helper()
	open := map[[2]int][]span{}
	for _, s := range tr.spans {
		key := [2]int{s.PID, s.Track}
		stack := open[key]
		for len(stack) > 0 && stack[len(stack)-1].to <= s.from {
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 && s.to > stack[len(stack)-1].to {
			o := stack[len(stack)-1]
			t.Errorf("%s %q [%d, %d] overlaps %s %q [%d, %d]", s.Category, s.Name, s.from, s.to, o.Category, o.Name, o.from, o.to)
		}
		open[key] = append(stack, s)
	}
}

// find gives the spans of a category, those whose names have a text in them.
func (tr *trace) find(category, name string) (list []span) {
	for _, s := range tr.spans {
		if s.Category == category && strings.Contains(s.Name, name) {
			list = append(list, s)
		}
	}
	return list
}

// need is find, which must find something; the first is given.
func (tr *trace) need(t *testing.T, category, name string) span {
	t.Helper()
	list := tr.find(category, name)
	if len(list) == 0 {
		t.Fatalf("there is no %s %q", category, name)
	}
	return list[0]
}

func TestTrace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.json")
	luafut(t, 0, "--trace", file, "testdata/everywhere.lua")
	tr := readTrace(t, file)
	tr.nested(t)

	main := tr.need(t, "task", "everywhere.lua")
	task := tr.need(t, "task", "fetch_page")
	call := tr.need(t, "wait", "Session:get")
	if main.PID != os.Getpid() && main.Track == task.Track {
		t.Error("the task is on the main script's track")
	}
	for _, inner := range []span{call, tr.need(t, "http", "GET /"), tr.need(t, "http", "first byte"), tr.need(t, "lua", "Lua")} {
		found := false
		for _, outer := range slices.Concat(tr.find("task", "fetch_page"), []span{main}) {
			found = found || inner.within(outer)
		}
		if !found {
			t.Errorf("%s %q is not within a task", inner.Category, inner.Name)
		}
	}
	if x := tr.need(t, "http", "GET /"); x.Args["status"] != 200.0 || !strings.HasPrefix(x.Args["url"].(string), "http://127.0.0.1:") {
		t.Errorf("the exchange has the arguments %v", x.Args)
	}
	tr.need(t, "http", "connect")
	tr.need(t, "callback", "callback of fetch_page")
	tr.need(t, "lock", "waiting for the Lua lock")
	tr.need(t, "work", "html.parse")
	away := tr.need(t, "task", "count_words")
	if away.PID == main.PID {
		t.Error("a task of a process pool ran in the script's process")
	}
	if failed := tr.need(t, "task", "give_up"); failed.Args["outcome"] != "failed" {
		t.Errorf("the task that failed has the arguments %v", failed.Args)
	}
	if failed := tr.need(t, "task", "break_down"); failed.Args["pool"] != away.Args["pool"] || !strings.Contains(fmt.Sprint(failed.Args["error"]), "no worker") {
		t.Errorf("the task that failed in a worker process has the arguments %v", failed.Args)
	}
	if stopped := tr.need(t, "task", "time.sleep"); stopped.Args["outcome"] != "cancelled" {
		t.Errorf("the task that was terminated has the arguments %v", stopped.Args)
	}
	body := slices.IndexFunc(tr.events, func(e traceEvent) bool { return e.Name == "body of GET /bytes/400000" && e.Phase == "b" })
	if body < 0 || tr.events[body].Args["bytes"] != 400000.0 {
		t.Error("the body that was streamed is not drawn, or wrongly")
	}
	queued := 0
	for _, e := range tr.events {
		if e.Category == "queue" && e.Phase == "b" {
			queued++
		}
	}
	if queued < 12 {
		t.Errorf("%d tasks were queued, want at least 12", queued)
	}
	tr.flows(t, main.PID)
}

// flows checks that each task has a way from where it was submitted to where it
// ran and on to where its result was taken, also across processes.
func (tr *trace) flows(t *testing.T, pid int) {
	t.Helper()
	ways := map[string]map[string]traceEvent{}
	for _, e := range tr.events {
		if e.Category != "flow" {
			continue
		}
		if ways[e.ID] == nil {
			ways[e.ID] = map[string]traceEvent{}
		}
		if _, twice := ways[e.ID][e.Phase]; twice {
			t.Errorf("flow %s has %q twice", e.ID, e.Phase)
		}
		ways[e.ID][e.Phase] = e
	}
	whole, across := 0, 0
	for _, way := range ways {
		from, run, to := way["s"], way["t"], way["f"]
		if from.PID == 0 || run.PID == 0 || to.PID == 0 {
			continue
		}
		whole++
		if from.PID != pid || to.PID != pid {
			t.Errorf("a way begins and ends in the processes %d and %d, want %d", from.PID, to.PID, pid)
		}
		if run.PID != pid {
			across++
		}
	}
	if whole < 12 || across < 4 {
		t.Errorf("%d ways are whole, %d of them to other processes; want 12 and 4", whole, across)
	}
}

// TestTraceEnds has the trace whole however a run ends.
func TestTraceEnds(t *testing.T) {
	for name, c := range map[string]struct {
		code   int
		source string
	}{
		"os.exit":           {7, `os.exit(7)`},
		"an error":          {1, `error("oh")`},
		"a syntax error":    {3, `local = `},
		"os.exit in a task": {5, `require("futures").ThreadPoolExecutor(1):submit(os.exit, 5):result()`},
		"a signal":          {143, `os.execute("kill $PPID") while true do end`},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "out.json")
			luafut(t, c.code, "--trace", file, "-e", c.source)
			if tr := readTrace(t, file); len(tr.events) == 0 {
				t.Error("the trace is empty")
			}
		})
	}
	t.Run("os.exit at the prompt", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "out.json")
		cmd := exec.CommandContext(t.Context(), "luafut", "--trace", file, "-i")
		cmd.Stdin = strings.NewReader("os.exit(7)\n")
		said, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != 7 {
			t.Fatalf("exit code %d\n%s", code, said)
		}
		readTrace(t, file)
	})
}

// TestWorkerExits has what a worker process counted told where os.exit ends it.
func TestWorkerExits(t *testing.T) {
	_, stderr := luafut(t, 0, "--stats=json", "-e", `
		local futures = require "futures"
		futures.ProcessPoolExecutor(1):submit(function()
			require("futures").ThreadPoolExecutor{max_workers = 1, thread_name_prefix = "inner\255"}:submit(math.abs, 1):result()
			os.exit(3)
		end):exception()`)
	var s stats
	if err := json.Unmarshal([]byte(stderr), &s); err != nil {
		t.Fatalf("%v in %s", err, stderr)
	}
	if p := s.Tasks["inner\uFFFD"]; p["finished"] != 1 {
		t.Errorf("tasks: %v", s.Tasks)
	}
}

// TestTraceOfKilled has what a run did up to then readable where it was killed; viewers
// close the list themselves.
func TestTraceOfKilled(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.json")
	cmd := exec.CommandContext(t.Context(), "luafut", "--trace", file, "-e", `
		local futures, time = require "futures", require "time"
		futures.ThreadPoolExecutor(1):submit_with({name = "tea"}, time.sleep, 0.01):result()
		time.sleep(3600)`)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var text []byte
	for end := time.Now().Add(patience); !bytes.Contains(text, []byte("tea")); text, _ = os.ReadFile(file) {
		if time.Now().After(end) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // that it was killed
	var events []traceEvent
	if err := json.Unmarshal(append(text, ']'), &events); err != nil || len(events) == 0 {
		t.Errorf("%d events, %v, in %s", len(events), err, text)
	}
}

// stats is what --stats=json prints, as far as it is looked at.
type stats struct {
	Requests struct {
		Total    int64
		ByStatus map[string]int64                            `json:"by_status"`
		ByError  map[string]int64                            `json:"by_error"`
		ByHost   map[string]struct{ Requests, Failed int64 } `json:"by_host"`
		Retries  int64
		Cached   int64 `json:"cache_hits"`
		Received int64 `json:"bytes_received"`
	}
	Latency map[string]struct {
		Count    int64
		P50, Max float64
	} `json:"latency_seconds"`
	Tasks  map[string]map[string]int64
	Lua    struct{ Running, Waiting float64 } `json:"lua_seconds"`
	Memory struct {
		Heap int64
	}
	Fields []struct {
		Name         string
		Found, Total int64
	}
}

func TestStats(t *testing.T) {
	stdout, stderr := luafut(t, 0, "--stats=json", "testdata/counted.lua", t.TempDir())
	if stdout != "done\n" {
		t.Errorf("the script printed %q", stdout)
	}
	var s stats
	if err := json.Unmarshal([]byte(stderr), &s); err != nil {
		t.Fatalf("%v in %s", err, stderr)
	}
	q := s.Requests
	if q.ByStatus["200"] != 6 || q.ByStatus["404"] != 1 || q.ByStatus["503"] != 2 || q.Retries != 2 || q.Cached != 1 || q.ByError["ReadTimeout"] != 1 {
		t.Errorf("requests: %+v", q)
	}
	if len(q.ByHost) != 1 || q.Received == 0 || q.Total != 10 {
		t.Errorf("requests: %+v", q)
	}
	if l := s.Latency["total"]; l.Count != 10 || l.Max <= 0 || l.P50 > l.Max {
		t.Errorf("latency: %+v", s.Latency)
	}
	if want := (map[string]int64{"submitted": 4, "pending": 0, "running": 0, "finished": 2, "failed": 1, "cancelled": 1}); !equal(s.Tasks["crawl"], want) {
		t.Errorf("tasks: %v, want %v", s.Tasks["crawl"], want)
	}
	if p := s.Tasks["away"]; p["finished"] != 10 || p["failed"] != 1 {
		t.Errorf("tasks by chunks: %v", p)
	}
	if s.Lua.Running <= 0 || s.Lua.Waiting <= 0 || s.Memory.Heap == 0 {
		t.Errorf("lua %+v, memory %+v", s.Lua, s.Memory)
	}
	if len(s.Fields) != 1 || s.Fields[0].Found != 1 || s.Fields[0].Total != 2 {
		t.Errorf("fields: %+v", s.Fields)
	}
	_, text := luafut(t, 0, "--stats", "testdata/counted.lua", t.TempDir())
	for _, want := range []string{"10: 200 × 6, 404 × 1, 503 × 2, ReadTimeout × 1", "2 sent again", "1 more answered from the cache", "crawl: 2 finished, 1 failed, 1 cancelled", "first_byte", " 50.0%  1 of 2  li: name"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

func equal(a, b map[string]int64) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// TestMetrics has a script read its own metrics while it runs.
func TestMetrics(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free, most likely still in a moment
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	out, stderr := luafut(t, 0, "--metrics", addr, "testdata/metrics.lua", "http://"+addr+"/metrics")
	if !strings.Contains(stderr, "metrics at http://"+addr+"/metrics") {
		t.Errorf("stderr: %s", stderr)
	}
	for _, want := range []string{
		"\nluafut_responses_total{status=\"200\"} 3\n", "\nluafut_tasks_done_total{outcome=\"finished\",pool=\"crawl\"} 3\n",
		"\nluafut_tasks{pool=\"crawl\",state=\"running\"} 1\n", "\nluafut_request_phase_seconds_count{phase=\"total\"} 3\n",
		"\nluafut_request_phase_seconds_bucket{phase=\"total\",le=\"+Inf\"} 3\n", "\n# TYPE luafut_task_run_seconds histogram\n",
		"\ngo_goroutines ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("there is no %q in\n%s", want, out)
		}
	}
}

func TestRefusals(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, c := range []struct {
		want string
		args []string
	}{
		{"--stats=xml: it is text or json", []string{"--stats=xml"}},
		{"--trace crawl.lua would overwrite the script; name the file to write before it", []string{"--trace", "crawl.lua"}},
		{"--profile crawl.lua would overwrite the script; name the file to write before it", []string{"--profile", "crawl.lua"}},
		{"--trace: open " + filepath.Join("no", "such", "folder") + ": no such file", []string{"--trace", filepath.Join("no", "such", "folder")}},
		{"address already in use; an address is :9100", []string{"--metrics", l.Addr().String()}},
		{"missing port in address; an address is :9100", []string{"--metrics", "9100"}},
	} {
		if _, stderr := luafut(t, 2, append(c.args, "-e", "print(1)")...); !strings.Contains(stderr, c.want) {
			t.Errorf("luafut %q says %q, want %q", c.args, stderr, c.want)
		}
	}
}
