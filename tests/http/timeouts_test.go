package http_test

import (
	"net"
	"net/http"
	"testing"
	"time"
)

// silent listens and never answers: connections are taken by the kernel only.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// dripping sends a byte now and then, for as long as it is asked to.
func dripping(t *testing.T) string {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				w.Write([]byte("x\n"))
				w.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
}

func TestTimeouts(t *testing.T) {
	cases{
		{"the whole call", `
			local silent, drip = ...
			local function timeout(url, opts)
				local err = raises(http.ReadTimeout, function() http.get(url, opts) end)
				eq({errors.is(err, futures.TimeoutError), errors.is(err, http.Timeout), errors.is(err, http.ConnectTimeout)}, {true, true, false})
				eq(err.request.method, "GET")
				return err
			end
			timeout("http://" .. silent, {timeout = 0.3})
			timeout(drip, {timeout = 0.3})
			timeout("http://" .. silent, {timeout = {read = 0.3}})
			timeout("http://" .. silent, {timeout = {total = 0.3}})
			timeout(drip, {timeout = {total = 0.3}})`},
		{"of a session, changed from within", `
			local silent = "http://" .. ...
			local s = http.Session{timeout = {read = 30}}
			s.timeout.read = 0.3
			raises(http.ReadTimeout, function() s:get(silent) end)
			s.timeout = 0.3
			raises(http.ReadTimeout, function() s:get(silent) end)
			eq(s.timeout, 0.3)
			raises(http.ReadTimeout, function() http.Session{timeout = 60}:get(silent, {timeout = 0.3}) end)
			s.timeout = nil
			eq(s.timeout, 30)`},
		{"while connecting", `
			local silent = ...
			local err = raises(http.ConnectTimeout, function() http.get("https://" .. silent, {timeout = {connect = 0.05}}) end)
			eq({errors.is(err, http.ConnectionError), errors.is(err, http.Timeout), errors.is(err, "TimeoutError")}, {true, true, true})`},
		{"none", `
			eq(http.get(select(3, ...), {timeout = math.huge}).status_code, 200)
			eq(http.get(select(3, ...), {timeout = {connect = math.huge, read = math.huge, total = math.huge}}).status_code, 200)
			eq(http.get(select(3, ...), {timeout = 1e300}).status_code, 200)`},
		{"a stream's counts to the headers, then for each read", `
			local silent, drip = ...
			local r = http.get(drip, {timeout = 0.5, stream = true})
			local n = 0
			for line in r:iter_lines() do
				n = n + 1
				if n == 150 then break end
			end
			eq(n, 150)
			r:close()
			raises(http.ReadTimeout, function() http.get("http://" .. silent, {timeout = 0.3, stream = true}) end)`},
		{"a stream's total", `
			local silent, drip = ...
			local err = raises(http.ReadTimeout, function()
				for _ in http.get(drip, {timeout = {total = 0.1}, stream = true}):iter_lines() do end
			end)
			eq(err.response.status_code, 200)`},
	}.run(t, silent(t), dripping(t), site(t))
}

// TestTerminate: whatever a request is at, it ends at once with its task.
func TestTerminate(t *testing.T) {
	cases{
		{"waiting, connecting, in the middle of a body", `
			local silent, drip = ...
			local pool = futures.ThreadPoolExecutor(8)
			local what = {
				function() http.get("http://" .. silent, {timeout = math.huge}) end,
				function() http.get("https://" .. silent, {timeout = math.huge}) end,
				function() http.get(drip, {timeout = math.huge}) end,
				function() for _ in http.get(drip, {stream = true}):iter_content() do end end,
				function() for _ in http.get(drip, {stream = true}):iter_lines() do end end,
				function() return http.get(drip, {stream = true, timeout = math.huge}).content end,
				function() http.get(drip, {stream = true}):save(os.tmpname()) end,
				function() http.Session{rate = 0.001}:get(drip) end,
			}
			local fs = {}
			for i, fn in ipairs(what) do
				fs[i] = pool:submit(function()
					while true do pcall(fn) end
				end)
			end
			time.sleep(0.1)
			for _, f in ipairs(fs) do eq(f:terminate(), true) end
			pool:shutdown()
			for _, f in ipairs(fs) do
				eq(f:cancelled(), true)
				raises("CancelledError", function() f:result() end)
			end`},
		{"a task's own time-out", `
			local silent = ...
			local pool = futures.ThreadPoolExecutor{max_workers = 1, task_timeout = 0.3}
			local f = pool:submit(function() http.get("http://" .. silent, {timeout = math.huge}) end)
			local err = raises(futures.TimeoutError, function() f:result() end)
			eq(errors.is(err, http.Timeout), false)
			eq(pool:submit(function() return 1 end):result(), 1)
			pool:shutdown()`},
		{"waiting for its turn", `
			local url = select(3, ...)
			local s, pool = http.Session{rate = 0.01}, futures.ThreadPoolExecutor(2)
			s:get(url)
			local f = pool:submit(function() s:get(url) end)
			time.sleep(0.05)
			f:terminate()
			pool:shutdown()
			eq(f:cancelled(), true)`},
	}.run(t, silent(t), dripping(t), site(t))
}
