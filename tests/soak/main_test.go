// Package soak does things at random, for as long as it is told to, to thread,
// process and interpreter pools at once, by a script in a state of this process,
// so that the race detector sees all of it. What has to hold of every future and
// every wait is looked at while it goes on and at the end of each round, and then
// what is left behind: goroutines, processes, file descriptors.
//
//	soak_test.go  TestSoak: rounds, each from a seed of its own
//	left_test.go  what a round leaves behind
//	round.lua     a round: pools, drivers, how it ends
//	tasks.lua     what tasks of thread pools do
//	away.lua      what tasks of processes and interpreters do
//	callbacks.lua what callbacks do
//	ledger.lua    what is known of each future, and what must be true of it
package soak

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind"
)

// TestMain is also what the worker processes run.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == luabind.WorkerArg {
		os.Exit(luabind.Worker())
	}
	goleak.VerifyTestMain(m)
}
