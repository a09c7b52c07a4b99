package luabind_test

import (
	"fmt"
	"testing"
)

// What a script does with 20,000 tiny tasks, from making the pool to its end.
const (
	submitMany = `
local fs = {}
futures.with(futures.%s(2), function(pool)
  for i = 1, 20000 do fs[i] = pool:submit(function(x) return x end, i) end
  for i = 1, #fs do assert(fs[i]:result() == i) end
end)`
	mapMany = `
local list = {}
for i = 1, 20000 do list[i] = i end
futures.with(futures.%s(2), function(pool)
  for i, x in pool:map(function(x) return x end, list, {chunksize = 100}) do assert(i == x) end
end)`
	fibonacci = `
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local list = {}
for i = 1, 16 do list[i] = 27 end
`
)

func benchmark(b *testing.B, source string) {
	for b.Loop() {
		if out, report := script(b, source); out+report != "" {
			b.Fatal(out, report)
		}
	}
}

func BenchmarkSubmit20000(b *testing.B) {
	for _, class := range []string{"ProcessPoolExecutor", "InterpreterPoolExecutor", "ThreadPoolExecutor"} {
		b.Run(class, func(b *testing.B) { benchmark(b, fmt.Sprintf(submitMany, class)) })
	}
}

func BenchmarkMap20000(b *testing.B) {
	for _, class := range []string{"ProcessPoolExecutor", "InterpreterPoolExecutor", "ThreadPoolExecutor"} {
		b.Run(class, func(b *testing.B) { benchmark(b, fmt.Sprintf(mapMany, class)) })
	}
}

// BenchmarkFirstResult is a pool from its making to its end around one task.
func BenchmarkFirstResult(b *testing.B) {
	for _, class := range []string{"ProcessPoolExecutor", "InterpreterPoolExecutor"} {
		b.Run(class, func(b *testing.B) {
			benchmark(b, `futures.with(futures.`+class+`(1), function(pool) pool:submit(function() end):result() end)`)
		})
	}
}

// BenchmarkFib27 is fib(27) 16 times: one after the other, and in two workers.
func BenchmarkFib27(b *testing.B) {
	b.Run("serial", func(b *testing.B) { benchmark(b, fibonacci+`for i = 1, #list do fib(list[i]) end`) })
	for _, class := range []string{"ProcessPoolExecutor", "InterpreterPoolExecutor"} {
		b.Run(class, func(b *testing.B) {
			benchmark(b, fibonacci+`futures.with(futures.`+class+`(2), function(pool) pool:map(fib, list):collect() end)`)
		})
	}
}
