package process_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/process"
)

// chunked maps commands in chunks.
func (r *rig) chunked(p *process.Pool, size int, payloads ...any) *engine.Mapped {
	r.Helper()
	it, err := engine.Map(r.ctx, p, func(context.Context) (t engine.Task, ok bool, err error) {
		if len(payloads) == 0 {
			return t, false, nil
		}
		t.Payload, payloads = payloads[0], payloads[1:]
		return t, true, nil
	}, engine.MapOptions{Chunk: p.Chunking(size)})
	if err != nil {
		r.Fatal(err)
	}
	return it
}

func commands(n int) []any {
	var list []any
	for i := range n {
		list = append(list, fmt.Sprint("echo ", i))
	}
	return list
}

func TestChunks(t *testing.T) {
	r := newRig(t)
	p := r.pool(2)
	it := r.chunked(p, 7, commands(100)...)
	for i := range 100 {
		if got, ok, err := it.Next(r.ctx); got != fmt.Sprint(i) || !ok || err != nil {
			t.Fatal(i, got, ok, err)
		}
	}
	if _, ok, err := it.Next(r.ctx); ok || err != nil {
		t.Error(ok, err)
	}
}

func TestEachTaskOfAChunkHasItsOwnOutcome(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	bad := errors.New("cannot travel")
	it := r.chunked(p, 4, "echo 1", "fail two", bad, "echo 4")
	if got, _, err := it.Next(r.ctx); got != "1" || err != nil {
		t.Error(got, err)
	}
	if _, _, err := it.Next(r.ctx); err != taskError("two") {
		t.Error(err)
	}
	for _, alone := range [][]any{{bad, "echo 2"}, {bad}, {bad, bad}} {
		if _, _, err := r.chunked(p, 4, alone...).Next(r.ctx); err != bad {
			t.Error(err)
		}
	}
}

// TestTimeoutInAChunk stops the tasks of a chunk that run too long; each of the
// others runs, once.
func TestTimeoutInAChunk(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.TaskTimeout = 30 * time.Millisecond })
	gate := t.TempDir() + "/gate"
	f := r.chunk(p, "where", "block "+gate, "where", "where", "block "+gate)
	value, err := r.result(f)
	if err != nil {
		t.Fatal(err)
	}
	var by []string
	for i, out := range value.([]engine.Outcome) {
		if i == 1 || i == 4 {
			if !errors.Is(out.Err, engine.ErrTimeout) {
				t.Errorf("task %d: %v, %v", i, out.Value, out.Err)
			}
			continue
		}
		if out.Err != nil {
			t.Fatalf("task %d: %v", i, out.Err)
		}
		by = append(by, strings.Fields(out.Value.(string))[0])
	}
	if got := strings.Join(by, " "); got != "pool_0 pool_1 pool_1" {
		t.Errorf("they ran in %s", got)
	}
	r.want(r.submit(p, "echo on"), "on")
}

// chunk submits one chunk.
func (r *rig) chunk(p *process.Pool, payloads ...any) *engine.Future {
	r.Helper()
	var tasks []engine.Task
	for _, payload := range payloads {
		tasks = append(tasks, engine.Task{Payload: payload})
	}
	f, err := p.Submit(r.ctx, p.Chunking(len(tasks)).Pack(tasks))
	if err != nil {
		r.Fatal(err)
	}
	return f
}

func TestTerminatedChunkIsGoneWhole(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	gate, begun := r.file("gate")
	f := r.chunk(p, "echo 1", "block "+gate, "echo 3")
	begun()
	if !f.Terminate(r.ctx) {
		t.Error("not terminated")
	}
	r.want(r.submit(p, "echo on"), "on")
}

func TestCrashInAChunk(t *testing.T) {
	r := newRig(t)
	p := r.pool(1)
	r.wantError(r.chunk(p, "echo 1", "exit 6", "echo 3"), engine.ErrBrokenProcessPool, "exit code 6")
}
