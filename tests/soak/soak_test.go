package soak

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind"
)

var (
	soakTime = flag.Duration("soak.time", 3*time.Second, "how long TestSoak goes on; a round that has begun then is finished")
	soakSeed = flag.Uint64("soak.seed", 0, "the seed of TestSoak's first round; 0 is a new one")
)

// grace is how long TestSoak may take beyond its time.
const grace = time.Minute

// endings are the ways in which a round ends. They are round.lua's, but for
// "signals", by which it is ended from outside.
var endings = []string{"stop", "stop", "drain", "error", "drop", "signals"}

// current is the state of the round that goes on, for reports.
var current atomic.Pointer[luabind.State]

func TestSoak(t *testing.T) {
	seed := *soakSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano()) % 1e9
	}
	t.Logf("-soak.seed=%d", seed)
	races := raceLogs(t)
	at := &atomic.Uint64{}
	hung := time.AfterFunc(*soakTime+grace, func() {
		give(fmt.Sprintf("the round of -soak.seed=%d does not end", at.Load()))
	})
	defer hung.Stop()
	play(t, map[string]int{}, 1, "warm up") // what the runtime opens once is not left behind by a round
	before := look()
	tally, rounds := map[string]int{}, uint64(0)
	for end := time.Now().Add(*soakTime); rounds == 0 || time.Now().Before(end); rounds++ {
		at.Store(seed + rounds)
		random := rand.New(rand.NewPCG(seed+rounds, 0))
		play(t, tally, seed+rounds, endings[random.IntN(len(endings))])
		for _, left := range before.left() {
			t.Errorf("left behind: %s", left)
		}
		for _, race := range races() {
			t.Error(race)
		}
		if t.Failed() {
			t.Fatalf("in the round of -soak.seed=%d", seed+rounds)
		}
	}
	t.Logf("%d rounds: %v", rounds, tally)
}

// play plays a round, and counts what came of its tasks.
func play(t *testing.T, tally map[string]int, seed uint64, ending string) {
	t.Helper()
	var out bytes.Buffer
	report := &log{}
	s, err := luabind.New(context.Background(), luabind.Options{
		Stdout: &out, Log: report, Script: "round.lua",
		Args: []string{strconv.FormatUint(seed, 10), ending},
		Exit: func(int) {
			give(fmt.Sprintf("-soak.seed=%d (%s): the script was ended\n%s", seed, ending, report))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	current.Store(s)
	defer current.Store(nil)
	s.SetGlobal("kill", s.VM.Main().LState().NewFunction(kill))
	if ending == "signals" {
		defer signals(s, seed)()
	}
	_, err = s.Run("run.lua", `require("round").run(...)`)
	if err != nil && !expected(err, ending) {
		t.Errorf("the script failed: %s", luabind.ErrorText(err))
	}
	if err := s.Finish(); err != nil && !errors.Is(err, errInterrupted) {
		t.Errorf("the script's end: %v", err)
	}
	values, err := s.Run("check.lua", `return require("round").check()`)
	if err != nil {
		t.Errorf("the check failed: %s", luabind.ErrorText(err))
	} else {
		values[0].(*lua.LTable).ForEach(func(what, n lua.LValue) { tally[what.String()] += int(n.(lua.LNumber)) })
		for _, v := range values[1:] {
			t.Error(v.String())
		}
	}
	if t.Failed() {
		t.Logf("how it ended: %s\n%s\n%s", ending, s.Dump(), report)
	}
	if err := s.Finish(); err != nil {
		t.Errorf("the check's end: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, word := range []string{"InternalError", "goroutine ", "makes no sense", "was not understood"} {
		if text := report.String(); strings.Contains(text, word) {
			t.Errorf("%q was reported:\n%s", word, text)
			break
		}
	}
}

// errInterrupted is what the signals of a round stop its script with.
var errInterrupted = errors.New("interrupted")

func expected(err error, ending string) bool {
	switch ending {
	case "error":
		return strings.Contains(err.Error(), "soak: the end")
	case "signals":
		return errors.Is(err, errInterrupted)
	}
	return false
}

// signals sends two signals to the state while it runs. What it returns waits
// until they have been sent.
func signals(s *luabind.State, seed uint64) (sent func()) {
	random := rand.New(rand.NewPCG(seed, 1))
	var done sync.WaitGroup
	done.Go(func() {
		for range 2 {
			time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
			s.Signal(errInterrupted, 130)
		}
	})
	return done.Wait
}

// give gives up: what every task does, and every goroutine.
func give(why string) {
	fmt.Fprintln(os.Stderr, why)
	if s := current.Load(); s != nil {
		dump := make(chan string, 1)
		go func() { dump <- s.Dump() }()
		select {
		case text := <-dump:
			fmt.Fprintln(os.Stderr, text)
		case <-time.After(10 * time.Second):
			fmt.Fprintln(os.Stderr, "the Lua lock cannot be had")
		}
	}
	stacks := make([]byte, 16<<20)
	os.Stderr.Write(stacks[:runtime.Stack(stacks, true)])
	os.Exit(1)
}

// raceLogs has the workers write the races that they find to files, and gives
// what has been written: their standard error fails no test.
func raceLogs(t *testing.T) (found func() []string) {
	dir := t.TempDir()
	t.Setenv("GORACE", "log_path="+filepath.Join(dir, "race"))
	return func() (texts []string) {
		files, _ := filepath.Glob(filepath.Join(dir, "race.*"))
		for _, file := range files {
			text, err := os.ReadFile(file)
			texts = append(texts, fmt.Sprintf("a worker has a race: %s%v", text, err))
		}
		return texts
	}
}

// log collects what is written, from any goroutine.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
