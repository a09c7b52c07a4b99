// Package observe makes statistics, metrics and traces of what a program does.
//
//	recorder.go   Recorder: what engine, vm and session tell, passed on to both of
//	totals.go     Totals: sums, counts and distributions; histogram.go
//	draw.go       every task, wait and exchange as events of a trace; exchange.go, trace.go, event.go
//
// and from the totals
//
//	report.go     what --stats prints; memory_*.go the process's memory
//	metrics.go    what --metrics serves
//
// Worker processes observe themselves: relay.go makes parts of what they find, which
// the script's process adds to its own.
//
// Nothing is observed unless somebody asks: the layers below then have no observer
// and do no work for one.
package observe
