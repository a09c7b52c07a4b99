package luabind_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind"
	"luafut/luabind/luabase/luatest"
)

// TestMain is also what the worker processes of the tests run.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == luabind.WorkerArg {
		os.Exit(luabind.Worker())
	}
	goleak.VerifyTestMain(m)
}

// script runs a text as the command does, with the modules as globals and its
// arguments in dir, and gives what it printed and reported.
func script(t testing.TB, source string, args ...string) (out, report string) {
	t.Helper()
	var stdout, stderr luatest.Buffer
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
