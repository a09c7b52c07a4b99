package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"luafut/scripts/practice"
)

// practice serves the practice site until SIGINT or SIGTERM.
func (c *command) practice(args []string) int {
	flags := pflag.NewFlagSet("luafut practice", pflag.ContinueOnError)
	flags.SetOutput(c.stderr)
	flags.Usage = func() {
		fmt.Fprintf(c.stderr, "Usage: luafut practice [flags]\n\nServes the practice site on 127.0.0.1 until Ctrl-C.\n\n%s", flags.FlagUsages())
	}
	port := flags.Int("port", 0, "TCP `PORT`; 0 takes a free one")
	latency := flags.Float64("latency", 0, "`SECONDS` that every answer is held back")
	pages := flags.Int("pages", 0, "listing `PAGES`; 0 means 120")
	if err := flags.Parse(args); err == pflag.ErrHelp {
		return exitOK
	} else if err != nil {
		return c.wrongFlag(err, flags)
	}
	if flags.NArg() > 0 {
		return c.fail(exitUsage, "practice takes flags only, not %q", flags.Arg(0))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	site, err := practice.Start(ctx, practice.Options{
		Port: *port, Latency: time.Duration(*latency * float64(time.Second)), Pages: *pages,
	})
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	fmt.Fprintln(c.stdout, site.URL())
	if err := site.Wait(); err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	return exitOK
}
