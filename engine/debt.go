package engine

import "context"

// Creditor is owed something by the tasks that use it: a lock its release, a
// queue its task_done.
type Creditor interface {
	// Settle pays what a stopped task can no longer pay: n is what it passed to
	// Owe and not to Pay, added up. It runs on the goroutine of the task, which is
	// by's.
	Settle(by *Actor, n uint64)
}

type debt struct {
	to Creditor
	n  uint64
}

// Owe notes that what runs in ctx owes c n more. If it is stopped before it has
// paid, c.Settle is called while it unwinds. What ends by itself may go on owing.
func Owe(ctx context.Context, c Creditor, n uint64) {
	a := ActorOf(ctx)
	if a == nil || len(a.frames) == 0 {
		return
	}
	fr := &a.frames[len(a.frames)-1]
	for i := range fr.debts {
		if fr.debts[i].to == c {
			fr.debts[i].n += n
			return
		}
	}
	fr.debts = append(fr.debts, debt{c, n})
}

// Pay takes n back from what Owe noted, of the innermost frame that owes c.
// Nothing happens where nothing in ctx owes it.
func Pay(ctx context.Context, c Creditor, n uint64) {
	a := ActorOf(ctx)
	if a == nil {
		return
	}
	for depth := len(a.frames) - 1; depth >= 0; depth-- {
		fr := &a.frames[depth]
		for i := range fr.debts {
			if fr.debts[i].to != c {
				continue
			}
			if fr.debts[i].n -= min(n, fr.debts[i].n); fr.debts[i].n == 0 {
				last := len(fr.debts) - 1
				fr.debts[i] = fr.debts[last]
				fr.debts[last] = debt{}
				fr.debts = fr.debts[:last]
			}
			return
		}
	}
}

// settleDebts pays the latest first, as unwinding does.
func (a *Actor) settleDebts(debts []debt) {
	for i := len(debts) - 1; i >= 0; i-- {
		debts[i].to.Settle(a, debts[i].n)
	}
}
