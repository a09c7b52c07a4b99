// Command peer is the plain Go program that the Lua scripts are measured
// against: net/http, goquery and errgroup with their default settings, and
// nothing tuned.
//
//	peer crawl URL PHONE PASSWORD
//	peer records URL [PAGES [WORKERS]]
//	peer slow URL [REQUESTS [WORKERS]]
//
// The last line that it prints is that of the script.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	line, err := run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
	fmt.Println(line)
}

// run does what the arguments say, and returns the last line to print.
func run(ctx context.Context, args []string) (string, error) {
	if len(args) < 2 {
		return "", fmt.Errorf("wanted crawl, records or slow, and the site's URL")
	}
	url, rest := args[1], args[2:]
	switch args[0] {
	case "crawl":
		if len(rest) != 2 {
			return "", fmt.Errorf("crawl: wanted URL PHONE PASSWORD")
		}
		votes, err := crawl(ctx, url, rest[0], rest[1])
		return fmt.Sprintf("votes taken back: %d", votes), err
	case "records":
		pages, workers, err := sizes(rest, 2000, 64)
		if err != nil {
			return "", err
		}
		all, err := records(ctx, url, pages, workers)
		return fmt.Sprintf("records: %d", len(all)), err
	case "slow":
		requests, workers, err := sizes(rest, 5000, 1000)
		if err != nil {
			return "", err
		}
		answers, err := slow(ctx, url, requests, workers)
		return fmt.Sprintf("answers: %d", answers), err
	}
	return "", fmt.Errorf("wanted crawl, records or slow, got %q", args[0])
}

// sizes reads up to two numbers above 0; those that are not there are as given.
func sizes(args []string, a, b int) (int, int, error) {
	for i, into := range []*int{&a, &b} {
		if i >= len(args) {
			break
		}
		n, err := strconv.Atoi(args[i])
		if err != nil || n < 1 {
			return 0, 0, fmt.Errorf("wanted a number above 0, got %q", args[i])
		}
		*into = n
	}
	return a, b, nil
}
