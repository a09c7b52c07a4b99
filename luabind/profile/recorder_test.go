package profile_test

import (
	"bytes"
	"context"
	"testing"

	pprof "github.com/google/pprof/profile"
	"go.uber.org/goleak"

	"luafut/luabind/profile"
	"luafut/luabind/vm"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recorded is a recorder of some work, which has ended.
func recorded(t testing.TB, title string) *profile.Recorder {
	r := profile.NewRecorder(title)
	s := vm.New(context.Background(), vm.NewOutput(new(bytes.Buffer), false))
	s.Sample(r.Sampler)
	th := s.Main()
	defer th.Close()
	th.Begin(vm.Job{Kind: vm.Task, Pool: "crawlers", Task: "one"})
	th.Lock()
	fn, err := s.Load("work.lua", `local x = 0 for i = 1, 500000 do x = x + i % 7 end`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := th.Call(th.LState(), fn); err != nil {
		t.Fatal(err)
	}
	r.Stop()
	return r
}

func written(t testing.TB, r *profile.Recorder) *pprof.Profile {
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	p, err := pprof.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestParts holds that parts of several processes end up in one profile, once.
func TestParts(t *testing.T) {
	one, two := recorded(t, "work.lua").Part(), recorded(t, "work.lua").Part()
	r := recorded(t, "work.lua")
	for _, part := range [][]byte{one, two} {
		if err := r.Add(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Add([]byte("no profile")); err == nil {
		t.Error("no error for what is no profile")
	}
	sum := int64(0)
	for _, part := range [][]byte{one, two} {
		p, err := pprof.ParseData(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Sample {
			sum += s.Value[1]
		}
	}
	p := written(t, r)
	all := int64(0)
	for _, s := range p.Sample {
		all += s.Value[1]
	}
	if all <= sum {
		t.Errorf("%d ns in all, %d ns of them of the parts", all, sum)
	}
	if len(p.Mapping) != 1 || p.Mapping[0].File != "work.lua" || p.DurationNanos == 0 || p.TimeNanos == 0 {
		t.Errorf("%v", p)
	}
	if r.Part() != nil || len(written(t, r).Sample) != 0 {
		t.Error("it is there twice")
	}
}

// FuzzAdd holds that no bytes of a worker do more than fail, and that what was taken
// can be written.
func FuzzAdd(f *testing.F) {
	f.Add(recorded(f, "work.lua").Part())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, part []byte) {
		r := profile.NewRecorder("fuzz")
		defer r.Stop()
		if r.Add(part) != nil {
			return
		}
		if r.Add(part) == nil {
			written(t, r)
		}
	})
}
