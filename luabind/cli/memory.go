package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// gcTarget lets the heap grow to five times what is alive before it is
	// collected: a crawl makes garbage of every page it parses, and memory is
	// cheaper than CPU as long as there is enough of it.
	gcTarget = 400
	// memoryLimit is where that ends: near it the collector runs as often as it
	// must, so that a crawl of 100,000 tasks that wait stays below a gigabyte.
	memoryLimit = 768 << 20
	// roomBelow is how far below twice what is alive the limit of a script is
	// that keeps more than that.
	roomBelow = 512 << 20
)

// tuneMemory sets the collector's target and a soft limit, unless Go's own
// variables say otherwise. The limit follows what is alive: a script that
// collects more than the limit needs room, not a collector that never rests.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcTarget)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
		followCollector(memoryLimit)
	}
}

// followCollector sets the limit anew after each collection. What is collected
// calls it: there is no other notice of a collection in Go.
func followCollector(limit int64) {
	type notice struct{ _ *byte }
	runtime.AddCleanup(&notice{new(byte)}, func(limit int64) {
		wanted := max(memoryLimit, 2*alive()-roomBelow)
		if wanted != limit {
			debug.SetMemoryLimit(wanted)
		}
		followCollector(wanted)
	}, limit)
}

// alive is what the last collection found to be in use, in bytes, with the
// stacks.
func alive() int64 {
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(samples)
	var sum uint64
	for _, s := range samples {
		if s.Value.Kind() == metrics.KindUint64 {
			sum += s.Value.Uint64()
		}
	}
	return int64(sum)
}
