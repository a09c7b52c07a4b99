package process

import (
	"time"

	"luafut/engine"
)

// chunk is the payload of several tasks in one. They are sent together and run
// one after the other in one worker; each has its own outcome. Where one is
// stopped, the rest run in another worker.
type chunk struct {
	payloads []any
	outs     []engine.Outcome
	known    []bool // which outcomes are
	timeout  time.Duration
}

// Chunking packs tasks of this pool into chunks of a size.
func (p *Pool) Chunking(size int) *engine.Chunking {
	limit := p.p.opts.TaskTimeout
	return &engine.Chunking{
		Size: size,
		Pack: func(tasks []engine.Task) engine.Task {
			c := &chunk{
				payloads: make([]any, len(tasks)), outs: make([]engine.Outcome, len(tasks)),
				known: make([]bool, len(tasks)), timeout: tasks[0].Timeout,
			}
			if c.timeout == 0 {
				c.timeout = limit
			}
			for i := range tasks {
				c.payloads[i] = tasks[i].Payload
				if err, failed := tasks[i].Payload.(error); failed {
					c.outs[i].Err, c.known[i] = err, true
				}
			}
			t := tasks[0]
			t.Payload, t.Count, t.Timeout = c, len(tasks), -1 // each task's own is seen to here
			return t
		},
		Unpack: func(result any) []engine.Outcome { return result.([]engine.Outcome) },
	}
}

// set notes the outcome of task i.
func (c *chunk) set(i int, value any, err error) {
	c.outs[i], c.known[i], c.payloads[i] = engine.Outcome{Value: value, Err: err}, true, nil
}

// after is the first task from i on that has no outcome.
func (c *chunk) after(i int) int {
	for i < len(c.known) && c.known[i] {
		i++
	}
	return i
}
