package http_test

import (
	"os"
	"path/filepath"
	"testing"
)

func TestBodies(t *testing.T) {
	url := site(t)
	file := filepath.Join(t.TempDir(), "photo.png")
	if err := os.WriteFile(file, []byte("\x89PNG\x00\xff"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases{
		{"a form keeps its order", `
			local e = http.post((...) .. "/echo", {data = {z = "1", a = "x y&", m = {"1", "2"}, n = 5, t = true, f = false}}):json()
			eq(e.body, "z=1&a=x+y%26&m=1&m=2&n=5&t=true&f=false")
			eq(e.headers["Content-Type"], {"application/x-www-form-urlencoded"})
			eq(http.post((...) .. "/echo", {data = {{"b", 1}, {"a", "ü"}, {"b", 2}}}):json().body, "b=1&a=%C3%BC&b=2")`},
		{"a string has no type of its own", `
			local r = http.put((...) .. "/echo", {data = "raw\0bytes"})
			local e = r:json()
			eq(e.body, "raw\0bytes") eq(e.headers["Content-Type"], nil) eq(e.headers["Content-Length"], {"9"})
			eq(r.request.body, "raw\0bytes")
			eq(http.post((...) .. "/echo", {data = "x", headers = {["content-type"] = "text/plain"}}):json().headers["Content-Type"], {"text/plain"})`},
		{"json", `
			local url = ... .. "/echo"
			local e = http.post(url, {json = {a = {1, 2.5, true, json.null}}}):json()
			eq(json.decode(e.body), {a = {1, 2.5, true, json.null}})
			eq(e.headers["Content-Type"], {"application/json"})
			for text, v in pairs{["false"] = false, ["0"] = 0, ['"x"'] = "x"} do
				eq(http.post(url, {json = v}):json().body, text)
			end
			eq(http.post(url, {json = json.null}):json().body, "null")
			eq(http.post(url, {json = json.array{}}):json().body, "[]")
			eq(http.post(url, {json = {1}, headers = {["Content-Type"] = "application/vnd.api+json"}}):json().headers["Content-Type"], {"application/vnd.api+json"})
			local r = http.post(url, {json = {1}})
			eq(r.request.body, "[1]")
			eq(r.request.headers["content-type"], "application/json")`},
		{"data comes before json, as in requests", `
			local url = ... .. "/echo"
			eq(http.post(url, {data = {a = 1}, json = {b = 2}}):json().body, "a=1")
			eq(http.post(url, {data = {}, json = {2}}):json().body, "[2]")
			eq(http.post(url, {data = "", json = {2}}):json().body, "[2]")`},
		{"nothing", `
			local url = ... .. "/echo"
			local r = http.post(url)
			eq({r:json().body, r:json().headers["Content-Length"][1], r.request.body}, {"", "0"})
			eq(http.get(url):json().headers["Content-Length"], nil)
			eq(http.post(url, {data = {}}):json().headers["Content-Type"], nil)
			eq(http.post(url, {data = ""}):json().body, "")`},
		{"files from bytes and disk, with a form", `
			local url, path = ...
			local e = http.post(url .. "/echo", {
				data = {{"title", "a \"b\""}, {"n", 1}},
				files = {{"doc", {"ü.txt", "text", "text/x-mine"}}, {"doc", {"b.bin", "\0\255"}}, {"photo", {path = path}}, {"other", {path = path, name = "o.gif", type = "image/gif"}}},
			}):json()
			has(e.headers["Content-Type"][1], "multipart/form-data; boundary=")
			eq({e.form.title, e.form.n}, {{'a "b"'}, {"1"}})
			local f = e.files
			eq({f.doc[1].filename, f.doc[1].content, f.doc[1].type}, {"ü.txt", "text", "text/x-mine"})
			eq({f.doc[2].filename, f.doc[2].size}, {"b.bin", 2})
			eq({f.photo[1].filename, f.photo[1].size, f.photo[1].type}, {"photo.png", 6, ""})
			eq({f.other[1].filename, f.other[1].type}, {"o.gif", "image/gif"})`},
		{"files as a table", `
			local e = http.post((...) .. "/echo", {files = {up = {"name.csv", "a,b"}}}):json()
			eq({e.files.up[1].filename, e.files.up[1].content}, {"name.csv", "a,b"})`},
		{"files that are none", `
			local url, path = ...
			for _, bad in ipairs{"text", {"name"}, {"name", 5}, {"a", "b", 3}, {name = "x"}} do
				raises("ArgumentError", function() http.post(url, {files = {f = bad}}) end, "files", "{name, content[, type]}")
			end
			raises("ArgumentError", function() http.post(url, {files = {f = {pth = "x"}}}) end, "'path'")
			raises("ArgumentError", function() http.post(url, {files = {{"only"}}}) end, "files")
			raises("ArgumentError", function() http.post(url, {files = {5}}) end, "files")
			raises("ArgumentError", function() http.post(url, {files = "x"}) end, "files", "a table")
			raises(http.RequestException, function() http.post(url .. "/echo", {files = {f = {path = "/nowhere/x"}}}) end, "/nowhere/x")
			raises("ArgumentError", function() http.post(url, {files = {f = {"a", "b"}}, data = function() end}) end, "iterator")`},
		{"what cannot be sent is named", `
			local url = ...
			raises("ArgumentError", function() http.post(url, {json = {a = {print}}}) end, "json", "function")
			local loop = {} loop[1] = loop
			raises("ArgumentError", function() http.post(url, {json = loop}) end, "json")
			raises("ArgumentError", function() http.post(url, {data = {a = {b = 1}}}) end, "data", "'a'")
			raises("ArgumentError", function() http.post(url, {data = 5}) end, "data", "the number 5")
			raises("ArgumentError", function() http.Session{data = "x"} end, "data")`},
	}.run(t, url, file)
}

func TestUploads(t *testing.T) {
	cases{
		{"an iterator is sent in chunks", `
			local parts = {"chunk one", "", "two", "\0three"}
			local i = 0
			local r = http.post((...) .. "/echo", {data = function() i = i + 1 return parts[i] end})
			local e = r:json()
			eq(e.body, "chunk onetwo\0three")
			eq(e.headers["Content-Length"], nil)
			eq(r.request.body, nil)
			eq(http.post((...) .. "/echo", {data = function() end}):json().body, "")`},
		{"it runs on the task, and may wait", `
			local pool = futures.ThreadPoolExecutor(2)
			local url, q = ..., queue.Queue()
			local f = pool:submit(function()
				local name = futures.current().name
				local gen = coroutine.wrap(function()
					while true do
						local item = q:get()
						if item == "end" then return nil end
						time.sleep(0.001)
						coroutine.yield(item .. (futures.current().name == name and "" or "!"))
					end
				end)
				return http.post(url .. "/echo", {data = gen}):json().body
			end)
			for _, item in ipairs{"a", "b", "c", "end"} do q:put(item) end
			eq(f:result(10), "abc")
			pool:shutdown()`},
		{"a request within it", `
			local url, n = ..., 0
			local r = http.post(url .. "/echo", {data = function()
				n = n + 1
				return n < 4 and http.get(url .. "/echo/" .. n):json().url .. " " or nil
			end})
			for i = 1, 3 do has(r:json().body, "/echo/" .. i) end`},
		{"hooks of such a request", `
			local n, seen = 0, nil
			http.post((...) .. "/echo", {data = function() n = n + 1 return n < 3 and "x" or nil end,
				hooks = {response = function(r) seen = r:json().body end}})
			eq(seen, "xx")`},
		{"its error is the request's", `
			local url = ...
			local ok, err = pcall(http.post, url .. "/echo", {data = function() error({code = 7}) end})
			eq(ok, false) eq(err.code, 7)
			raises("ArgumentError", function() http.post(url .. "/echo", {data = function() return 5 end}) end, "iterator", "the number 5")
			eq(http.get(url .. "/echo").ok, true)`},
		{"terminated in the middle", `
			local pool, began = futures.ThreadPoolExecutor(1), sync.Event()
			local url = ...
			local f = pool:submit(function()
				http.post(url .. "/echo", {data = function() began:set() time.sleep(60) return "x" end})
			end)
			began:wait(10)
			eq(f:terminate(), true)
			pool:shutdown()
			eq(f:cancelled(), true)`},
		{"an endless one is terminated too", `
			local pool, began = futures.ThreadPoolExecutor(1), sync.Event()
			local url = ...
			local f = pool:submit(function()
				http.post(url .. "/echo", {timeout = math.huge, data = function() began:set() while true do end end})
			end)
			began:wait(10)
			f:terminate()
			pool:shutdown()`},
		{"a server that does not read it all", `
			local url, n = ..., 0
			local ok, err = pcall(http.post, url .. "/titles/1", {data = function() n = n + 1 return n < 2000 and string.rep("x", 10000) or nil end})
			if not ok then raises(http.ConnectionError, function() error(err) end) end`},
	}.run(t, site(t))
}

// TestLargeBody: a body of a megabyte goes and comes whole.
func TestLargeBody(t *testing.T) {
	run(t, `
		local text = string.rep("0123456789", 100000)
		local r = http.post((...) .. "/echo", {data = text})
		eq(#r:json().body, #text)
		eq(r.request.body == text, true)`, site(t))
}
