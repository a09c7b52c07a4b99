// Package process is a pool of worker processes: an engine.Executor whose tasks
// run elsewhere. What a task is and what it returns are bytes to it; a Peer, one
// for each worker, makes them and reads them.
//
//	options.go   Options, Peer, Proc
//	pool.go      Pool: which worker gets what
//	job.go       a task on its way; chunk.go several of them in one
//	worker.go    a worker as its pool sees it: what it is sent
//	answers.go   what comes back
//	stop.go      stopping: terminate, time-outs, crashes, the pool's end
//	exec*.go     Exec: starting a worker as a process
//	output.go    what workers print, in whole lines
//	wire/        what both sides say to each other
//	child/       the worker's side
//
// # How a task gets there
//
// Tasks stay in the pool's backlog until a worker takes them. A worker whose
// tasks are short is sent the next few ahead, so that it need not wait for them;
// these have not begun. Where the running one turns out to be a
// long one, or one of them is cancelled, they are called back (wire.Recall). The
// pool knows when a task begins without being told: when the one before it has
// ended. In the moment before it hears of that, a task can be cancelled that has
// begun; it then runs in vain, and where it does not end soon it is stopped.
//
// # How a task is stopped
//
// Only with its process. A kill could meet the next task instead, which would then
// have begun in one worker and be sent to another; so the worker is asked (wire.Stop).
// Where the task runs, it says so and what it has not said yet, and ends before
// another one begins: what else it had been sent ahead is sent again. Where it has
// not begun, it is given back. Where it has ended, nothing happens: its answer is on
// its way, and is dropped. Until one of these is heard the worker is sent no more
// tasks; one that says nothing for about a second (it is starved or halted) is
// killed.
//
// # Who does what
//
// Two goroutines a worker: one writes to it, one reads from it, until the process
// is gone and has been reaped. The pool's lock, which is that of its
// engine.Base, guards everything; no call of a Future's is made while it is
// held, since futures call the pool with theirs held.
package process
