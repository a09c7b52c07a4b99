package luahttp

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session"
)

// settings are the options that a session has as well as a call.
type settings struct {
	Params         params      `lua:"params" elsewhere:"query qs search" doc:"added to the URL's query: a table (a value may be a list), a list of pairs, or a string as it stands"`
	Headers        named       `lua:"headers" elsewhere:"header user_agent userAgent" doc:"request headers, names in any case; false takes one away"`
	Cookies        named       `lua:"cookies" elsewhere:"cookie jar" doc:"cookies: a session's go into its jar, a call's are sent with it and not kept"`
	Auth           auth        `lua:"auth" elsewhere:"basic_auth username authentication" doc:"{user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true}"`
	Timeout        timeouts    `lua:"timeout" elsewhere:"time_out read_timeout connect_timeout" doc:"seconds up to the body's end (with stream up to the headers, then for each read), or {connect =, read =, total =}; math.huge is no limit; default 30"`
	AllowRedirects *bool       `lua:"allow_redirects" elsewhere:"follow_redirects redirect followRedirects redirects" doc:"whether to follow redirects, as browsers do: 301 and 302 make a GET of a POST, 303 of any method but HEAD; default true, for HEAD false"`
	MaxRedirects   hops        `lua:"max_redirects" elsewhere:"maxRedirects" doc:"redirects followed at most; default 30"`
	AllowPrivate   *bool       `lua:"allow_private" doc:"whether a redirect may lead from a public host to a private address; default false"`
	Proxy          proxy       `lua:"proxy" elsewhere:"proxies" doc:"a proxy's URL (http, https, socks5), a list that takes turns, or false for none; default the environment's"`
	Verify         verify      `lua:"verify" elsewhere:"verify_ssl ssl_verify insecure verify_certs" doc:"whether TLS certificates are checked, or a file of CA certificates; default true"`
	Cert           cert        `lua:"cert" doc:"{certfile, keyfile} of a client certificate"`
	Stream         *bool       `lua:"stream" elsewhere:"streaming" doc:"whether the body is read bit by bit, by iter_content, iter_lines and save; default false"`
	Hooks          hooks       `lua:"hooks" doc:"{response = fn}: fn(response) may return another response; a call's take the place of the session's"`
	Retries        retries     `lua:"retries" elsewhere:"max_retries retry" doc:"attempts after the first, or {total =, backoff =, statuses =, methods =}; default 0"`
	MaxSize        size        `lua:"max_size" elsewhere:"max_body_size maxContentLength" doc:"bytes that a body held in memory may have, decompressed; default 64MB"`
	BaseURL        word        `lua:"base_url" elsewhere:"baseURL base host" doc:"what is put before a URL that has no scheme"`
	Encoding       charsetName `lua:"encoding" doc:"the body's encoding; default found out"`
	HTTP2          *bool       `lua:"http2" doc:"whether HTTP/2 is used where the server has it; default true"`
	Rate           number      `lua:"rate" elsewhere:"rate_limit delay download_delay" doc:"requests a second, per host; default no limit"`
	MaxPerHost     places      `lua:"max_per_host" elsewhere:"concurrent_requests_per_domain max_connections concurrency parallelism limit_per_host" doc:"requests at once, per host; default no limit"`
	Robots         *bool       `lua:"robots" elsewhere:"robotstxt_obey obey_robots robotstxt" doc:"whether each server's robots.txt is asked first, and its Crawl-delay obeyed; default false"`
	Record         word        `lua:"record" doc:"a file that every exchange is written to, without the base_url of those on it; of secrets it hides the request's headers, the values of cookies, and those of fields of a query, form, JSON body or header that are called password, secret, token, api_key or the like, but not what is in the body of a response"`
	Replay         word        `lua:"replay" doc:"a file of record that answers in place of the network"`
	Cache          cache       `lua:"cache" elsewhere:"httpcache cache_dir" doc:"a directory that keeps responses as RFC 9111 lets it, or {dir =, all = true}; default none"`
}

// callOptions are the options of one request.
type callOptions struct {
	settings
	Data  data       `lua:"data" elsewhere:"body form payload" doc:"the body: a string, a form (a table or a list of pairs), or an iterator of strings"`
	JSON  lua.LValue `lua:"json" doc:"any value, sent as JSON; not looked at where data is given"`
	Files files      `lua:"files" elsewhere:"file upload" doc:"{field = {name, content[, type]}} or {field = {path = file}}, or a list of pairs; sent as a multipart form"`
}

var (
	sessionType = bind.OptionsOf[settings]("SessionOptions")
	callType    = bind.OptionsOf[callOptions]("RequestOptions")
)

// defaults are what a script reads of a setting that was not given.
var defaults = map[string]lua.LValue{
	"timeout":         lua.LNumber(session.DefaultTimeout.Seconds()),
	"allow_redirects": lua.LTrue,
	"max_redirects":   lua.LNumber(session.DefaultMaxRedirects),
	"allow_private":   lua.LFalse,
	"verify":          lua.LTrue,
	"stream":          lua.LFalse,
	"retries":         lua.LNumber(0),
	"max_size":        lua.LNumber(session.DefaultMaxSize),
	"http2":           lua.LTrue,
	"robots":          lua.LFalse,
}

// options are the settings that package session knows; hooks are not among
// them. under are the session's own, which false hides.
func (s *settings) options(under *session.Options) session.Options {
	return session.Options{
		Params: s.Params.fields, Query: s.Params.query,
		Headers: s.Headers.over(under.Headers), Cookies: s.Cookies.over(under.Cookies),
		Auth: s.Auth.Auth, Timeout: s.Timeout.Timeouts,
		AllowRedirects: s.AllowRedirects, MaxRedirects: s.MaxRedirects.v, AllowPrivate: s.AllowPrivate,
		Proxy: s.Proxy.Proxy, Verify: s.Verify.Verify, Cert: s.Cert.Cert, HTTP2: s.HTTP2,
		Stream: s.Stream, MaxSize: s.MaxSize.v, Encoding: s.Encoding.v, BaseURL: s.BaseURL.v,
		Retries: s.Retries.Retries, Rate: s.Rate.v, MaxPerHost: s.MaxPerHost.v,
		Robots: s.Robots, Record: s.Record.v, Replay: s.Replay.v, Cache: s.Cache.Cache,
	}
}
