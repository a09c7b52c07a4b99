//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"luafut/scripts/practice"
)

// siteCommand is the first argument that makes this program the site.
const siteCommand = "site"

// serveSite runs a site with the latency that is its only argument, prints its
// URL, and ends with its standard input, which its parent holds.
func serveSite(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("%s: wanted a latency, got %q", siteCommand, args)
	}
	latency, err := time.ParseDuration(args[0])
	if err != nil {
		return err
	}
	site, err := practice.Start(ctx, practice.Options{Latency: latency})
	if err != nil {
		return err
	}
	defer site.Close()
	if _, err := fmt.Fprintln(out, site.URL()); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, in)
	return err
}

// A siteProcess is a site in a process of its own, which ends with close, or
// with this process, however it ends.
type siteProcess struct {
	url     string
	command *exec.Cmd
	held    io.Closer
}

func startSite(ctx context.Context, latency time.Duration) (*siteProcess, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, self, siteCommand, latency.String())
	command.Stderr = os.Stderr
	held, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	s := &siteProcess{command: command, held: held}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the site did not start: %w", errors.Join(err, s.close()))
	}
	s.url = strings.TrimSpace(line)
	return s, nil
}

// close ends the site and waits for it.
func (s *siteProcess) close() error {
	_ = s.held.Close()
	return s.command.Wait()
}

// counters asks the site what was asked of it, and resets them.
func (s *siteProcess) counters(ctx context.Context) (c practice.Counters, err error) {
	if err := s.ask(ctx, http.MethodGet, "/counters", &c); err != nil {
		return c, err
	}
	return c, s.ask(ctx, http.MethodPost, "/counters/reset", nil)
}

// ask sends a request, and decodes the JSON of its answer where into is one.
func (s *siteProcess) ask(ctx context.Context, method, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, method, s.url+path, nil)
	if err != nil {
		return err
	}
	request.Close = true // one a run, and no connection is left open
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s", method, path, response.Status)
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(into)
}
