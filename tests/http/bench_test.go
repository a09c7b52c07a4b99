//go:build unix

package http_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"luafut/luabind"
)

// listenRaw answers every request with the same header and size bytes of body, at
// next to no cost: the CPU that is measured is the client's.
func listenRaw(b *testing.B, size int64) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	var open []net.Conn
	b.Cleanup(func() {
		l.Close()
		mu.Lock()
		for _, c := range open {
			c.Close()
		}
		mu.Unlock()
		all.Wait()
	})
	header := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", size)
	block := bytes.Repeat([]byte("x"), int(min(size, 64<<10)))
	answer := func(c net.Conn) {
		defer c.Close()
		buf := make([]byte, 8192)
		for {
			n, err := c.Read(buf)
			if err != nil {
				return
			}
			if !bytes.HasSuffix(buf[:n], []byte("\r\n\r\n")) {
				continue
			}
			first := append(header[:len(header):len(header)], block...)
			if _, err := c.Write(first); err != nil {
				return
			}
			for left := size - int64(len(block)); left > 0; left -= int64(len(block)) {
				if _, err := c.Write(block[:min(left, int64(len(block)))]); err != nil {
					return
				}
			}
		}
	}
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			all.Go(func() { answer(c) })
		}
	})
	return "http://" + l.Addr().String() + "/"
}

// cpu is what the process has used so far.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// newState makes a state that ends with the benchmark.
func newState(b *testing.B, args ...string) *luabind.State {
	b.Helper()
	s, err := luabind.New(context.Background(), luabind.Options{Args: args})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Globalise(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

// BenchmarkSmallRequests takes turns between a loop over a Lua session and the
// plainest loop over net/http, 2000 requests of 100 bytes each a turn, and reports
// the CPU of each request and the ratio (cpu-ratio) in the same run.
func BenchmarkSmallRequests(b *testing.B) {
	const requests = 2000
	url := listenRaw(b, 100)
	for _, c := range []struct{ name, program string }{
		{"session", `local url, n = ...
			s = s or http.Session{headers = {Referer = url}, cookies = {a = "1"}}
			for i = 1, tonumber(n) do assert(#s:get(url).content == 100) end`},
		{"http.get", `local url, n = ... for i = 1, tonumber(n) do assert(#http.get(url).content == 100) end`},
		{"options", `local url, n = ...
			s = s or http.Session{timeout = 20}
			for i = 1, tonumber(n) do assert(#s:get(url, {params = {page = i}, headers = {["X-N"] = i}}).text == 100) end`},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := newState(b, url, strconv.Itoa(requests))
			transport := &http.Transport{MaxIdleConnsPerHost: 64}
			defer transport.CloseIdleConnections()
			client := &http.Client{Transport: transport}
			var ours, plain time.Duration
			for b.Loop() {
				runtime.GC()
				began := cpu(b)
				if _, err := s.Run("program", c.program); err != nil {
					b.Fatal(err)
				}
				ours += cpu(b) - began
				runtime.GC()
				began = cpu(b)
				for range requests {
					resp, err := client.Get(url)
					if err != nil {
						b.Fatal(err)
					}
					body, err := io.ReadAll(resp.Body)
					resp.Body.Close()
					if err != nil || len(body) != 100 {
						b.Fatal(len(body), err)
					}
				}
				plain += cpu(b) - began
			}
			each := float64(b.N) * requests
			b.ReportMetric(float64(ours.Nanoseconds())/each, "cpu-ns/lua")
			b.ReportMetric(float64(plain.Nanoseconds())/each, "cpu-ns/plain")
			b.ReportMetric(float64(ours)/float64(plain), "cpu-ratio")
		})
	}
}

// BenchmarkGigabyte takes 1 GB a time through Lua, and reports the most memory
// that was in use for it (peak-MB), which must not grow with the body.
func BenchmarkGigabyte(b *testing.B) {
	const size = 1 << 30
	url := listenRaw(b, size)
	for _, c := range []struct{ name, program string }{
		{"iter_content", `local url, n = ..., 0
			for chunk in http.get(url, {stream = true}):iter_content(65536) do n = n + #chunk end
			assert(n == 2^30)`},
		{"save", `local url, path = ...
			local last = 0
			assert(http.get(url, {stream = true}):save(path, function(done) last = done end) == 2^30 and last == 2^30)`},
	} {
		b.Run(c.name, func(b *testing.B) {
			s := newState(b, url, filepath.Join(b.TempDir(), "file"))
			b.SetBytes(size)
			peak := watch(b)
			for b.Loop() {
				if _, err := s.Run("program", c.program); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(peak())/(1<<20), "peak-MB")
		})
	}
}

// watch looks at the heap until the function that it returns is called, which
// tells by how much it grew at most.
func watch(b *testing.B) (peak func() uint64) {
	b.Helper()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	runtime.GC()
	before := read()
	stop, result := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		most := before
		for {
			select {
			case <-tick.C:
				most = max(most, read())
			case <-stop:
				result <- most - before
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-result }
}
