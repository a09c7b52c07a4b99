package session

import (
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"strings"
)

// Proxy says how to reach servers. The zero value is by the environment: HTTP_PROXY,
// HTTPS_PROXY, ALL_PROXY (or in lower case).
type Proxy struct {
	// URLs of proxies that take turns, one a request: "http://user:password@host:port", https,
	// socks5 or socks5h; without a scheme, http.
	URLs []string
	// Direct uses no proxy, whatever the environment says.
	Direct bool
}

// proxyEnv is what the environment says about proxies, read when a session is made.
type proxyEnv struct {
	http, https, all string
	no               []string // NO_PROXY, which holds for proxies of the options too
}

func readProxyEnv() proxyEnv {
	get := func(name string) string {
		if v := os.Getenv(strings.ToLower(name)); v != "" {
			return v
		}
		if name == "HTTP_PROXY" && os.Getenv("REQUEST_METHOD") != "" {
			return "" // in a CGI program a client sets it, by a header "Proxy"
		}
		return os.Getenv(name)
	}
	env := proxyEnv{http: get("HTTP_PROXY"), https: get("HTTPS_PROXY"), all: get("ALL_PROXY")}
	for host := range strings.SplitSeq(get("NO_PROXY"), ",") {
		if host = strings.ToLower(strings.TrimSpace(host)); host != "" {
			env.no = append(env.no, host)
		}
	}
	return env
}

// choose is the proxy for a request, nil for none. turn counts the requests.
func (env *proxyEnv) choose(p *Proxy, u *url.URL, turn func() uint64) (*url.URL, error) {
	var raw string
	switch {
	case p != nil && p.Direct:
		return nil, nil
	case p != nil && len(p.URLs) > 0:
		raw = p.URLs[turn()%uint64(len(p.URLs))]
	case u.Scheme == "https":
		raw = env.https
	default:
		raw = env.http
	}
	if raw == "" && (p == nil || len(p.URLs) == 0) {
		raw = env.all
	}
	if raw == "" || env.excepts(u) {
		return nil, nil
	}
	return parseProxy(raw)
}

func parseProxy(raw string) (*url.URL, error) {
	full := raw
	if !strings.Contains(full, "://") {
		full = "http://" + full
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" {
		return nil, &Error{Kind: ProxyError, Message: "the proxy's URL cannot be read; it looks like http://user:password@host:port"}
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, &Error{Kind: ProxyError, Message: fmt.Sprintf("the proxy's scheme is %q; http, https, socks5 and socks5h are known", u.Scheme)}
}

// excepts reports whether NO_PROXY names the host of u: by name or a domain above it, by
// address or a network (10.0.0.0/8), by "*", each perhaps with a port.
func (env *proxyEnv) excepts(u *url.URL) bool {
	if len(env.no) == 0 {
		return false
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	addr, notAddr := netip.ParseAddr(host)
	for _, entry := range env.no {
		if entry == "*" {
			return true
		}
		if network, err := netip.ParsePrefix(entry); err == nil {
			if notAddr == nil && network.Contains(addr.Unmap()) {
				return true
			}
			continue
		}
		name := entry
		if i := strings.LastIndexByte(entry, ':'); i > 0 && strings.Count(entry, ":") == 1 {
			if name = entry[:i]; entry[i+1:] != port {
				continue
			}
		}
		name = strings.TrimPrefix(strings.TrimPrefix(name, "*"), ".")
		if host == name || notAddr != nil && strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}
