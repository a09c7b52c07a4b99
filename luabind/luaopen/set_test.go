package luaopen_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"luafut/luabind/luaopen"
	"luafut/luabind/vm"
)

func TestClose(t *testing.T) {
	var set luaopen.Set[string]
	for _, name := range []string{"a", "b", "c", "b"} {
		set.Add(name)
	}
	set.Forget("c")
	set.Forget("never added")
	for _, want := range [][]string{{"a", "b"}, nil} { // the second time nothing is left
		var ended []string
		set.Close(time.Hour, nil, func(_ context.Context, name string) {
			ended = append(ended, name)
			set.Forget(name) // what closes a thing may say so itself
		})
		if slices.Sort(ended); !slices.Equal(ended, want) {
			t.Errorf("closed %v, want %v", ended, want)
		}
	}
}

// All that is open shares one patience, and hears why it ended.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		errLate := errors.New("late")
		for _, c := range []struct{ cause, want error }{{errLate, errLate}, {nil, context.DeadlineExceeded}} {
			var set luaopen.Set[int]
			set.Add(1)
			set.Add(2)
			began := time.Now()
			set.Close(time.Minute, c.cause, func(ctx context.Context, _ int) {
				<-ctx.Done()
				if got := context.Cause(ctx); got != c.want {
					t.Errorf("ended by %v, want %v", got, c.want)
				}
			})
			if d := time.Since(began); d != time.Minute {
				t.Errorf("took %v", d)
			}
		}
	})
}

func TestOf(t *testing.T) {
	s := vm.New(t.Context(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	defer th.Close()
	one := luaopen.Of[int](s, "one")
	if luaopen.Of[int](s, "one") != one || luaopen.Of[int](s, "two") == one {
		t.Error("a key has one set")
	}
}
