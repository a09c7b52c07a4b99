package spec

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luafut/luabind/luacheck"
)

func TestTAP(t *testing.T) {
	var b strings.Builder
	tap := &TAP{W: &b, Verbose: true, Paint: func(o luacheck.Outcome, line string) string { return string(o) + "> " + line }}
	tap.Begin()
	tap.Report(Report{File: "a.lua", Result: luacheck.Result{Name: "x # \\y\nz\x1b[2J", Outcome: luacheck.Passed}, Output: "one\n\x1b[31mtwo"})
	tap.Report(Report{File: "a.lua", Result: luacheck.Result{Outcome: luacheck.Skipped, Reason: "a\nb"}})
	tap.Report(Report{File: "b.lua", Output: " begins with a space\nnext", Result: luacheck.Result{Outcome: luacheck.Failed, Failures: []luacheck.Failure{
		{Message: "two\n\tlines", File: "b.lua", Line: 3, Traceback: "stack traceback:\n\tb.lua:1: in function 'f'\n\tb.lua:3: in function 'g'\n\t[Go]: in function 'test'\n\tb.lua:9: in main chunk"},
		{Where: "defer", Message: "\xff\x00", Expected: `"a"`, Got: "", Traceback: "stack traceback:\n\tb.lua:4: in function 'f'"},
	}}})
	tap.Comment("noted\nok 7")
	tap.End(Summary{Files: 2, Passed: 1, Failed: 1, Skipped: 1, Stopped: true})
	const want = `TAP version 14
ok 1 - a.lua: x \# \\y z [2J
# one
#  [31mtwo
skipped> ok 2 - a.lua # SKIP a b
failed> not ok 3 - b.lua
  ---
  message: |
    two
      lines
  at: "b.lua:3"
  traceback: |
    b.lua:1: in function 'f'
    b.lua:3: in function 'g'
  also_1_message: "in defer: \ufffd\u0000"
  also_1_expected: "\"a\""
  also_1_got: ""
  also_1_traceback: "b.lua:4: in function 'f'"
  output: " begins with a space\nnext"
  ...
# noted ok 7
1..3
# 1 passed, 1 failed, 1 skipped, in 2 files
# stopped at the first failure (--fail-fast)
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestFind(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"b_test.lua", "a_spec.lua", "test_c.lua", "test.lua", "_test.lua", "x_test.txt", "latest.lua", "sub/deep/d_test.lua", "sub/.git/e_test.lua", ".hidden_test.lua", "other.lua"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ paths, want []string }{
		{[]string{"."}, []string{".hidden_test.lua", "_test.lua", "a_spec.lua", "b_test.lua", "sub/deep/d_test.lua", "test_c.lua"}},
		{[]string{"sub", "other.lua", "./sub/deep/../deep/d_test.lua"}, []string{"sub/deep/d_test.lua", "other.lua"}},
		{[]string{"sub/.git"}, []string{"sub/.git/e_test.lua"}},
	} {
		got, err := Find(c.paths)
		for i := range got {
			got[i] = filepath.ToSlash(got[i])
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, %v; want %q", c.paths, got, err, c.want)
		}
	}
	if _, err := Find([]string{"gone"}); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}
