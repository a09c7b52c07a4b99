//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// contestants is where the programs are; luafut is empty where there is none.
type contestants struct{ luafut, peer, root string }

// A figure is what one run took.
type figure struct {
	cpu, wall time.Duration // cpu is user and system time together
	rss       int64         // the most memory it had, in bytes
}

// measureWorkload runs both by turns and writes the table. Every other time
// luafut goes first, so that neither always finds what the other left behind.
func measureWorkload(ctx context.Context, out io.Writer, w workload, c contestants, runs int) (err error) {
	site, err := startSite(ctx, w.latency)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := site.close(); err == nil {
			err = closeErr
		}
	}()
	peer := append([]string{c.peer, w.peer, site.url}, w.args...)
	if _, err := measure(ctx, site, w, peer); err != nil { // the site renders its pages now
		return err
	}
	programs := [][]string{peer}
	if c.luafut != "" {
		programs = append(programs, append([]string{c.luafut, filepath.Join(c.root, w.script), site.url}, w.args...))
	}
	figures := make([][]figure, len(programs))
	for run := range runs {
		for turn := range programs {
			i := (run + turn) % len(programs)
			f, err := measure(ctx, site, w, programs[i])
			if err != nil {
				return err
			}
			figures[i] = append(figures[i], f)
		}
	}
	return report(out, w.name, figures)
}

// measure runs a program to its end, and checks with its last words and with
// the site's counters that it did the whole work.
func measure(ctx context.Context, site *siteProcess, w workload, program []string) (figure, error) {
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(ctx, program[0], program[1:]...)
	command.Stdout, command.Stderr = &stdout, &stderr
	start := time.Now()
	if err := command.Run(); err != nil {
		return figure{}, fmt.Errorf("%s: %w\n%s", strings.Join(program, " "), err, stderr.Bytes())
	}
	wall := time.Since(start)
	c, err := site.counters(ctx)
	if err != nil {
		return figure{}, err
	}
	if c.Requests != w.requests || c.Refused != 0 || c.Cancels.Distinct != c.Cancels.Total {
		return figure{}, fmt.Errorf("%s: the site counted %d requests, %d refused, %d votes taken back from %d links; wanted %d requests",
			strings.Join(program, " "), c.Requests, c.Refused, c.Cancels.Total, c.Cancels.Distinct, w.requests)
	}
	if !slices.Contains(strings.Split(stdout.String(), "\n"), w.line) {
		return figure{}, fmt.Errorf("%s: did not print %q but\n%s", strings.Join(program, " "), w.line, stdout.Bytes())
	}
	state := command.ProcessState
	return figure{cpu: state.UserTime() + state.SystemTime(), wall: wall, rss: maxRSS(state.SysUsage().(*syscall.Rusage))}, nil
}

// maxRSS returns the most memory that a process had, in bytes: getrusage gives
// bytes on macOS, and kilobytes elsewhere.
func maxRSS(usage *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}

// median returns the middle one; of an even number, the lower of both.
func median[T int64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}

// report writes the figures of the peer and, where there are any, of luafut,
// with the ratios of their medians.
func report(out io.Writer, name string, figures [][]figure) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintf(table, "%s\tCPU s\twall s\tmax RSS MB\t\n", name) // errors come with Flush
	var medians []figure
	for i, of := range figures {
		who := []string{"peer", "luafut"}[i]
		var cpu, wall []time.Duration
		var rss []int64
		for run, f := range of {
			writeFigure(table, fmt.Sprintf("%s %d", who, run+1), f)
			cpu, wall, rss = append(cpu, f.cpu), append(wall, f.wall), append(rss, f.rss)
		}
		medians = append(medians, figure{median(cpu), median(wall), median(rss)})
		writeFigure(table, who+" median", medians[i])
	}
	if len(medians) == 2 {
		peer, luafut := medians[0], medians[1]
		_, _ = fmt.Fprintf(table, "luafut / peer\t%.2f\t%.2f\t%.2f\t\n",
			float64(luafut.cpu)/float64(peer.cpu), float64(luafut.wall)/float64(peer.wall), float64(luafut.rss)/float64(peer.rss))
	}
	_, _ = fmt.Fprintln(table)
	return table.Flush()
}

func writeFigure(table io.Writer, name string, f figure) {
	_, _ = fmt.Fprintf(table, "%s\t%.3f\t%.3f\t%.1f\t\n", name, f.cpu.Seconds(), f.wall.Seconds(), float64(f.rss)/(1<<20))
}
