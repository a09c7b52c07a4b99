//go:build unix

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luafut/scripts/practice"
)

// A workload is a script and its peer, which do the same.
type workload struct {
	name    string
	latency time.Duration // of the site
	script  string        // its path in the repository
	peer    string        // the peer's first argument
	args    []string      // what follows the site's URL, for both
	line    string        // the line that both print when all is done
	// requests is how many the site must have counted, none of them refused.
	requests int
}

func workloads(short bool) []workload {
	pages, perPage, requests := 2000, practice.DefaultItemsPerPage, 5000
	if short {
		pages, requests = 100, 250
	}
	found := fmt.Sprintf("records: %d", int(float64(pages)*perPage))
	return []workload{
		{
			name: "crawl", latency: 5 * time.Millisecond, script: "scripts/chouti.lua", peer: "crawl",
			args: []string{practice.Phone, practice.Password}, line: "votes taken back: 3300", requests: 2 + 120 + 3300,
		},
		{
			name: "records", script: "tests/bench/records.lua", peer: "records",
			args: []string{fmt.Sprint(pages), "64"}, line: found, requests: pages,
		},
		{
			name: "records_loop", script: "tests/bench/records_loop.lua", peer: "records",
			args: []string{fmt.Sprint(pages), "64"}, line: found, requests: pages,
		},
		{
			name: "slow", script: "tests/bench/slow.lua", peer: "slow",
			args: []string{fmt.Sprint(requests), "1000"}, line: fmt.Sprintf("answers: %d", requests), requests: requests,
		},
	}
}

// choose returns the workloads of those names, or all where none is named.
func choose(all []workload, names []string) ([]workload, error) {
	if len(names) == 0 {
		return all, nil
	}
	var chosen []workload
	for _, name := range names {
		i := slices.IndexFunc(all, func(w workload) bool { return w.name == name })
		if i < 0 {
			var known []string
			for _, w := range all {
				known = append(known, w.name)
			}
			return nil, fmt.Errorf("no workload is called %q: wanted %s", name, strings.Join(known, ", "))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}
