// Package queue has the queues of Python's queue module, as of 3.13, for tasks:
// every wait ends with its context, and whoever waits first is served first. An
// item, or a free place, goes straight to the one who waits for it; nobody who
// comes later can take it away.
//
//	queue.go   Queue: Put, Get, Shutdown
//	join.go    TaskDone, Join, and what a stopped task still owed
//	store.go   fifo and lifo order
//	sorted.go  order by comparison, in which comparing may take its time
package queue
