package vm

import (
	"context"
	"sync/atomic"

	lua "github.com/yuin/gopher-lua"
)

// probe is what charges a sampler with the time of a state's threads. A nil *probe
// is that of a state that is not sampled, and does nothing.
type probe struct {
	sampler *Sampler
	state   *State
	// seen is the tick up to which the time of whoever holds the lock has been
	// charged, and stack a buffer; the lock guards both.
	seen  tick
	stack []spot
}

// spot is where a call is: a line of a Lua function, or a Go function.
type spot struct {
	fn   *lua.FunctionProto // nil for a Go function
	name string             // of a Go function
	line int
}

// Sample has a sampler learn what the threads of s spend their time on. Call it
// once, before anything runs in s and before its modules are made.
func (s *State) Sample(by *Sampler) {
	s.probe = &probe{sampler: by, state: s, seen: by.last()}
	s.main.L.SetContext(s.contextOf(execOf(s.main.L)))
}

// contextOf is what the Lua thread of x gets as its context.
func (s *State) contextOf(x *exec) context.Context {
	if s.probe == nil {
		return x
	}
	return &sampledExec{x, s.probe, &s.probe.sampler.mark}
}

// sampledExec is the exec of a Lua thread of a state that is sampled: one that is
// not pays nothing.
type sampledExec struct {
	*exec
	probe *probe
	mark  *atomic.Int64
}

// Done is exec.Done; before that it charges what the thread has just run.
func (x *sampledExec) Done() <-chan struct{} {
	if x.mark.Load() != x.probe.seen.at {
		x.probe.instruction(x.exec)
	}
	return x.exec.Done()
}

// Measured gives fn as a function that charges the time spent in it to itself, and
// not to the line that runs after it. In a state that is not sampled it is fn.
func (s *State) Measured(fn lua.LGFunction) lua.LGFunction {
	p := s.probe
	if p == nil {
		return fn
	}
	return func(L *lua.LState) int {
		n := fn(L)
		p.work(execOf(L).th, L)
		return n
	}
}

// work charges t, which holds the lock, with work done at the innermost call of L.
func (p *probe) work(t *Thread, L *lua.LState) {
	if p == nil {
		return
	}
	if p.sampler.mark.Load() != p.seen.at {
		now := p.sampler.last()
		p.charge(t, L, Running, now.busy-p.seen.busy)
		p.seen = now
	}
}

// instruction charges the thread of x with work done at the instruction before the
// one that is about to run.
func (p *probe) instruction(x *exec) {
	now := p.sampler.last()
	f, line := before(internals(x.L).currentFrame)
	p.walk(x.L, f, line)
	p.sampler.charge(x.th.job, p.stack, Running, now.busy-p.seen.busy)
	p.seen = now
}

// Begin says what t does from now on, for a Sampler. Within a call it is ignored:
// what runs there is part of that. For t's goroutine.
func (t *Thread) Begin(j Job) {
	p := t.state.probe
	if p == nil || internals(t.running).currentFrame != nil {
		return
	}
	if t.held {
		p.work(t, t.running)
	}
	t.job = j
}

// leaves notes that t is about to give the lock away.
func (p *probe) leaves(t *Thread) {
	if p != nil {
		p.work(t, t.running)
		t.apartFrom = p.seen
	}
}

// now is the last tick.
func (p *probe) now() tick {
	if p == nil {
		return tick{}
	}
	return p.sampler.last()
}

// enters charges t, which has got the lock, with the time since it gave it away
// and, from asked on, with that of waiting for the lock.
func (p *probe) enters(t *Thread, asked tick) {
	if p == nil {
		return
	}
	switch t.apart {
	case Working:
		p.charge(t, t.running, Working, asked.busy-t.apartFrom.busy)
	case Blocked:
		p.charge(t, t.running, Blocked, asked.at-t.apartFrom.at)
	}
	p.resumes(t, asked)
}

// resumes is enters for a thread that had been made to give the lock away.
func (p *probe) resumes(t *Thread, asked tick) {
	if p != nil {
		p.seen = p.sampler.last()
		p.charge(t, t.running, Contending, p.seen.at-asked.at)
	}
}

func (p *probe) charge(t *Thread, L *lua.LState, how Doing, ns int64) {
	if ns <= 0 {
		return
	}
	f := internals(L).currentFrame
	p.walk(L, f, currentLine(f))
	p.sampler.charge(t.job, p.stack, how, ns)
}

// walk notes the stack of L from its frame f on, which is at line, and those of the
// threads that resumed it.
func (p *probe) walk(L *lua.LState, f *mirrorFrame, line int) {
	p.stack = p.stack[:0]
	for {
		for ; f != nil; f, line = f.Parent, currentLine(f.Parent) {
			at := spot{fn: f.Fn.Proto, line: line}
			if f.Fn.IsG {
				at.name = p.name(L, f)
			}
			p.stack = append(p.stack, at)
			if len(p.stack) == maxSampled {
				p.stack = append(p.stack, spot{name: "…"})
				return
			}
		}
		if L = resumerOf(L); L == nil {
			return
		}
		f = internals(L).currentFrame
		line = currentLine(f)
	}
}

// name is what the Go function of a frame is called.
func (p *probe) name(L *lua.LState, f *mirrorFrame) string {
	if named := p.state.Hooks.FuncName; named != nil {
		second := lua.LValue(lua.LNil)
		if reg := internals(L).reg; f.NArgs > 1 && f.LocalBase+1 < reg.top {
			second = reg.array[f.LocalBase+1]
		}
		if name := named(f.Fn, second); name != "" {
			return name
		}
	}
	if name := describe(f).Name; name != "" {
		return name
	}
	return "?"
}

// currentLine is the line of the call that is under way in f; 0 in Go.
func currentLine(f *mirrorFrame) int {
	if f == nil || f.Fn.IsG {
		return 0
	}
	return positionOf(f.Fn.Proto, f.Pc-1)
}

func positionOf(p *lua.FunctionProto, pc int) int {
	if pc >= 0 && pc < len(p.DbgSourcePositions) {
		return p.DbgSourcePositions[pc]
	}
	return p.LineDefined
}

// before is the frame and the line of the instruction that ran before the one that
// f is about to run: it is what took the time. Which it was is not noted anywhere
// (that would cost more than all the rest), but can be told: it is the one above
// it in the code, the call where a function has just been entered, and behind a
// jump the one it jumped to stands for it, since a jump takes no time to speak of.
func before(f *mirrorFrame) (*mirrorFrame, int) {
	proto, pc := f.Fn.Proto, f.Pc-1
	if pc <= 0 {
		if f.Parent != nil {
			return f.Parent, currentLine(f.Parent)
		}
		return f, positionOf(proto, 0)
	}
	switch op := int(proto.Code[pc-1] >> 26); op {
	case lua.OP_JMP, lua.OP_FORPREP, lua.OP_RETURN:
		return f, positionOf(proto, pc)
	case lua.OP_CONCAT, lua.OP_CALL, lua.OP_GETTABLE, lua.OP_GETTABLEKS, lua.OP_SELF, lua.OP_SETTABLE, lua.OP_SETTABLEKS, lua.OP_SETLIST:
		// It may take long, which what jumps here does not.
	default:
		if jumpedTo(proto, pc) {
			return f, positionOf(proto, pc)
		}
	}
	return f, positionOf(proto, pc-1)
}

// jumpedTo reports whether a jump of p goes to pc.
func jumpedTo(p *lua.FunctionProto, pc int) bool {
	for i, inst := range p.Code {
		switch int(inst >> 26) {
		case lua.OP_JMP, lua.OP_FORLOOP:
			if i+1+int(inst&0x3ffff)-0x1ffff == pc {
				return true
			}
		}
	}
	return false
}
