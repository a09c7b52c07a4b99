// Package profile keeps what a [vm.Sampler] learns as a profile in the format of
// pprof, which "go tool pprof" and other viewers open.
//
//	recorder.go  Recorder: from samples, and the profiles of worker processes, to a file
//	convert.go   what a sample is in pprof's terms
package profile
