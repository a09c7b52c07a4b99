// Package luacheck is the Lua module check: what specs check with, how they
// declare tests, and the files that they compare with.
//
//	module.go    the module, its kinds
//	values.go    rows that compare values: equal, near, contains …
//	raises.go    rows about what functions do: raises, eventually
//	compare.go   two values: where they differ; text.go two texts
//	show.go      a value as a message shows it
//	failure.go   AssertionError: its message and where in the spec it is
//	tests.go     rows that declare tests; suite.go how they run
//	report.go    what the runner is told
//	snapshot.go  values kept in files
//	cassette.go  sessions that are recorded once and replayed
//
// A test runs where it is declared, in the main script. Whoever runs specs, such
// as luafut test, attaches a Runner to the state first and is told how each test
// ended. Without one the spec is a plain script: the first failure is an error
// that ends it.
package luacheck
