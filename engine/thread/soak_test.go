package thread_test

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/gate"
	"luafut/engine/queue"
	"luafut/engine/thread"
)

var (
	soakFor  = flag.Duration("soak", 0, "how long TestSoak goes on; 0 is a few rounds")
	soakSeed = flag.Uint64("soakseed", 0, "the seed of TestSoak; 0 is a new one")
)

// TestSoak does things at random to a few pools at once, then shuts them down,
// and looks whether every future ended once and every waiter came back.
func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	end := time.Now().Add(*soakFor)
	for round := uint64(0); round < 3 || time.Now().Before(end); round++ {
		s := &soak{rig: newRig(t, engine.Hooks{}), queue: queue.New(10)}
		s.round(seed + round)
		if t.Failed() {
			t.Fatalf("in the round of seed %d", seed+round)
		}
	}
}

type soak struct {
	*rig
	pools []*thread.Pool
	lock  gate.Lock
	queue *queue.Queue

	mu      sync.Mutex
	futures []*engine.Future
	calls   []*atomic.Int64 // of each future's callback
}

func (s *soak) round(seed uint64) {
	random := rand.New(rand.NewPCG(seed, 0))
	for range 3 {
		s.pools = append(s.pools, s.pool(1+random.IntN(4), bounded(random.IntN(2)*20), func(o *thread.Options) {
			o.TaskTimeout = time.Duration(random.IntN(2)) * 50 * time.Millisecond
		}))
	}
	var drivers sync.WaitGroup
	for d := range uint64(3) {
		ctx, done := enginetest.Main(s.env, "driver")
		drivers.Go(func() {
			defer done()
			s.drive(ctx, rand.New(rand.NewPCG(seed, d+1)), 150)
		})
	}
	drivers.Wait()
	for _, p := range s.pools {
		if random.IntN(2) == 0 {
			_ = p.Shutdown(s.ctx, false, random.IntN(2) == 0)
		}
	}
	s.finish()
}

// finish ends all that still runs and looks at every future.
func (s *soak) finish() {
	futures, _ := s.all()
	for _, f := range futures {
		f.Terminate(s.ctx)
	}
	for _, p := range s.pools {
		if err := p.Shutdown(s.ctx, true, true); err != nil {
			s.Error(err)
		}
	}
	futures, calls := s.all()
	for i, f := range futures {
		if !f.Settled() {
			s.Errorf("future %d is %s and not settled", i, f.State())
		}
		if n := calls[i].Load(); n != 1 {
			s.Errorf("the callback of future %d (%s) was called %d times", i, f.State(), n)
		}
		first, err1 := f.Result()
		second, err2 := f.Result()
		if first != second || (err1 == nil) != (err2 == nil) {
			s.Errorf("future %d gives %v, %v and then %v, %v", i, first, err1, second, err2)
		}
	}
}

// all are the futures so far; a stopped task that unwinds may still add some.
func (s *soak) all() ([]*engine.Future, []*atomic.Int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.futures), slices.Clone(s.calls)
}

func (s *soak) drive(ctx context.Context, random *rand.Rand, steps int) {
	for range steps {
		ctx := engine.ActorOf(ctx).Thread().Context() // a stopped callback renews it
		switch random.IntN(8) {
		case 0, 1, 2:
			s.add(ctx, random, 3)
		case 3:
			s.some(random).Cancel(ctx)
		case 4, 5:
			s.some(random).Terminate(ctx)
		case 6:
			fs := []*engine.Future{s.some(random), s.some(random), s.some(random)}
			if _, _, err := engine.Wait(ctx, fs, 2*time.Millisecond, engine.When(random.IntN(3))); err != nil {
				s.Error(err)
			}
		case 7:
			s.mapSome(ctx, random)
		}
	}
}

// some is a future that was submitted before, or a bare one where there is none.
func (s *soak) some(random *rand.Rand) *engine.Future {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.futures) == 0 {
		f := engine.NewFuture(s.env, engine.Task{})
		f.Cancel(s.ctx)
		return f
	}
	return s.futures[len(s.futures)-1-random.IntN(min(len(s.futures), 20))]
}

// add submits a task of some sort, that may add others depth deep.
func (s *soak) add(ctx context.Context, random *rand.Rand, depth int) *engine.Future {
	seed := random.Uint64()
	task := enginetest.Task("soak", func(ctx context.Context) (any, error) {
		return seed, s.task(ctx, rand.New(rand.NewPCG(seed, 9)), depth)
	})
	task.Timeout = []time.Duration{0, 0, time.Millisecond, 20 * time.Millisecond}[random.IntN(4)]
	f, err := s.pools[random.IntN(len(s.pools))].Submit(ctx, task)
	if err != nil {
		return nil
	}
	calls := &atomic.Int64{}
	f.AddDoneCallback(ctx, func(context.Context, *engine.Future) error { calls.Add(1); return nil })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.futures, s.calls = append(s.futures, f), append(s.calls, calls)
	return f
}

func (s *soak) task(ctx context.Context, random *rand.Rand, depth int) error {
	switch random.IntN(8) {
	case 0:
		return errors.New("soaked")
	case 1:
		return engine.Sleep(ctx, time.Duration(random.IntN(2000))*time.Microsecond)
	case 2:
		if ok, err := s.lock.Acquire(ctx, -1); !ok {
			return err
		}
		err := engine.Sleep(ctx, 100*time.Microsecond)
		if err == nil { // who is stopped leaves the lock to be settled
			err = s.lock.Release(ctx)
		}
		return err
	case 3:
		return s.queue.Put(ctx, 1, true, time.Millisecond)
	case 4:
		_, err := s.queue.Get(ctx, true, time.Duration(random.IntN(20))*time.Millisecond)
		return err
	case 5:
		s.some(random).Terminate(ctx)
	case 6:
		f := s.some(random) // may well close a circle
		return f.Wait(ctx, -1)
	case 7:
		if depth > 0 {
			if f := s.add(ctx, random, depth-1); f != nil {
				return f.WaitSettled(ctx, -1)
			}
		}
	}
	return nil
}

func (s *soak) mapSome(ctx context.Context, random *rand.Rand) {
	it, err := engine.Map(ctx, s.pools[random.IntN(len(s.pools))], numbers(10), engine.MapOptions{
		Buffer: random.IntN(4), Blocking: random.IntN(2) == 0, Deadline: time.Now().Add(5 * time.Millisecond),
	})
	if err != nil {
		return
	}
	for range random.IntN(12) {
		if _, ok, err := it.Next(ctx); !ok || err != nil {
			break
		}
	}
	it.Close(ctx)
}
