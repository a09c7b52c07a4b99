// Package bench holds the benchmarks of whole crawls: each workload as a Lua
// script, and as a plain Go program that a user would write instead (net/http,
// goquery and errgroup, as they come).
//
//	peer/      the Go program: peer crawl|records|slow URL
//	compare/   runs both by turns against a site in a process of its own, and
//	           prints CPU, wall time and memory, with the ratios
//	*.lua      the scripts; the crawl's is scripts/chouti.lua itself
//
// Each script and its peer take the same arguments and print the same last
// line, by which compare sees that both did the whole work. To run all:
//
//	go build -o /tmp/luafut . && go run ./tests/bench/compare -luafut /tmp/luafut
//
// The benchmark of compare runs each once, made small, so that none rots.
package bench
