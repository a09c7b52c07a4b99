package tests

import (
	"context"
	"runtime"
	"testing"
	"time"

	"luafut/luabind"
)

// run runs a program in a state of its own, to its end.
func run(b *testing.B, source string) {
	b.Helper()
	s, err := luabind.New(context.Background(), luabind.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Run("bench", source); err != nil {
		b.Fatal(luabind.ErrorText(err))
	}
	if err := s.Finish(); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSubmit is 200,000 tasks that do nothing, through 8 workers, with
// every result read.
func BenchmarkSubmit(b *testing.B) {
	const tasks = 200_000
	for b.Loop() {
		run(b, `
			local futures = require "futures"
			local function nothing() end
			futures.with(futures.ThreadPoolExecutor(8), function(pool)
			  local fs = {}
			  for i = 1, 200000 do fs[i] = pool:submit(nothing) end
			  for i = 1, 200000 do fs[i]:result() end
			end)`)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tasks), "ns/task")
}

// BenchmarkSleepers is many tasks that sleep for a second, all at once. What
// the heap holds is read while they sleep.
func BenchmarkSleepers(b *testing.B) {
	for _, c := range []struct{ name, n string }{{"10000", "10000"}, {"100000", "100000"}} {
		b.Run(c.name, func(b *testing.B) {
			var most runtime.MemStats
			for b.Loop() {
				done := make(chan struct{})
				go func() {
					defer close(done)
					run(b, `
						local futures, time = require "futures", require "time"
						local n = `+c.n+`
						local pool = futures.ThreadPoolExecutor(n)
						local fs = {}
						for i = 1, n do fs[i] = pool:submit(time.sleep, 1) end
						futures.wait(fs)`)
				}()
				tick := time.NewTicker(100 * time.Millisecond)
				for on := true; on; {
					select {
					case <-done:
						on = false
					case <-tick.C:
						var now runtime.MemStats
						runtime.ReadMemStats(&now)
						if now.Sys > most.Sys {
							most = now
						}
					}
				}
				tick.Stop()
			}
			b.ReportMetric(float64(most.Sys)/(1<<20), "MB-from-system")
		})
	}
}

// BenchmarkSwitch is a question to another task and its answer, alone and
// beside a task that computes without end.
func BenchmarkSwitch(b *testing.B) {
	const turns = 100
	for name, busy := range map[string]string{"alone": "", "beside a busy loop": `pool:submit(function() while not stop do end end)`} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				run(b, `
					local futures, queue = require "futures", require "queue"
					local pool, stop = futures.ThreadPoolExecutor(4), false
					local questions, answers = queue.Queue(), queue.Queue()
					pool:submit(function() for _, q in questions:drain() do answers:put(q) end end)
					`+busy+`
					for i = 1, 100 do
					  questions:put(i)
					  assert(answers:get() == i)
					end
					stop = true
					questions:shutdown()`)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*turns), "µs/answer")
		})
	}
}
