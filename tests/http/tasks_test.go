package http_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
)

// TestTasksOnOneSession: two hundred tasks log in, set and read cookies and
// change headers on one session. It is for -race too.
func TestTasksOnOneSession(t *testing.T) {
	run(t, `
		local url = ...
		local s = http.Session{base_url = url, timeout = 60}
		local pool = futures.ThreadPoolExecutor(200)
		local browser = {Origin = url, Referer = url .. "/", ["User-Agent"] = "Mozilla/5.0"}
		local fs = {}
		for i = 1, 200 do
			fs[i] = pool:submit(function()
				local me, first = "task" .. i, s:get("/")
				eq(first.ok, true)
				local r = s:post("/login", {headers = browser, data = {phone = practice.PHONE, password = practice.PASSWORD, oneMonth = 1}})
				eq(r:json().result.code, "9999")
				s.headers["X-" .. me] = me
				s.cookies:set(me, me)
				s:get("/cookies/set", {params = {["server" .. i] = i}})
				local e = s:get("/echo", {headers = {["X-Own"] = me}, params = {i = i}}):json()
				eq(e.headers["X-Own"], {me})
				eq(e.headers["X-Task" .. i], {me})
				eq(e.query.i, {tostring(i)})
				has(e.headers.Cookie[1], me .. "=" .. me)
				eq(s.cookies:get("server" .. i), tostring(i))
				for cookie in s.cookies:iter() do if cookie.name == me then s.cookies:delete(me) end end
				eq(s.cookies:get(me), nil)
				s.timeout = 60 + i
				s.params = {task = i}
				s.headers["x-" .. me] = nil
				return i
			end)
		end
		for i, f in ipairs(fs) do eq(f:result(), i) end
		pool:shutdown()
		for name in pairs(s.headers) do error("left: " .. name) end`, site(t))
}

// TestOneResponseInManyTasks: what a response gives may be asked for by all.
func TestOneResponseInManyTasks(t *testing.T) {
	run(t, `
		local url = ...
		local pool = futures.ThreadPoolExecutor(50)
		local page, api, stream = http.get(url .. "/all/hot/recent/1"), http.get(url .. "/api/items"), http.get(url .. "/all/hot/recent/2", {stream = true})
		local fs = {}
		for i = 1, 100 do
			fs[i] = pool:submit(function()
				return #page.text, #page.content, #page:html():find("a"), type(api:json()), #stream.text, page.encoding, page.headers["content-type"]
			end)
		end
		local text, content, links = fs[1]:result()
		for _, f in ipairs(fs) do eq({f:result()}, {fs[1]:result()}) end
		eq(links > 20, true)
		pool:shutdown()`, site(t))
}

// TestManyAtOnce: requests wait outside the Lua lock. The server answers none
// before it has all of them.
func TestManyAtOnce(t *testing.T) {
	const many = 100
	var come sync.WaitGroup
	come.Add(many)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		come.Done()
		come.Wait()
	})
	run(t, `
		local url, many = ...
		local pool, fs = futures.ThreadPoolExecutor(tonumber(many)), {}
		for i = 1, tonumber(many) do fs[i] = pool:submit(function() return http.get(url).status_code end) end
		for _, f in ipairs(fs) do eq(f:result(), 200) end
		pool:shutdown()`, url, strconv.Itoa(many))
}

func TestSessionSettings(t *testing.T) {
	run(t, `
		local url = ...
		local s = http.Session()
		eq({s.timeout, s.allow_redirects, s.max_redirects, s.verify, s.stream, s.retries, s.max_size, s.http2, s.robots},
			{30, true, 30, true, false, 0, 64 * 2^20, true, false})
		eq({s.auth, s.proxy, s.cert, s.base_url, s.encoding, s.rate, s.max_per_host, s.hooks}, {})
		eq({s.headers, s.params, tostring(s), #s.cookies}, {{}, {}, "<Session>", 0})
		s.allow_redirects = false
		eq(s:get(url .. "/redirect/1").status_code >= 300, true)
		eq(s.allow_redirects, false)
		s.allow_redirects = nil
		eq({s.allow_redirects, s:get(url .. "/redirect/1").status_code}, {true, 200})
		s.max_redirects = 1
		eq(s.max_redirects, 1)
		s.max_redirects = false
		eq(s.max_redirects, 30)
		s.stream = true
		local r = s:get(url .. "/echo")
		eq(#r:json().method, 3)
		eq(#s:get(url .. "/echo", {stream = false}).content > 0, true)
		s.max_size = "1KB"
		eq(s.max_size, "1KB")
		s:close()
		s:close()
		eq(s:get(url .. "/echo").ok, true)
		local opts = {headers = {A = "1"}, timeout = {connect = 5}}
		local one = http.Session(opts)
		one.headers.A = "2"
		eq(opts.headers.A, "1")
		local other = http.Session{headers = one.headers, params = one.params}
		other.headers.a = "3"
		eq({one.headers.A, other.headers.A}, {"2", "3"})`, site(t))
}
