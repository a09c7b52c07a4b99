// Package vm runs Lua: states, the threads of control in them, and the lock that
// lets one of these run at a time.
//
// A [State] holds what its threads share: globals, loaded modules, the Lua lock. A
// [Thread] is one line of control: the main script's, a task's, a callback's. Any
// number of goroutines each have one; the one that holds the lock runs Lua. A call
// that waits gives the lock away ([Thread.Wait]), as does work in Go that takes long
// ([Thread.Unlocked]), and a script that computes hands it over every few
// milliseconds, at a call, a return or a jump back, so that no statement is seen half
// done. Nothing yields a coroutine for this: pcall, metamethods and iterators may wait.
//
// Interrupts and switches come by way of the interpreter's context, whose Done it asks
// once an instruction. [Thread.Interrupt] makes it raise, again and again, so that no
// pcall swallows it.
//
//	state.go, thread.go    State, Thread: making, waiting, interrupting, ending
//	lock.go, exec.go       the lock, who gets it next, when to hand it over
//	load.go                source text to functions; Chunk, by which functions travel
//	mend.go, mend_*.go     what the compiler gets wrong, rewritten before or after it
//	names.go, locals.go    the globals that a function reads; what a register is called
//	protect.go             calls that return errors; pcall and xpcall
//	coroutine.go           coroutines that two threads cannot break
//	called.go              what a person calls a function
//	traceback.go, place.go where a thread is, and where an error was raised
//	wording.go             the interpreter's messages in the words of Lua 5.1
//	output.go              what print writes to
//	observe.go             Observer: what statistics and traces are told
//	sampler.go, probe.go   where time goes, by sampling; cputime_*.go the processor's
//	internals.go           the interpreter's private fields that the above must read
package vm
