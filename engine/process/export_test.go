package process

import "luafut/engine"

// Abandon closes the pool's end, as its death does.
func (p *proc) Abandon() { p.in.Close() }

// Begin gives what tells the future that its task has begun.
func Begin(f *engine.Future) func() bool { return (&job{f: f}).begin }
