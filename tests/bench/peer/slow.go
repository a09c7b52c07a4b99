package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// slow sends requests that take 200 ms each, and returns how many were answered.
func slow(ctx context.Context, base string, requests, workers int) (int, error) {
	var answers atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for range requests {
		group.Go(func() error {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/slow?s=0.2", nil)
			if err != nil {
				return err
			}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				return err
			}
			defer func() { _ = response.Body.Close() }()
			if response.StatusCode != http.StatusOK {
				return fmt.Errorf("GET /slow: %s", response.Status)
			}
			if _, err := io.Copy(io.Discard, response.Body); err != nil {
				return err
			}
			answers.Add(1)
			return nil
		})
	}
	err := group.Wait()
	return int(answers.Load()), err
}
