package http_test

import (
	"fmt"
	"net/http"
	"testing"
)

func TestStreams(t *testing.T) {
	odd := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "one\ntwo\r\n\r\nthree\rfour\n")
	})
	cut := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, "begin\n")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	cases{
		{"chunks of a size", `
			local site = ...
			local r = http.get(site .. "/bytes/5000", {stream = true})
			local sizes, parts = {}, {}
			for chunk in r:iter_content(2048) do sizes[#sizes + 1], parts[#parts + 1] = #chunk, chunk end
			eq(sizes, {2048, 2048, 904})
			eq(table.concat(parts) == http.get(site .. "/bytes/5000").content, true)
			for _ in r:iter_content(10) do error("read twice") end`},
		{"chunks as they come, decompressed", `
			local site, n = ..., 0
			for chunk in http.get(site .. "/all/hot/recent/1", {stream = true}):iter_content() do n = n + #chunk end
			eq(n, #http.get(site .. "/all/hot/recent/1").content)`},
		{"lines", `
			local lines = {}
			for line in http.get(select(2, ...), {stream = true}):iter_lines() do lines[#lines + 1] = line end
			eq(lines, {"one", "two", "", "three", "four"})
			lines = {}
			for line in http.get((select(2, ...))):iter_lines() do lines[#lines + 1] = line end
			eq(#lines, 5)`},
		{"without stream, as often as one likes the first time", `
			local r = http.get((...) .. "/bytes/3000")
			eq(#r.content, 3000)
			local n = 0
			for chunk in r:iter_content(1000) do n = n + #chunk end
			eq(n, 3000)`},
		{"content and text of a stream", `
			local site = ...
			local r = http.get(site .. "/echo", {stream = true})
			eq(r:json().method, "GET")
			eq(r.text, r.content)
			eq(r:html() ~= nil, true)
			raises(http.ContentTooLarge, function() return http.get(site .. "/bytes/5000", {stream = true, max_size = 4000}).content end, "max_size")`},
		{"max_size does not bound a stream", `
			local n = 0
			for chunk in http.get((...) .. "/bytes/50000", {stream = true, max_size = 100}):iter_content() do n = n + #chunk end
			eq(n, 50000)`},
		{"closed", `
			local site = ...
			local r = http.get(site .. "/endless", {stream = true, params = {bytes = 100000000}})
			local next = r:iter_content(100)
			eq(#next(), 100)
			r:close()
			r:close()
			raises(http.RequestException, function() next() end, "closed")
			http.get(site):close()`},
		{"what a loop leaves does not disturb", `
			local site = ...
			local s = http.Session()
			for i = 1, 20 do
				for chunk in s:get(site .. "/bytes/100000", {stream = true}):iter_content(10) do break end
			end
			eq(s:get(site .. "/echo").ok, true)`},
		{"saved", `
			local site = ...
			local path, calls, last, total = os.tmpname(), 0, 0
			local r = http.get(site .. "/bytes/300000", {stream = true})
			eq(r:save(path, function(done, all)
				eq(done >= last, true)
				calls, last, total = calls + 1, done, all
			end), 300000)
			eq({calls > 0, last, total}, {true, 300000, 300000})
			local f = io.open(path, "rb")
			local content = f:read("*a")
			f:close()
			eq(content == http.get(site .. "/bytes/300000").content, true)
			eq(http.get(site .. "/bytes/10"):save(path), 10)
			os.remove(path)`},
		{"saved where nothing can be", `
			local site = ...
			local err = raises(http.RequestException, function() http.get(site .. "/bytes/10"):save("/nowhere/file") end, "/nowhere/file")
			eq(err.response.status_code, 200)
			raises("ArgumentError", function() http.get(site):save() end, "path")
			raises("ArgumentError", function() http.get(site):save("x", 5) end, "progress")`},
		{"an error in progress ends it, and no file is left", `
			local site = ...
			local path, calls = os.tmpname(), 0
			os.remove(path)
			local ok, err = pcall(function()
				http.get(site .. "/endless", {stream = true, params = {bytes = 1000000000}}):save(path, function() calls = calls + 1 error("stop", 0) end)
			end)
			eq({ok, err, calls}, {false, "stop", 1})
			eq((io.open(path)), nil)
			ok, err = pcall(function() http.get(site .. "/bytes/100"):save(path, function() error("late", 0) end) end)
			eq({ok, err, (io.open(path))}, {false, "late"})`},
		{"cut short", `
			local url = select(3, ...)
			raises(http.ConnectionError, function() http.get(url) end)
			local r = http.get(url, {stream = true})
			local lines = {}
			local err = raises(http.ConnectionError, function() for line in r:iter_lines() do lines[#lines + 1] = line end end)
			eq({lines[1], err.response ~= nil}, {"begin", true})
			local path = os.tmpname()
			os.remove(path)
			raises(http.ConnectionError, function() http.get(url, {stream = true}):save(path) end)
			eq((io.open(path)), nil)`},
		{"wrong arguments", `
			local site = ...
			local r = http.get(site)
			raises("ArgumentError", function() r:iter_content(0) end, "from 1")
			raises("ArgumentError", function() r:iter_content("x") end)`},
		{"through a map, and lines to several tasks", `
			local site = ...
			local pool = futures.ThreadPoolExecutor(4)
			local sizes = pool:map(function(chunk) return #chunk end, http.get(site .. "/bytes/10000", {stream = true}):iter_content(3000)):collect()
			eq(sizes, {3000, 3000, 3000, 1000})
			local next, n = http.get(site .. "/bytes/100000", {stream = true}):iter_content(100), 0
			local fs = {}
			for i = 1, 4 do fs[i] = pool:submit(function() for chunk in next do n = n + #chunk end end) end
			futures.wait(fs)
			eq(n, 100000)
			pool:shutdown()`},
	}.run(t, site(t), odd, cut)
}

// TestHostileAnswers: what breaks the rules of HTTP is an error of its kind.
func TestHostileAnswers(t *testing.T) {
	run(t, `
		local site = ...
		local kinds = {}
		for kind in http.get(site .. "/"):html():text():gmatch("malformed/(%w+)") do kinds[#kinds + 1] = kind end
		for _, kind in ipairs{"truncated", "short", "header", "chunk", "chunked", "status", "gzip", "reset"} do kinds[#kinds + 1] = kind end
		for _, kind in ipairs(kinds) do
			local ok, err = pcall(http.get, site .. "/malformed/" .. kind)
			if not ok then eq(errors.is(err, http.RequestException), true) end
		end
		eq(http.get(site .. "/echo").ok, true)`, site(t))
}
