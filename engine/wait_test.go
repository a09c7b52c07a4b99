package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
)

// TestWait lets things happen to futures a to d, a second apart, and looks when
// Wait returns and with what.
func TestWait(t *testing.T) {
	type step = func(ctx context.Context, f *engine.Future) error
	set, fail, cancel := in["finished"], in["failed"], in["cancelled"]
	for name, c := range map[string]struct {
		steps         []step // of a, b, and so on
		when          engine.When
		timeout       time.Duration
		after         time.Duration
		done, notDone string
	}{
		"all":                       {[]step{set, fail, cancel, set}, engine.AllCompleted, -1, 4, "abcd", ""},
		"all, time-out":             {[]step{set, set, set, set}, engine.AllCompleted, 2500 * time.Millisecond, 2, "ab", "cd"},
		"first":                     {[]step{cancel, set, set, set}, engine.FirstCompleted, -1, 1, "a", "bcd"},
		"first exception":           {[]step{set, cancel, fail, set}, engine.FirstException, -1, 3, "abc", "d"},
		"first exception, none":     {[]step{set, cancel, set, cancel}, engine.FirstException, -1, 4, "abcd", ""},
		"first exception, time-out": {[]step{set, cancel, set, fail}, engine.FirstException, 3500 * time.Millisecond, 3, "abc", "d"},
		"no time":                   {[]step{set, set, set, set}, engine.AllCompleted, 0, 0, "", "abcd"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				env, ctx := setup(t, engine.Hooks{})
				fs := bare(env, len(c.steps))
				for i, s := range c.steps {
					time.AfterFunc(time.Duration(i+1)*time.Second, func() { must(t, s(t.Context(), fs[i])) })
				}
				begin := time.Now()
				done, notDone, err := engine.Wait(ctx, append(fs, fs[1], fs[0]), c.timeout, c.when)
				if names(done) != c.done || names(notDone) != c.notDone || err != nil {
					t.Errorf("%s, %s, %v", names(done), names(notDone), err)
				}
				if s := time.Since(begin) / time.Second; s != c.after {
					t.Errorf("after %d s, want %d", s, c.after)
				}
				time.Sleep(time.Minute)
			})
		})
	}
}

func TestWaitForNothing(t *testing.T) {
	_, ctx := setup(t, engine.Hooks{})
	for _, when := range []engine.When{engine.AllCompleted, engine.FirstCompleted, engine.FirstException} {
		if done, notDone, err := engine.Wait(ctx, nil, -1, when); len(done)+len(notDone) != 0 || err != nil {
			t.Errorf("%v %v %v", done, notDone, err)
		}
	}
}

func TestWaitForWhatIsDoneAlready(t *testing.T) {
	env, ctx := setup(t, engine.Hooks{})
	for _, when := range []engine.When{engine.FirstCompleted, engine.FirstException} {
		fs := bare(env, 2)
		must(t, fs[1].SetError(ctx, errMine))
		done, notDone, err := engine.Wait(ctx, fs, -1, when)
		if names(done) != "b" || names(notDone) != "a" || err != nil {
			t.Errorf("%v %v %v", names(done), names(notDone), err)
		}
	}
}

func TestWaitIsInterrupted(t *testing.T) {
	env, ctx := setup(t, engine.Hooks{})
	ctx, stop := context.WithCancelCause(ctx)
	stop(errMine)
	if _, _, err := engine.Wait(ctx, bare(env, 2), -1, engine.AllCompleted); !errors.Is(err, errMine) {
		t.Error(err)
	}
}

func iterate(ctx context.Context, c *engine.Completed) (order string, err error) {
	for {
		f, ok, err := c.Next(ctx)
		if !ok || err != nil {
			return order, err
		}
		order += f.Name()
	}
}

func TestAsCompleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		fs := bare(env, 5)
		must(t, fs[3].SetResult(ctx, 1))
		must(t, fs[1].SetError(ctx, errMine))
		for i, which := range []int{4, 0, 2} {
			time.AfterFunc(time.Duration(i+1)*time.Second, func() { fs[which].Cancel(t.Context()) })
		}
		if order, err := iterate(ctx, engine.AsCompleted(ctx, append(fs, fs...), -1)); order != "dbeac" || err != nil {
			t.Errorf("%s, %v", order, err)
		}
		if order, err := iterate(ctx, engine.AsCompleted(ctx, nil, 0)); order != "" || err != nil {
			t.Errorf("of nothing: %s, %v", order, err)
		}
	})
}

func TestAsCompletedTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		fs := bare(env, 5)
		for i := range 3 {
			must(t, fs[i].SetResult(ctx, 1))
		}
		c := engine.AsCompleted(ctx, fs, 2*time.Second)
		begin := time.Now()
		order, err := iterate(ctx, c)
		if order != "abc" || !errors.Is(err, engine.ErrTimeout) || err.Error() != "2 (of 5) futures unfinished" {
			t.Errorf("%s, %v", order, err)
		}
		if d := time.Since(begin); d != 2*time.Second {
			t.Errorf("after %v", d)
		}
		c.Close()
		must(t, fs[3].SetResult(ctx, 1))
		if order, err := iterate(ctx, c); order != "" || err != nil {
			t.Errorf("after Close: %s, %v", order, err)
		}
	})
}

// TestAsCompletedGoesBySettled has the first future to be done be the last to be
// settled.
func TestAsCompletedGoesBySettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		fs := bare(env, 2)
		fs[0].AddDoneCallback(ctx, func(ctx context.Context, _ *engine.Future) error { return engine.Sleep(ctx, time.Minute) })
		go func() { must(t, fs[0].SetResult(t.Context(), 1)) }()
		time.AfterFunc(time.Second, func() { must(t, fs[1].SetResult(t.Context(), 1)) })
		if order, err := iterate(ctx, engine.AsCompleted(ctx, fs, -1)); order != "ba" || err != nil {
			t.Errorf("%s, %v", order, err)
		}
	})
}

// TestAsCompletedClosedMeanwhile ends the wait of somebody who asks.
func TestAsCompletedClosedMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		c := engine.AsCompleted(ctx, bare(env, 2), -1)
		time.AfterFunc(time.Second, c.Close)
		if order, err := iterate(ctx, c); order != "" || err != nil {
			t.Errorf("%s, %v", order, err)
		}
	})
}

// TestAsCompletedForSeveral gives each future to one of three who ask, and all of
// them the end, though what they wait for comes at once.
func TestAsCompletedForSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		fs := bare(env, 2)
		c := engine.AsCompleted(ctx, fs, -1)
		orders := make(chan string, 3)
		for range cap(orders) {
			ctx, done := enginetest.Main(env, "asks")
			go func() {
				defer done()
				order, err := iterate(ctx, c)
				if err != nil {
					t.Error(err)
				}
				orders <- order
			}()
		}
		synctest.Wait() // all of them wait
		for _, f := range fs {
			must(t, f.SetResult(ctx, 1))
		}
		all := ""
		for range cap(orders) {
			all += <-orders
		}
		if all != "ab" && all != "ba" {
			t.Errorf("they got %q", all)
		}
	})
}
