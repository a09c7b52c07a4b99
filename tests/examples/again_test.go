package examples

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"luafut/scripts/practice"
)

// script is the path of a script, for a command that runs elsewhere.
func script(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, "scripts", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSecondRuns runs scripts twice over the same place: the second run keeps
// what the first has made, and adds nothing that is there.
func TestSecondRuns(t *testing.T) {
	server := httptest.NewServer(practice.New(practice.Options{}))
	t.Cleanup(server.Close) // after the runs, which go side by side
	for name, run := range map[string]struct {
		file, address string
		first, second string // parts of what they print
	}{
		"sitemap.lua":  {"pages.jsonl", "/sitemaps/index.xml", "126 written, 0 as they were", "0 written, 126 as they were"},
		"download.lua": {"", "/downloads/", "8 files in ", "8 files in "},
		"prices.lua":   {"prices.db", "", "run 1: 66 products, 0 changes", "run 2: 66 products, 0 changes"},
		"shop.lua":     {"", "/shop/", "66 products in ", "66 products in "},
		"mirror.lua":   {"", "/handbook/", "21 files in ", "21 files in "},
		"watch.lua":    {"", "/shop/product/LA-100", "1 new, 0 as they were", "0 new, 1 as they were"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, want := range []string{run.first, run.second} {
				place := filepath.Join(dir, "out") // a folder that the script has to make
				if run.file != "" {
					place = filepath.Join(dir, run.file)
				}
				out := runIn(t, dir, script(t, name), place, server.URL+run.address)
				if !strings.Contains(out, want) {
					t.Errorf("got:\n%s\nwant %q", out, want)
				}
			}
		})
	}
}

// TestResumedAfterKills kills a crawl in the middle, more than once; the last run
// has every page, and no page that was kept was fetched again.
func TestResumedAfterKills(t *testing.T) {
	const pages, workers = 200, 16
	var requests atomic.Int64
	kill := map[int64]chan struct{}{40: make(chan struct{}), 80: make(chan struct{}), 120: make(chan struct{})}
	site := practice.New(practice.Options{WidePages: pages, ItemsPerPage: 4})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if now := kill[requests.Add(1)]; now != nil {
			close(now)
			<-r.Context().Done() // until the crawl is killed
			return
		}
		site.ServeHTTP(w, r)
	}))
	defer server.Close()
	args := []string{script(t, "resume.lua"), filepath.Join(t.TempDir(), "crawl.db"), server.URL}
	for _, at := range []int64{40, 80, 120} {
		cmd := exec.CommandContext(t.Context(), luafut, args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-kill[at]:
		case err := <-ended:
			t.Fatalf("it ended by itself, before request %d: %v", at, err)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-ended
	}
	out := run(t, args...)
	if !strings.Contains(out, "kept: 800 links of 200 pages\n") || strings.HasPrefix(out, "pages of earlier runs: 0\n") {
		t.Errorf("the last run printed\n%s", out)
	}
	if n := requests.Load(); n > pages+workers*int64(len(kill)) {
		t.Errorf("%d requests for %d pages, after %d kills", n, pages, len(kill))
	}
}

// TestSpiderWithoutAStart holds that a crawl whose first address cannot be fetched
// fails, and says why.
func TestSpiderWithoutAStart(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), luafut, script(t, "spider.lua"), "http://127.0.0.1:1/").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "connection refused") {
		t.Errorf("%v: %s", err, out)
	}
}
