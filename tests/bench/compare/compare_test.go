//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestMain lets the test's own program be the site, as the command is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == siteCommand {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

const root = "../../.."

func TestScriptsAreThere(t *testing.T) {
	for _, w := range workloads(false) {
		if _, err := os.Stat(filepath.Join(root, w.script)); err != nil {
			t.Error(err)
		}
	}
}

// TestPeersAgainstThemselves puts a program that calls the peer in luafut's
// place, so that the turns, the checks and the ratios are all run.
func TestPeersAgainstThemselves(t *testing.T) {
	peer, remove, err := buildPeer(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	standIn := filepath.Join(t.TempDir(), "luafut")
	script := "#!/bin/sh\nname=$(basename \"$1\" .lua)\nshift\nexec " + peer + " \"${name%_loop}\" \"$@\"\n"
	if err := os.WriteFile(standIn, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = run(context.Background(), []string{"-root", root, "-peer", peer, "-luafut", standIn, "-runs", "2", "-short", "records", "records_loop", "slow"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for line, times := range map[string]int{"peer 2": 3, "luafut 2": 3, "luafut median": 3, "luafut / peer": 3} {
		if got := strings.Count(out.String(), line); got != times {
			t.Errorf("%q is there %d times, want %d:\n%s", line, got, times, out.String())
		}
	}
}

func TestWorkHalfDoneIsNotMeasured(t *testing.T) {
	for want, script := range map[string]string{
		"the site counted":  "#!/bin/sh\necho records: 2750\n",
		"exit status 3":     "#!/bin/sh\nexit 3\n",
		"no such file or d": "#!/no/such/interpreter\n",
	} {
		fake := filepath.Join(t.TempDir(), "peer")
		if err := os.WriteFile(fake, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		err := run(t.Context(), []string{"-root", root, "-peer", fake, "-short", "records"}, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestCommandLine(t *testing.T) {
	for want, args := range map[string][]string{
		`no workload is called "swim": wanted crawl, records, records_loop, slow`: {"swim"},
		"-runs: wanted 1 or more": {"-runs", "0"},
	} {
		if err := run(t.Context(), args, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %q", args, err, want)
		}
	}
}

func TestMedian(t *testing.T) {
	if got := median([]time.Duration{5, 1, 3}); got != 3 {
		t.Errorf("of three: %d", got)
	}
	if got := median([]int64{4, 1, 3, 2}); got != 2 {
		t.Errorf("of four: %d", got)
	}
}

// BenchmarkShort runs every workload, made small, by luafut and its peer: that
// both do the whole work is all that it checks. For figures that say something,
// run the command.
func BenchmarkShort(b *testing.B) {
	peer, remove, err := buildPeer(b.Context(), root)
	if err != nil {
		b.Fatal(err)
	}
	defer remove()
	luafut := filepath.Join(b.TempDir(), "luafut")
	build := exec.CommandContext(b.Context(), "go", "build", "-o", luafut, ".")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		b.Fatalf("building luafut: %v\n%s", err, output)
	}
	for _, w := range workloads(true) {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				args := []string{"-root", root, "-peer", peer, "-luafut", luafut, "-runs", "1", "-short", w.name}
				if err := run(b.Context(), args, &bytes.Buffer{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
