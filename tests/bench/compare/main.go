//go:build unix

// Command compare measures the Lua scripts against their plain Go peers, by
// turns and in the same run, for only the ratio of two figures taken so says
// anything on a machine with other work to do.
//
//	go run ./tests/bench/compare -luafut PATH [-runs N] [crawl|records|records_loop|slow]...
//
// The site runs in a process of its own, so that the figures are those of the
// clients alone. It is run from the root of the repository. Without -luafut, the
// peers are measured alone.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if len(os.Args) > 1 && os.Args[1] == siteCommand {
		if err := serveSite(ctx, os.Args[2:], os.Stdin, os.Stdout); err != nil {
			fail(err)
		}
		return
	}
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "compare:", err)
	os.Exit(1)
}

// run reads the command line, measures, and writes a table for each workload.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	luafut := flags.String("luafut", "", "the luafut `binary`; without it the peers are measured alone")
	peer := flags.String("peer", "", "the peer's `binary`; without it, it is built")
	runs := flags.Int("runs", 5, "how many `times` each is run, after one run of the peer to warm the site up")
	root := flags.String("root", ".", "the `directory` of the repository")
	short := flags.Bool("short", false, "a twentieth of the work, to see that it runs")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *runs < 1 {
		return fmt.Errorf("-runs: wanted 1 or more, got %d", *runs)
	}
	chosen, err := choose(workloads(*short), flags.Args())
	if err != nil {
		return err
	}
	if *peer == "" {
		built, remove, err := buildPeer(ctx, *root)
		if err != nil {
			return err
		}
		defer remove()
		*peer = built
	}
	for _, w := range chosen {
		if err := measureWorkload(ctx, out, w, contestants{luafut: *luafut, peer: *peer, root: *root}, *runs); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return nil
}

// buildPeer builds the peer into a directory of its own, which remove deletes.
func buildPeer(ctx context.Context, root string) (path string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "peer")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) }
	path = filepath.Join(dir, "peer")
	build := exec.CommandContext(ctx, "go", "build", "-o", path, "./tests/bench/peer")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		remove()
		return "", nil, fmt.Errorf("building the peer: %w\n%s", err, output)
	}
	return path, remove, nil
}
