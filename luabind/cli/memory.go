package cli

import (
	"os"
	"runtime/debug"
)

const (
	// gcTarget lets the heap grow to five times what is alive before it is
	// collected: a crawl makes garbage of every page it parses, and memory is
	// cheaper than CPU as long as there is enough of it.
	gcTarget = 400
	// memoryLimit is where that ends: near it the collector runs as often as it
	// must. It is a soft limit; what is alive may exceed it.
	memoryLimit = 1 << 30
)

// tuneMemory sets the collector's target, unless Go's own variables say
// otherwise.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcTarget)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
