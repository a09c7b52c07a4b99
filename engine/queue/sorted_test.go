package queue_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"luafut/engine/queue"
)

func TestCompareErrorAddsNothing(t *testing.T) {
	q := queue.NewPriority(2, byNumber)
	put(t, q, number(1))
	if err := q.Put(t.Context(), "no pair", false, 0); err == nil {
		t.Error("no error")
	}
	put(t, q, number(0)) // the place was given back
	wantGet(t, q, number(0))
	wantGet(t, q, number(1))
	if q.Unfinished() != 2 {
		t.Errorf("%d unfinished", q.Unfinished())
	}
}

func TestComparePanicLeavesTheQueueUsable(t *testing.T) {
	bad := true
	q := queue.NewPriority(2, func(ctx context.Context, a, b any) (bool, error) {
		if bad {
			panic("oh")
		}
		return byNumber(ctx, a, b)
	})
	put(t, q, number(1))
	func() {
		defer func() { _ = recover() }()
		put(t, q, number(2))
		t.Error("no panic")
	}()
	bad = false
	put(t, q, number(0))
	wantGet(t, q, number(0))
}

// TestChangesDuringComparison puts and gets from inside comparisons, as a script
// that runs in them may, and looks whether the order holds all the same.
func TestChangesDuringComparison(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		var q *queue.Queue
		depth := 0
		taken := map[any]bool{}
		next := 0
		add := func() {
			next++
			if err := q.Put(t.Context(), pair{random.IntN(20), string(rune('a' + next%26))}, false, 0); err != nil {
				t.Fatal(err)
			}
		}
		q = queue.NewPriority(0, func(ctx context.Context, a, b any) (bool, error) {
			if depth < 2 && random.IntN(3) == 0 {
				depth++
				if random.IntN(2) == 0 {
					add()
				} else if item, err := q.Get(ctx, false, 0); err == nil {
					taken[item] = true
				}
				depth--
			}
			return byNumber(ctx, a, b)
		})
		for range 60 {
			add()
		}
		depth = 2 // nothing more happens in between
		last := -1
		for q.Len() > 0 {
			item, err := q.Get(t.Context(), false, 0)
			if err != nil {
				t.Fatal(err)
			}
			if n := item.(pair).n; n < last {
				t.Fatalf("seed %d: %d after %d", seed, n, last)
			} else {
				last = n
			}
		}
		if q.Unfinished() != next {
			t.Fatalf("seed %d: %d put, %d counted", seed, next, q.Unfinished())
		}
	}
}

func TestManyItemsAndGoroutines(t *testing.T) {
	q := queue.NewPriority(0, byNumber)
	const workers, each = 8, 2000
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(7, uint64(w)))
			for range each {
				if err := q.Put(t.Context(), number(random.IntN(1000)), true, -1); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var got []int
	for {
		item, err := q.Get(t.Context(), false, 0)
		if errors.Is(err, queue.ErrEmpty) {
			break
		}
		got = append(got, item.(pair).n)
	}
	if len(got) != workers*each || !slices.IsSorted(got) {
		t.Errorf("%d items, sorted %v", len(got), slices.IsSorted(got))
	}
}

func TestFIFORingKeepsOrder(t *testing.T) {
	q := queue.New(0)
	in, out := 0, 0
	random := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		if random.IntN(5) < 3 {
			put(t, q, in)
			in++
		} else if q.Len() > 0 {
			wantGet(t, q, out)
			out++
		}
	}
	for ; out < in; out++ {
		wantGet(t, q, out)
	}
}

func BenchmarkPutGet(b *testing.B) {
	for name, make := range kinds {
		b.Run(name, func(b *testing.B) {
			q := make(0)
			random := rand.New(rand.NewPCG(1, 2))
			for range 10000 {
				if err := q.Put(b.Context(), number(random.IntN(1e6)), true, -1); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for range b.N {
				if err := q.Put(b.Context(), number(random.IntN(1e6)), true, -1); err != nil {
					b.Fatal(err)
				}
				if _, err := q.Get(b.Context(), true, -1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
