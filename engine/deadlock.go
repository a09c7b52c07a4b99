package engine

import (
	"fmt"
	"strings"
)

// futureWait is a Waitable that waits for futures.
type futureWait interface {
	Waitable
	// each calls yield for the futures that are still waited for, until it
	// returns false. It may take the waiter's own lock.
	each(yield func(*Future) bool)
	goal() goal
	any() bool // one of them is enough
}

// InCircle is one member of a circle of waits.
type InCircle struct {
	Task  string
	Pool  string
	Where any // where it was submitted
}

// DeadlockError is the error of the wait that would have closed a circle of
// futures that wait for each other without time-outs. It is of ErrDeadlock.
type DeadlockError struct {
	// Circle begins with the one that the refused wait was for; each waits for
	// the next, and the last for the first.
	Circle []InCircle
	// Initializer is true where the circle is an initializer that waits for a
	// task of the pool it is to prepare.
	Initializer bool
}

// Is matches ErrDeadlock.
func (e *DeadlockError) Is(target error) bool {
	kind, ok := target.(*Kind)
	return ok && ErrDeadlock.Under(kind)
}

// Error names the circle.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	if e.Initializer {
		fmt.Fprintf(&b, "an initializer waits for a task of its own pool, which cannot begin before it has ended: %v", e.Circle[0])
		return b.String()
	}
	b.WriteString("these futures wait for each other in a circle: ")
	for _, m := range e.Circle {
		fmt.Fprintf(&b, "%v -> ", m)
	}
	fmt.Fprintf(&b, "%s", e.Circle[0].name())
	return b.String()
}

func (m InCircle) name() string {
	if m.Task == "" {
		return "a task"
	}
	return m.Task
}

// String is the task's name and where it was submitted.
func (m InCircle) String() string {
	if m.Where == nil {
		return m.name()
	}
	return fmt.Sprintf("%s (submitted at %v)", m.name(), m.Where)
}

func (f *Future) inCircle() InCircle {
	return InCircle{Task: f.task.Name, Pool: f.base.name, Where: f.task.Where}
}

// join notes that a waits for futures, unless that closes a circle.
func (a *Actor) join(rec *waiting, w futureWait) error {
	if rec.timed {
		a.setWait(rec)
		return nil
	}
	if err := a.initWait(w); err != nil {
		return err
	}
	e := a.env
	e.graph.Lock()
	defer e.graph.Unlock()
	a.setWait(rec)
	if err := findCircle(a, w); err != nil {
		a.setWait(nil)
		return err
	}
	return nil
}

// initWait refuses an initializer's wait for what its own pool has not finished:
// the pool's tasks begin after it.
func (a *Actor) initWait(w futureWait) error {
	if a.inits == 0 {
		return nil
	}
	var err error
	w.each(func(f *Future) bool {
		if f.base == a.base && !f.reached(w.goal()) {
			err = &DeadlockError{Circle: []InCircle{f.inCircle()}, Initializer: true}
			return false
		}
		return true
	})
	return err
}

// futureWait is what the actor waits for, where that is futures, without a
// time-out, and it has not been told to stop.
func (a *Actor) futureWait() futureWait {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.wait == nil || a.wait.timed || a.wait.ctx.Err() != nil {
		return nil
	}
	w, _ := a.wait.what.(futureWait)
	return w
}

// blockers are the actors on which f's reaching g hangs: all of them wait, and
// any one that goes on is enough. None means that f can get there by itself.
func (f *Future) blockers(g goal) []*Actor {
	if f.reached(g) {
		return nil
	}
	if f.load() == statePending {
		return f.base.initializers()
	}
	if a := f.holder.Load(); a != nil {
		return []*Actor{a}
	}
	return nil
}

// node is a waiting actor, with what its wait hangs on.
type node struct {
	actor *Actor
	any   bool
	deps  []dep
	stuck bool
}

type dep struct {
	future *Future
	on     []*Actor
}

// findCircle looks whether a's wait w closes a circle; Env.graph is held, so
// that of the waits that close one together, the last finds it. No circle
// existed before, so that only one through a can be new.
func findCircle(a *Actor, w futureWait) error {
	g := &waitGraph{}
	if !g.add(a, w) {
		return nil
	}
	for i := 0; i < len(g.order); i++ {
		for _, d := range g.order[i].deps {
			for _, on := range d.on {
				if g.nodes[on] == nil {
					if fw := on.futureWait(); fw != nil {
						g.add(on, fw)
					}
				}
			}
		}
	}
	g.release()
	if !g.nodes[a].stuck {
		return nil
	}
	return &DeadlockError{Circle: g.circle(a)}
}

type waitGraph struct {
	nodes map[*Actor]*node
	order []*node
}

// add puts the wait of one actor into the graph. It returns false where that
// wait can plainly go on.
func (g *waitGraph) add(a *Actor, w futureWait) bool {
	n := &node{actor: a, any: w.any(), stuck: true}
	w.each(func(f *Future) bool {
		on := f.blockers(w.goal())
		waits := len(on) > 0
		for _, b := range on {
			waits = waits && (b == a || b.futureWait() != nil)
		}
		if waits {
			n.deps = append(n.deps, dep{f, on})
			return true
		}
		n.stuck = !n.any
		return n.stuck
	})
	n.stuck = n.stuck && len(n.deps) > 0
	if n.stuck {
		if g.nodes == nil {
			g.nodes = map[*Actor]*node{}
		}
		g.nodes[a] = n
		g.order = append(g.order, n)
	}
	return n.stuck
}

// release unmarks, until nothing changes, the waits that can go on because what
// they hang on can. What stays stuck waits for itself.
func (g *waitGraph) release() {
	dependents := map[*Actor][]*node{}
	for _, n := range g.order {
		for _, d := range n.deps {
			for _, on := range d.on {
				dependents[on] = append(dependents[on], n)
			}
		}
	}
	work := append([]*node(nil), g.order...)
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		if n.stuck && !g.holds(n) {
			n.stuck = false
			work = append(work, dependents[n.actor]...)
		}
	}
}

// holds reports whether n is stuck, taking the other marks as they are.
func (g *waitGraph) holds(n *node) bool {
	for _, d := range n.deps {
		if g.depStuck(d) != n.any {
			return !n.any
		}
	}
	return n.any
}

func (g *waitGraph) depStuck(d dep) bool {
	for _, on := range d.on {
		if n := g.nodes[on]; n == nil || !n.stuck {
			return false
		}
	}
	return true
}

// circle follows stuck waits from a until one comes again.
func (g *waitGraph) circle(a *Actor) []InCircle {
	var path []InCircle
	seen := map[*Actor]int{}
	for {
		if from, again := seen[a]; again {
			return path[from:]
		}
		seen[a] = len(path)
		for _, d := range g.nodes[a].deps {
			if g.depStuck(d) {
				path = append(path, d.future.inCircle())
				a = d.on[0]
				break
			}
		}
	}
}
