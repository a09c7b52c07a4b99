package luabind_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind"
)

// TestMain is also what the worker processes of the tests run.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == luabind.WorkerArg {
		os.Exit(luabind.Worker())
	}
	goleak.VerifyTestMain(m)
}

// log collects what is written.
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

// script runs a text as the command does, with the modules as globals and its
// arguments in dir, and gives what it printed and reported.
func script(t testing.TB, source string, args ...string) (out, report string) {
	t.Helper()
	var stdout, stderr log
	s, err := luabind.New(context.Background(), luabind.Options{
		Stdout: &stdout, Log: &stderr, Args: args, Script: "test.lua",
		Exit: func(code int) { panic(fmt.Sprintf("exit %d", code)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Globalise(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Run("test.lua", source); err != nil {
		s.Log(luabind.ErrorText(err))
	}
	if err := s.Finish(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	return strings.TrimRight(stdout.String(), "\n"), strings.TrimRight(stderr.String(), "\n")
}
