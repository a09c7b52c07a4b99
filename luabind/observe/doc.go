// Package observe makes statistics, metrics and traces of what a program does.
//
//	recorder.go   Recorder: what engine, vm and session tell, passed on to both of
//	totals.go     Totals: sums, counts and distributions; histogram.go
//	trace.go      Trace: every task, wait and exchange as an event; exchange.go, event.go
//
// and from the totals
//
//	report.go     what --stats prints
//	metrics.go    what --metrics serves
//
// Worker processes observe themselves: relay.go sends what they find to the
// script's process, which adds it to its own.
//
// Nothing is observed unless somebody asks: the layers below then have no observer
// and do no work for one.
package observe
