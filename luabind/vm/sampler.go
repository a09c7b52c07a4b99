package vm

import (
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// SamplePeriod is how far apart the ticks of a Sampler are on average.
const SamplePeriod = 10 * time.Millisecond

// tick is a tick of a Sampler: when it was, and how much of the time until then the
// process can have worked. Where the machine gives its processors to others, work
// takes longer than it is charged with.
type tick struct{ at, busy int64 }

func (s *Sampler) last() tick {
	at := s.mark.Load()
	return tick{at, s.busy.Load()}
}

// Sampler learns by sampling what the threads of any number of states spend their
// time on. Make it with NewSampler, give it to each state with State.Sample, and
// end it with Stop.
//
// It ticks some 100 times a second, and whatever each thread was at when a tick
// came is charged with the time since the tick before. A thread charges itself, at
// its next instruction, at the end of a Go function, or where it comes back from a
// wait, so that it costs next to nothing between two ticks. Ticks come at random
// distances: with even ones they would meet the same of two tasks that take turns
// again and again.
type Sampler struct {
	mark atomic.Int64 // when the last tick was, by clock
	busy atomic.Int64 // how much of the time until then the process can have worked; written before mark

	end   chan struct{}
	ended chan struct{}

	mu    sync.Mutex
	jobs  map[Job]*callNode
	nodes int
}

// NewSampler makes a sampler that ticks, on a goroutine of its own, until Stop.
func NewSampler() *Sampler {
	s := &Sampler{jobs: map[Job]*callNode{}, end: make(chan struct{}), ended: make(chan struct{})}
	s.mark.Store(clock())
	go s.run()
	return s
}

// Stop ends the ticks; call it once. What was learnt can still be taken.
func (s *Sampler) Stop() {
	close(s.end)
	<-s.ended
}

func (s *Sampler) run() {
	defer close(s.ended)
	next := func() time.Duration { return SamplePeriod/2 + rand.N(SamplePeriod) }
	before, budget := processTime(), int64(0)
	timer := time.NewTimer(next())
	defer timer.Stop()
	for {
		select {
		case <-s.end:
			return
		case <-timer.C:
			now, used := clock(), processTime()
			elapsed := now - s.mark.Load()
			budget += used - before
			before = used
			work := min(elapsed, budget)
			budget = min(budget-work, int64(SamplePeriod)) // the system counts in steps
			s.busy.Add(work)
			s.mark.Store(now)
			timer.Reset(next())
		}
	}
}

// Job is what a thread does for a script, for reports of how its time was spent.
// The zero value is the main script.
type Job struct {
	Kind JobKind
	Pool string // whose task, callback or initializer it is; "" for none
	Task string // the task's name; "" for none
}

// JobKind is a kind of Job.
type JobKind uint8

// The kinds of jobs.
const (
	MainScript JobKind = iota
	Task
	Callback
	Initializer
	Answer // of a server that the script is
)

// Sample is how much time was spent at one place, reached in one way.
type Sample struct {
	Job Job
	// Stack is the calls that were under way, the innermost first; none where the
	// job itself was at it, such as while a task waited for its turn to begin.
	Stack []StackCall
	// Work is the processor's time of Lua code and of the Go code that it called, Wait
	// the time of waiting in a call, Lock that of waiting for the Lua lock.
	Work, Wait, Lock time.Duration
}

// StackCall is a level of a Sample's stack.
type StackCall struct {
	Name    string // the function, as a person calls it
	File    string // the name of its chunk; "" for a Go function
	Defined int    // the line that its definition begins at; 0 for a main chunk, or in Go
	Line    int    // the line that it was at; 0 in Go
}

const (
	// maxSampled is how many calls of a deep stack are kept: the innermost.
	maxSampled = 200

	// maxCallNodes bounds what a sampler keeps. Time spent at places that are met
	// after that is charged to their callers.
	maxCallNodes = 1 << 17
)

// callNode is a place, as reached by the nodes above it. The mutex of the sampler
// guards it.
type callNode struct {
	work, wait, lock int64
	children         map[spot]*callNode
}

// charge adds time to the place that the stack ends at, the innermost call first.
func (s *Sampler) charge(j Job, stack []spot, how Doing, ns int64) {
	if ns <= 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.jobs[j]
	if n == nil {
		if s.nodes >= maxCallNodes {
			j.Task = ""
			n = s.jobs[j]
		}
		if n == nil {
			n = s.newNode()
			s.jobs[j] = n
		}
	}
	for i := len(stack) - 1; i >= 0; i-- {
		next := n.children[stack[i]]
		if next == nil {
			if s.nodes >= maxCallNodes {
				break
			}
			next = s.newNode()
			if n.children == nil {
				n.children = map[spot]*callNode{}
			}
			n.children[stack[i]] = next
		}
		n = next
	}
	switch how {
	case Blocked:
		n.wait += ns
	case Contending:
		n.lock += ns
	default:
		n.work += ns
	}
}

func (s *Sampler) newNode() *callNode {
	s.nodes++
	return &callNode{}
}

// Take gives what was learnt since the last Take, in no order. It may be called
// from any goroutine, at any time; what a thread is at it charges itself with later.
func (s *Sampler) Take() []Sample {
	s.mu.Lock()
	jobs := s.jobs
	s.jobs, s.nodes = map[Job]*callNode{}, 0
	s.mu.Unlock()
	r := &reading{titles: map[*lua.FunctionProto]string{}}
	for job, n := range jobs {
		r.samples(n, job, nil)
	}
	return r.list
}

// reading makes samples of nodes.
type reading struct {
	list   []Sample
	titles map[*lua.FunctionProto]string // each takes a look into the source
}

// samples adds those of n and of the nodes below it; stack is n's, the outermost
// call first.
func (r *reading) samples(n *callNode, job Job, stack []StackCall) {
	if n.work|n.wait|n.lock != 0 {
		s := Sample{
			Job: job, Stack: slices.Clone(stack),
			Work: time.Duration(n.work), Wait: time.Duration(n.wait), Lock: time.Duration(n.lock),
		}
		slices.Reverse(s.Stack)
		r.list = append(r.list, s)
	}
	for at, child := range n.children {
		r.samples(child, job, append(stack, r.call(at)))
	}
}

func (r *reading) call(at spot) StackCall {
	if at.fn == nil {
		return StackCall{Name: at.name}
	}
	title, known := r.titles[at.fn]
	if !known {
		title = titleOf(at.fn)
		r.titles[at.fn] = title
	}
	return StackCall{Name: title, File: at.fn.SourceName, Defined: at.fn.LineDefined, Line: at.line}
}
