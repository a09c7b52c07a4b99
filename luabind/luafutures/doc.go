// Package luafutures is the Lua module futures over package engine.
//
//	host.go      Host: one engine.Env for a state; callbacks and their errors
//	failures.go  what is told of tasks that failed and nobody asked about
//	runner.go    runner: what a pool's worker runs Lua with
//	handle.go    handle: a future as Lua knows it
//	future.go    the class Future
//	pool.go      what all pools share; threadpool.go, processpool.go and
//	             interpreterpool.go the pools
//	sealed.go    what goes to other states and comes back from there
//	guest.go     Guest: a state that is a worker
//	mapping.go   pool:map and its iterator
//	iterable.go  lists, iterators and queues as sources
//	waiting.go   wait, as_completed
//	kinds.go     error kinds
//	module.go    the rows of the module
package luafutures
