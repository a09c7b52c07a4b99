package http_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
)

// TestDownloadsShown: what a bar counts of downloads of all kinds.
func TestDownloadsShown(t *testing.T) {
	const size = 400_000
	body := strings.Repeat("0123456789", size/10)
	var asked atomic.Int64
	// It breaks off in the middle of the first answer, and knows ranges.
	breaking := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"mark"`)
		asked.Add(1)
		if at, ranged := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ranged {
			from, err := strconv.Atoi(strings.TrimSuffix(at, "-"))
			if err != nil {
				t.Error(err)
			}
			w.Header().Set("Content-Range", "bytes "+at+strconv.Itoa(size-1)+"/"+strconv.Itoa(size))
			w.WriteHeader(http.StatusPartialContent)
			w.Write([]byte(body[from:]))
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(size))
		w.Write([]byte(body[:size/2]))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	const begin = `
		local site, breaking = ...
		local path = os.tmpname()
		local bar = progress.bar{unit = "B", leave = false}
		local function save(url, opts)
			opts = opts or {}
			opts.stream = true
			local n = http.get(url, opts):save(path, {progress = bar})
			os.remove(path)
			return n
		end
	`
	cases{
		{"sizes add up", begin + `
			save(site .. "/bytes/1000")
			save(site .. "/bytes/300000")
			eq({bar.done, bar.total, bar.errors}, {301000, 301000, 0})`},
		{"no length", begin + `
			eq(save(site .. "/endless", {params = {bytes = 100000}}), 100000)
			eq({bar.done, bar.total == nil, bar.errors}, {100000, true, 0})
			save(site .. "/bytes/1000")
			eq({bar.done, bar.total == nil}, {101000, true})`},
		{"compressed: unpacked bytes, to an unknown end", begin + `
			eq(save(site .. "/bomb", {params = {bytes = 2^20}}), 2^20)
			eq({bar.done, bar.total == nil}, {2^20, true})`},
		{"resumed: no byte counts twice", begin + `
			eq(save(breaking, {retries = {total = 2, backoff = 0}}), 400000)
			eq({bar.done, bar.total, bar.errors}, {400000, 400000, 0})`},
		{"broken off", begin + `
			raises(http.ConnectionError, function() save(breaking) end)
			eq({bar.done <= 200000, bar.total, bar.errors}, {true, 400000, 1})
			raises(http.RequestException, function() http.get(site .. "/bytes/10"):save("/nowhere/file", bar) end)
			eq(bar.errors, 2)`},
		{"many at once", begin + `
			local pool = futures.ThreadPoolExecutor(8)
			local urls = {}
			for i = 1, 20 do urls[i] = site .. "/bytes/" .. 10000 * i end
			local saved = 0
			for _, n in pool:map(function(url)
				local own = os.tmpname()
				local n = http.get(url, {stream = true}):save(own, {progress = bar})
				os.remove(own)
				return n
			end, urls) do saved = saved + n end
			eq({bar.done, bar.total, bar.errors}, {2100000, 2100000, 0})
			eq(saved, 2100000)`},
	}.run(t, site(t), breaking)
	if asked.Load() != 3 {
		t.Errorf("the breaking server was asked %d times", asked.Load())
	}
}
