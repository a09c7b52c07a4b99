package process_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/process"
	"luafut/engine/process/child"
	"luafut/engine/process/wire"
)

// TestMain is also what the workers of the tests run.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "--worker" {
		os.Exit(child.Main(child.Options{Open: openScript}))
	}
	goleak.VerifyTestMain(m)
}

// patience bounds waits that must end; no test depends on its length.
const patience = 30 * time.Second

// script is a child.Handler whose tasks are commands of one line.
type script struct {
	link   *child.Link
	worker string
	inited string
	ran    atomic.Int64
	known  []string
	heap   [][]byte
}

func openScript(g wire.Greeting, l *child.Link) (child.Handler, error) {
	if string(g.Settings) == "refuse" {
		return nil, errors.New("no such settings")
	}
	return &script{link: l, worker: g.Worker}, nil
}

func (s *script) Learn(b []byte) error {
	if string(b) == "nonsense" {
		return errors.New("not a prelude")
	}
	s.known = append(s.known, string(b))
	return nil
}

func (s *script) Init(b []byte) child.Answer {
	s.inited = string(b)
	if s.inited == "fail" {
		return child.Answer{Body: []byte("initializer failed"), Failed: true}
	}
	if s.inited == "exit" {
		os.Exit(9)
	}
	return child.Answer{}
}

func (s *script) Report() {
	fmt.Fprintf(s.link.Stderr(), "%s has begun %d tasks\n", s.worker, s.ran.Load())
}

func (s *script) Close() { fmt.Fprintf(s.link.Stderr(), "%s ran %d tasks", s.worker, s.ran.Load()) }

func (s *script) Run(b []byte) child.Answer {
	s.ran.Add(1)
	name, arg, _ := strings.Cut(string(b), " ")
	answer := arg
	switch name {
	case "echo":
	case "where":
		answer = fmt.Sprintf("%s %d %s %s", s.worker, os.Getpid(), s.inited, strings.Join(s.known, "+"))
	case "fail":
		return child.Answer{Body: []byte(arg), Failed: true}
	case "print":
		for _, piece := range strings.Split(arg, "|") {
			fmt.Fprint(s.link.Stdout(), strings.ReplaceAll(piece, "\\n", "\n"))
		}
	case "exit":
		code, _ := strconv.Atoi(arg)
		os.Exit(code)
	case "half":
		half := wire.Append(nil, wire.Value, 1, make([]byte, 1000))[:500]
		os.NewFile(4, "pool").Write(half)
		os.Exit(4)
	case "nonsense":
		os.NewFile(4, "pool").Write(bytes.Repeat([]byte{0xff}, 100))
		select {}
	case "unasked":
		os.NewFile(4, "pool").Write(wire.Append(nil, wire.Stopped, 1, nil))
		select {}
	case "block":
		os.WriteFile(arg, []byte(strconv.Itoa(os.Getpid())), 0o600)
		select {}
	case "once":
		// Blocks the first time it is called with a file.
		if _, err := os.Stat(arg); err != nil {
			os.WriteFile(arg, []byte(strconv.Itoa(os.Getpid())), 0o600)
			select {}
		}
	case "wait":
		for {
			if _, err := os.Stat(arg); err == nil {
				break
			}
			time.Sleep(time.Millisecond)
		}
	case "at":
		// Runs a command once a file that it makes is removed.
		file, then, _ := strings.Cut(arg, " ")
		os.WriteFile(file, []byte("begun"), 0o600)
		for {
			if _, err := os.Stat(file); err != nil {
				return s.Run([]byte(then))
			}
			time.Sleep(time.Millisecond)
		}
	case "endless":
		select {}
	case "append":
		file, line, _ := strings.Cut(arg, " ")
		f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = f.WriteString(line + "\n")
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			return child.Answer{Body: []byte(err.Error()), Failed: true}
		}
	case "touch":
		os.WriteFile(arg, nil, 0o600)
	case "grow":
		for {
			s.heap = append(s.heap, bytes.Repeat([]byte{1}, 1<<20))
			time.Sleep(time.Millisecond)
		}
	case "panic":
		panic(arg)
	case "raise":
		s.raise(arg)
		select {}
	case "big":
		n, _ := strconv.Atoi(arg)
		answer = strings.Repeat("x", n)
	}
	return child.Answer{Body: []byte(answer)}
}

// peer is a process.Peer of strings; those with a | have a prelude.
type peer struct {
	sent map[string]bool
}

func newPeer() process.Peer { return &peer{sent: map[string]bool{}} }

func (p *peer) Pack(payload any) (prelude, body []byte) {
	needs, text, ok := strings.Cut(payload.(string), ">")
	if !ok {
		return nil, []byte(payload.(string))
	}
	if !p.sent[needs] {
		p.sent[needs] = true
		prelude = []byte(needs)
	}
	return prelude, []byte(text)
}

func (p *peer) Learn([]byte) error { return nil }

func (p *peer) Value(body []byte) (any, error) { return string(body), nil }

func (p *peer) Failure(body []byte) error { return taskError(body) }

type taskError string

func (e taskError) Error() string { return string(e) }

// log collects what is written.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// rig is an Env with a main actor, and makes pools that end with the test.
type rig struct {
	*testing.T
	env      *engine.Env
	ctx      context.Context
	out, err *log
}

func newRig(t *testing.T) *rig {
	r := &rig{T: t, out: &log{}, err: &log{}}
	r.env = enginetest.NewEnv(engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("stall: %v", list) }})
	ctx, done := enginetest.Main(r.env, "main")
	r.ctx = ctx
	t.Cleanup(done)
	return r
}

func (r *rig) pool(n int, change ...func(*process.Options)) *process.Pool {
	o := process.Options{
		Env: r.env, MaxWorkers: n, Name: "pool", NewPeer: newPeer, Stdout: r.out, Stderr: r.err,
		Start: process.Exec(os.Args[0], os.Args[0], "--worker"),
	}
	for _, c := range change {
		c(&o)
	}
	p := process.New(o)
	r.Cleanup(func() {
		if err := p.Shutdown(r.ctx, true, true); err != nil {
			r.Errorf("shutdown: %v", err)
		}
	})
	return p
}

func (r *rig) submit(p *process.Pool, command string) *engine.Future {
	r.Helper()
	f, err := p.Submit(r.ctx, engine.Task{Payload: command, Name: command})
	if err != nil {
		r.Fatalf("submit: %v", err)
	}
	return f
}

func (r *rig) result(f *engine.Future) (any, error) {
	r.Helper()
	if err := f.Wait(r.ctx, patience); err != nil {
		r.Fatalf("%s: %v", f.Name(), err)
	}
	return f.Result()
}

func (r *rig) want(f *engine.Future, want any) {
	r.Helper()
	if got, err := r.result(f); err != nil || got != want {
		r.Errorf("%s: %v, %v, want %v", f.Name(), got, err, want)
	}
}

func (r *rig) wantError(f *engine.Future, kind error, texts ...string) {
	r.Helper()
	got, err := r.result(f)
	if !errors.Is(err, kind) {
		r.Errorf("%s: %v, %v, want %v", f.Name(), got, err, kind)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			r.Errorf("%s: %q does not say %q", f.Name(), err, text)
		}
	}
}

// file names a file for a command and waits for it.
func (r *rig) file(name string) (path string, await func() string) {
	path = r.TempDir() + "/" + name
	return path, func() string {
		r.Helper()
		for end := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
			if b, err := os.ReadFile(path); err == nil && len(b) > 0 {
				return string(b)
			}
			if time.Now().After(end) {
				r.Fatalf("no %s", name)
			}
		}
	}
}

func greeting(pool, worker string) []byte {
	return wire.AppendGreeting(nil, wire.Greeting{Pool: pool, Worker: worker})
}

func task(id uint64, command string) string {
	return string(wire.Append(nil, wire.Task, id, []byte(command)))
}
