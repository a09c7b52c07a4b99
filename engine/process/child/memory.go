package child

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

const (
	// lookEvery is how often the heap is looked at.
	lookEvery = 10 * time.Millisecond

	// inUse is what a limit goes by: objects that live, and those that died since
	// the collector last ran.
	inUse = "/memory/classes/heap/objects:bytes"
)

// watchMemory ends the worker when more than limit bytes of heap are in use,
// garbage not counted. The collector is told to run often near the limit. What
// is returned ends the watch.
func watchMemory(limit int64, l *Link) (stop func()) {
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(limit, before))
	end := make(chan struct{})
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
			}
			if heap() <= limit {
				continue
			}
			runtime.GC()
			if n := heap(); n > limit {
				l.Die(ExitMemory, "exceeded its memory limit of %s: %s of heap were in use", mega(limit), mega(n))
				return
			}
		}
	})
	return func() {
		close(end)
		ended.Wait()
		debug.SetMemoryLimit(before)
	}
}

func heap() int64 {
	sample := []metrics.Sample{{Name: inUse}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// mega is a size as people read it.
func mega(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
