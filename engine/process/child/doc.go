// Package child is the worker's side of a pool of processes: it takes tasks off
// a stream of bytes, has them run one after the other, and answers. What runs
// them is a Handler; how the bytes come is none of its business.
//
//	serve.go     Serve: the loop
//	link.go      Link: what is still to run, what is still to be said
//	memory.go    the memory limit
//	main*.go     Main: the worker as a process, started by its pool
package child
