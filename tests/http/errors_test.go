package http_test

import (
	"net"
	"testing"
)

func TestInvalidURLs(t *testing.T) {
	run(t, `
		for _, url in ipairs{"hiwpefhipowhefopw", "localhost:3128", "10.122.1.1:3128/", "", " ", "://h/", "/just/a/path", "//host/x"} do
			local err = raises(http.InvalidURL, function() http.get(url) end, "scheme")
			eq({err.request, err.response}, {nil, nil})
		end
		for _, url in ipairs{"ftp://example.com/", "file:///etc/passwd", "mailto:x@y", "data:,x", "javascript:x"} do
			raises(http.InvalidURL, function() http.get(url) end, "only http and https")
		end
		for _, url in ipairs{"http://", "http:///path", "http://*.example.com/", "http://.example.com", "http://a..b/", "http://a b/",
			"http://h:port/", "http://h:99999/", "http://[::1", "http://[zz]/", "http:example.com", "https://" .. ("x"):rep(300) .. "/", "http://\0/",
			"http://user@/x", "http://a\\b/", "http://h:-1/"} do
			raises(http.InvalidURL, function() http.get(url) end)
		end
		has(raises(http.InvalidURL, function() http.get("example.com/x") end).message, "https://example.com/x")
		raises("ArgumentError", function() http.get() end, "url", "nothing")
		raises("ArgumentError", function() http.get(5) end, "url", "the number 5")
		raises("ArgumentError", function() http.get({}) end, "url", "a table")
		raises("ArgumentError", function() http.get("http://x/", "opts") end, "opts", "a table")
		raises("ArgumentError", function() http.request("GET") end, "url")
		raises(http.InvalidURL, function() http.Session{base_url = "example.com"} end, "scheme")`)
}

func TestOptionsThatAreNone(t *testing.T) {
	run(t, `
		local u = "http://127.0.0.1:1/"
		local function refused(opts, ...)
			raises("ArgumentError", function() http.get(u, opts) end, ...)
			if opts.json == nil and opts.data == nil then raises("ArgumentError", function() http.Session(opts) end, ...) end
		end
		refused({timeot = 1}, "'timeout'")
		refused({header = {}}, "'headers'")
		refused({parms = {}}, "'params'")
		refused({alow_redirects = true}, "'allow_redirects'")
		refused({"x"}, "the number 1")
		refused({timeout = "1"}, "timeout", "number of seconds")
		refused({timeout = 0}, "timeout", "0")
		refused({timeout = -1}, "timeout")
		refused({timeout = 0/0}, "timeout")
		refused({timeout = {conect = 1}}, "'connect'")
		refused({timeout = {connect = 0}}, "connect")
		refused({timeout = {read = "x"}}, "read")
		refused({timeout = {3, 4}}, "the number 1")
		refused({allow_redirects = "yes"}, "allow_redirects", "boolean")
		refused({max_redirects = -1}, "max_redirects")
		refused({max_redirects = 1.5}, "max_redirects")
		refused({verify = 1}, "verify")
		refused({cert = "file.pem"}, "cert")
		refused({cert = {"only"}}, "{certfile, keyfile}")
		refused({stream = 1}, "stream")
		refused({retries = -1}, "retries")
		refused({retries = 1.5}, "retries")
		refused({retries = {totl = 1}}, "'total'")
		refused({retries = {statuses = {"503"}}}, "statuses")
		refused({retries = {statuses = 503}}, "statuses")
		refused({retries = {methods = {1}}}, "methods")
		refused({max_size = 0}, "max_size")
		refused({max_size = "10 apples"}, "max_size", "64KB")
		refused({max_size = -1}, "max_size")
		refused({rate = 0}, "rate")
		refused({rate = math.huge}, "rate")
		refused({max_per_host = 0}, "max_per_host")
		refused({max_per_host = 2.5}, "max_per_host")
		refused({proxy = 5}, "proxy")
		refused({proxy = {}}, "proxy")
		refused({proxy = {1}}, "proxy")
		refused({base_url = 5}, "base_url")
		refused({hooks = print}, "hooks")
		refused({cookies = "a=1"}, "cookies")
		refused({cache = {all = true}}, "cache")
		refused({robots = "yes"}, "robots")
		refused({record = true}, "record")
		raises(http.RequestException, function() http.get(u, {proxy = "gopher://x"}) end, "proxy")
		raises(http.RequestException, function() http.Session{proxy = "http://"} end, "proxy")
		local s = http.Session()
		raises("ArgumentError", function() s.timout = 1 end, "'timeout'")
		raises("ArgumentError", function() return s.header end, "'headers'")
		raises("ArgumentError", function() s.get = 1 end, "method")
		raises("ArgumentError", function() s.timeout = "x" end, "timeout")
		raises("ArgumentError", function() s:gett(u) end, "'get'")
		eq(s.timeout, 30)`)
}

func TestKinds(t *testing.T) {
	run(t, `
		local tree = {
			{"ConnectionError", "RequestException"}, {"SSLError", "ConnectionError"}, {"ProxyError", "ConnectionError"},
			{"Timeout", "RequestException"}, {"ConnectTimeout", "ConnectionError"}, {"ConnectTimeout", "Timeout"}, {"ReadTimeout", "Timeout"},
			{"HTTPError", "RequestException"}, {"TooManyRedirects", "RequestException"}, {"InvalidURL", "RequestException"},
			{"ContentTooLarge", "RequestException"}, {"JSONDecodeError", "RequestException"}, {"RobotsDisallowed", "RequestException"},
			{"NotRecorded", "RequestException"}, {"RequestException", "Error"},
		}
		for _, pair in ipairs(tree) do
			local err = http[pair[1]]("message", {extra = 1})
			eq({err.type, err.message, err.extra, tostring(err)}, {pair[1], "message", 1, pair[1] .. ": message"})
			eq({errors.is(err, pair[2]), errors.is(err, http[pair[1]])}, {true, true})
		end
		for _, name in ipairs{"Timeout", "ConnectTimeout", "ReadTimeout"} do
			eq({errors.is(http[name]("x"), futures.TimeoutError), errors.is(http[name]("x"), "TimeoutError")}, {true, true})
		end
		eq(errors.is(http.ReadTimeout("x"), http.ConnectionError), false)
		eq(errors.is(http.ConnectionError("x"), http.Timeout), false)
		eq(errors.is(futures.TimeoutError("x"), http.Timeout), false)`)
}

// TestUnreachable: nobody listens, and no such name.
func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	cases{
		{"nobody listens", `
			local address = ...
			local url = "http://" .. address .. "/path"
			local err = raises(http.ConnectionError, function() http.get(url) end, address, "refused")
			eq({err.type, err.request.url, err.request.method, err.response}, {"ConnectionError", url, "GET", nil})
			has(tostring(err), "ConnectionError: ")
			raises(http.ConnectionError, function() http.Session{base_url = "http://" .. address}:get("/x") end)`},
		{"no such name", `
			local err = raises(http.ConnectionError, function() http.get("http://no-such-host.invalid/") end, "no-such-host.invalid")
			eq(errors.is(err, http.Timeout), false)`},
		{"the other tasks go on", `
			local pool, address = futures.ThreadPoolExecutor(4), ...
			local f = pool:submit(function() return http.get("http://" .. address) end)
			local g = pool:submit(function() return 5 end)
			eq(g:result(), 5)
			raises(http.ConnectionError, function() f:result() end)
			eq(errors.is(f:exception(), http.ConnectionError), true)
			pool:shutdown()`},
	}.run(t, address)
}
