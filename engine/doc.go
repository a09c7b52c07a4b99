// Package engine is the vocabulary of concurrent work: futures, the pools that
// fulfil them, and the ways of waiting for them. It follows Python's
// concurrent.futures where that is well defined, and closes its gaps: running
// work can be stopped, a waiting task lends its slot, circles of waits are
// found, and a future counts as finished only when its callbacks have run.
//
// The map:
//
//	errors.go     Kind, Error: what can go wrong, as a tree of kinds
//	task.go       Task, Executor, Thread, Runner: what pools run, and on what
//	future.go     Future: states, results, SetResult and SetError
//	stop.go       Cancel, Terminate, the task time-out
//	callback.go   AddDoneCallback and who runs callbacks
//	actor.go      Actor: one goroutine that runs script code, and what it is inside of
//	debt.go       what a stopped task owed: held locks, task_done
//	env.go        Env: what the pools of one script share; hooks
//	watch.go      who waits for what; the script in which nothing can go on
//	deadlock.go   futures that wait for each other in a circle
//	park.go       Park: the one way to block
//	wait.go       Wait; completed.go AsCompleted; mapping.go Map; feed.go its
//	            feeder for sources that wait; ready.go whether Next would wait;
//	            abandon.go maps whose results nobody will ask for
//	base.go     Base: what every pool has (its backlog, max_pending); shutdown.go its
//	            end, also by breaking; perform.go how a worker runs a task
//	unread.go     failures that nobody asked about
//	observe.go    Observer: what statistics and traces are told
//
// Pools live below: engine/thread runs tasks on goroutines. engine/queue and
// engine/gate hold the queues and locks that tasks share.
//
// Two words are used throughout. A future is done once it has a result, an
// error, or is cancelled. It is settled once it is done and its callbacks have
// run. Wait, AsCompleted, Map and Shutdown go by settled futures, except inside
// a callback, where they go by done ones (a callback that waited for its own
// future to be settled would wait for itself).
//
// Locks are taken in this order, and never the other way round: Env.graph,
// Future.mu, Env.mu, the mutexes inside waiters, Actor.mu, Base.Mutex. No lock is
// held while a callback, a task or a hook of the embedder runs, except that
// Thread.Interrupt is called with a future and its actor locked,
// BaseOptions.StopTask with a future locked, and an Observer's Begun and Done with
// a future locked: its own locks come last.
package engine
