// Package thread is the pool whose workers are goroutines of this process.
//
// Workers start when there is something to do and none is idle, up to
// MaxWorkers; idle ones are used again, the last that went idle first. A worker
// that waits for futures lends its slot: the pool may then run another task,
// on another worker, so there can be more workers than slots. A worker that
// comes back from such a wait goes on at once; while more run than there are
// slots, no further task begins. Workers beyond MaxWorkers end when they have
// nothing to do.
//
//	pool.go     Pool: Submit, Shutdown; who is woken for a task
//	worker.go   worker: the life of one goroutine
//	options.go  Options
package thread
