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

func practiceVerb() *verb {
	return &verb{
		name: "practice", group: groupTry, args: "[flags]",
		doc:     "Serve the practice site on 127.0.0.1 until Ctrl-C.",
		example: "luafut practice --port 8080 --latency 0.05",
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			port := flags.Int("port", 0, "TCP `PORT`; 0 takes a free one")
			latency := flags.Float64("latency", 0, "`SECONDS` that every answer is held back")
			pages := flags.Int("pages", 0, "listing `PAGES`; 0 means 120")
			return func(args []string) int {
				if len(args) > 0 {
					return c.fail(exitUsage, "practice takes flags only, not %q", args[0])
				}
				return c.practice(practice.Options{
					Port: *port, Latency: time.Duration(*latency * float64(time.Second)), Pages: *pages,
				})
			}
		},
	}
}

// practice serves the practice site until SIGINT or SIGTERM.
func (c *command) practice(opts practice.Options) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	site, err := practice.Start(ctx, opts)
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	fmt.Fprintln(c.stdout, site.URL())
	if err := site.Wait(); err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	return exitOK
}
