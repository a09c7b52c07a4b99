package luaprogress_test

import (
	"context"
	"io"
	"strconv"
	"testing"

	"luafut/luabind"
)

const (
	counting = `local i = 0 local function next() i = i + 1 if i <= n then return i end end `
	draining = `local q = queue.Queue() for i = 1, n do q:put(i) end q:shutdown() `
	listing  = `local list = {} for i = 1, 1000 do list[i] = i end `
)

// BenchmarkTrack is a turn of a loop: the difference between the two of a kind is what
// a bar costs.
func BenchmarkTrack(b *testing.B) {
	for _, bench := range []struct{ name, prepare, source string }{
		{"function/bare", counting, `for _ in next do end`},
		{"function/tracked", counting, `for _ in progress.track(next) do end`},
		{"drain/bare", draining, `for _, v in q:drain() do end`},
		{"drain/tracked", draining, `for _, v in progress.track(q:drain()) do end`},
		{"list/ipairs", listing, `for _ = 1, n / 1000 do for _, v in ipairs(list) do end end`},
		{"list/tracked", listing, `for _ = 1, n / 1000 do for _, v in progress.track(list, {leave = false}) do end end`},
		{"add", "", `local bar = progress.bar(n) for _ = 1, n do bar:add() end bar:close()`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			s, err := luabind.New(context.Background(), luabind.Options{
				Args: []string{strconv.Itoa(b.N)}, Log: io.Discard,
				Terminal: &luabind.Terminal{Columns: func() int { return 80 }},
			})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if err := s.Globalise(); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Run("bench", `local n = tonumber(...) `+bench.prepare+` loop = function() `+bench.source+` end`); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			if _, err := s.Run("bench", `loop()`); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
		})
	}
}
