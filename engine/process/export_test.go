package process

// Abandon closes the pool's end, as its death does.
func (p *proc) Abandon() { p.in.Close() }
