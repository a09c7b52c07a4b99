package docs_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"luafut/luabind"
	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luabase/luatest"
)

// TestMain is also what the worker processes of the examples run.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == luabind.WorkerArg {
		os.Exit(luabind.Worker())
	}
	os.Exit(m.Run())
}

// TestExamples runs the example of every row as it would run at the prompt: in a
// whole state with the modules at hand, to the end of what it submitted. None may
// fail, or leave an error behind; what it says that it prints, it prints.
func TestExamples(t *testing.T) {
	t.Chdir(t.TempDir()) // for those that write files
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("CI", "") // where snapshots are not written
	for _, m := range luabind.AllModules() {
		bindtest.Examples(t, m, func(t *testing.T, source string) (printed string, err error) {
			var stdout, stderr luatest.Buffer
			s, err := luabind.New(context.Background(), luabind.Options{
				Stdout: &stdout, Log: &stderr, Script: "example.lua",
				Exit: func(code int) { panic(fmt.Sprintf("exit %d", code)) },
			})
			if err != nil {
				t.Fatal(err)
			}
			if err = s.Globalise(); err == nil {
				_, err = s.Run("example.lua", source)
			}
			err = errors.Join(err, s.Finish(), s.Close())
			// Bars write there too; reports say whose they are.
			if strings.Contains("\n"+stderr.String(), "\nluafut: ") {
				t.Errorf("it leaves behind:\n%s", stderr.String())
			}
			return stdout.String(), err
		})
	}
}
