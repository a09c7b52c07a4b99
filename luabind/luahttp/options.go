package luahttp

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session"
)

// settings are the options that a session has as well as a call.
type settings struct {
	Params         params       `lua:"params" doc:"added to the URL's query: a table, a list of pairs, or a string"`
	Headers        headerFields `lua:"headers" doc:"request headers, names in any case"`
	Cookies        headerFields `lua:"cookies" doc:"cookies to send; a session's are put into its jar"`
	Auth           auth         `lua:"auth" doc:"{user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true}"`
	Timeout        timeouts     `lua:"timeout" doc:"seconds up to the body's end (with stream up to the headers, then for each read), or {connect =, read =, total =}; default 30"`
	AllowRedirects *bool        `lua:"allow_redirects" doc:"whether to follow redirects; default true, for HEAD false"`
	MaxRedirects   whole        `lua:"max_redirects" doc:"redirects followed at most; default 30"`
	AllowPrivate   *bool        `lua:"allow_private" doc:"whether a redirect may lead from a public host to a private address; default false"`
	Proxy          proxy        `lua:"proxy" doc:"a proxy's URL, a list that takes turns, or false for none; default the environment's"`
	Verify         verify       `lua:"verify" doc:"whether TLS certificates are checked, or a file of CA certificates; default true"`
	Cert           cert         `lua:"cert" doc:"{certfile, keyfile} of a client certificate"`
	Stream         *bool        `lua:"stream" doc:"whether the body is read bit by bit, by iter_content, iter_lines and save; default false"`
	Hooks          hooks        `lua:"hooks" doc:"{response = fn}: fn(response) may return another response"`
	Retries        retries      `lua:"retries" doc:"attempts after the first, or {total =, backoff =, statuses =, methods =}; default 0"`
	MaxSize        size         `lua:"max_size" doc:"bytes that a body held in memory may have, decompressed; default 64MB"`
	BaseURL        name         `lua:"base_url" doc:"what relative URLs are joined to"`
	Encoding       name         `lua:"encoding" doc:"the body's encoding; default found out"`
	HTTP2          *bool        `lua:"http2" doc:"whether HTTP/2 is used where the server has it; default true"`
	Rate           number       `lua:"rate" doc:"requests a second, per host; default no limit"`
	MaxPerHost     whole        `lua:"max_per_host" doc:"requests at once, per host; default no limit"`
}

// callOptions are the options of one request.
type callOptions struct {
	settings
	Data  data       `lua:"data" doc:"the body: a string, a form (a table or a list of pairs), or an iterator of strings"`
	JSON  lua.LValue `lua:"json" doc:"any value, sent as JSON"`
	Files files      `lua:"files" doc:"{field = {name, content[, type]}} or {field = {path = file}}, or a list of pairs; sent as a multipart form"`
}

var (
	sessionType = bind.OptionsOf[settings]("SessionOptions")
	callType    = bind.OptionsOf[callOptions]("RequestOptions")
)

// apply lays what was given over o.
func (s *settings) apply(o *session.Options) {
	if s.Params.fields != nil || s.Params.query != nil {
		o.Params, o.Query = s.Params.fields, s.Params.query
	}
	if s.Headers.fields != nil {
		o.Headers = s.Headers.fields
	}
	if s.Cookies.fields != nil {
		o.Cookies = s.Cookies.fields
	}
	set(&o.Auth, s.Auth.Auth)
	set(&o.Timeout, s.Timeout.Timeouts)
	set(&o.AllowRedirects, s.AllowRedirects)
	set(&o.MaxRedirects, s.MaxRedirects.v)
	set(&o.AllowPrivate, s.AllowPrivate)
	set(&o.Proxy, s.Proxy.Proxy)
	set(&o.Verify, s.Verify.Verify)
	set(&o.Cert, s.Cert.Cert)
	set(&o.Stream, s.Stream)
	set(&o.Retries, s.Retries.Retries)
	set(&o.MaxSize, s.MaxSize.v)
	set(&o.BaseURL, s.BaseURL.v)
	set(&o.Encoding, s.Encoding.v)
	set(&o.HTTP2, s.HTTP2)
	set(&o.Rate, s.Rate.v)
	set(&o.MaxPerHost, s.MaxPerHost.v)
}

func set[T any](into **T, from *T) {
	if from != nil {
		*into = from
	}
}

// newSettings has the values that false sets whole numbers back to.
func newSettings() settings { return settings{MaxRedirects: whole{unset: -1}} }

// hook calls a Lua function with a response. It runs in the task that asked,
// on its thread, which does not hold the lock then.
func hook(th *vm.Thread, fn lua.LValue) func(*session.Response) (*session.Response, error) {
	return func(r *session.Response) (*session.Response, error) {
		th.Lock()
		defer th.Unlock()
		values, err := th.Call(th.Running(), fn, newResponse(th.State(), r))
		if err != nil || len(values) == 0 || values[0] == lua.LNil {
			return nil, err
		}
		other, ok := bind.To[*response](values[0])
		if !ok {
			return nil, bind.Errorf(bind.ArgumentError, "the hook 'response' must return a Response or nothing, not %s", bind.Show(values[0]))
		}
		return other.r, nil
	}
}
