package session

import (
	"fmt"
	"maps"
	"net/http"
	"strings"

	"golang.org/x/net/http/httpguts"

	"luafut/session/cookies"
)

// next looks at an answer and prepares the request that has to follow it, if any.
func (c *call) next(resp *Response) (again bool, err error) {
	if resp.StatusCode == http.StatusUnauthorized && c.digest != nil {
		return c.answerChallenge(resp), nil
	}
	if !resp.IsRedirect() || !c.o.follows(c.startMethod()) {
		return false, nil
	}
	if c.redirects >= c.o.maxRedirects() {
		return false, &Error{Kind: TooManyRedirects, Message: fmt.Sprintf("more than %d redirects, the last from %s; max_redirects allows more", c.o.maxRedirects(), resp.URL)}
	}
	c.redirects++
	return true, c.redirect(resp)
}

// startMethod is the method that the caller asked for.
func (c *call) startMethod() string {
	if len(c.history) > 0 {
		return c.history[0].Request.Method
	}
	return c.method
}

// bodyHeaders describe a body and go with it.
var bodyHeaders = []string{"Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Location", "Transfer-Encoding"}

// redirect makes the next request from where resp points to, by the rules of the Fetch
// standard (HTTP-redirect fetch), which browsers follow.
func (c *call) redirect(resp *Response) error {
	to, err := c.to.relativeTo(resp.Header.Get("Location"))
	if err != nil {
		e := asError(err)
		e.Message = fmt.Sprintf("%s redirected to %s", resp.URL, e.Message)
		return e
	}
	if to.fragment == "" {
		to.fragment = c.to.fragment
	}
	c.header = maps.Clone(c.header)
	if post := c.method == http.MethodPost; post && resp.StatusCode <= 302 || resp.StatusCode == 303 && c.method != http.MethodHead {
		if resp.StatusCode != 303 || c.method != http.MethodGet {
			c.method = http.MethodGet
			c.body = nil
			for _, name := range bodyHeaders {
				delete(c.header, name)
			}
		}
	}
	if !sharesCredentials(c.to, to) {
		c.auth, c.digest, c.challenge, c.cookies = "", nil, nil, nil
		for _, name := range []string{"Authorization", "Cookie", "Proxy-Authorization", "Host"} {
			delete(c.header, name)
		}
		if u := to.user; u != nil {
			password, _ := u.Password()
			if auth := basicAuth(u.Username(), password); httpguts.ValidHeaderFieldValue(auth) {
				c.auth = auth
			}
		}
	}
	if c.to.url.Scheme == "https" && to.url.Scheme == "http" {
		delete(c.header, "Referer")
	}
	if !c.private && !value(c.o.AllowPrivate, false) && literallyPrivate(to.url.Hostname()) {
		return &Error{Kind: ConnectionError, Message: fmt.Sprintf("%s redirected to %s, a private address, which was not followed; set allow_private = true if that is meant", resp.URL, to)}
	}
	c.to = to
	return c.findLoop(resp)
}

// sharesCredentials reports whether what was meant for a may be sent to b: to the same
// scheme, host and port, and from http to https on the usual ports (as requests does it).
func sharesCredentials(a, b *target) bool {
	if a == b || a.url.Scheme == b.url.Scheme && a.url.Host == b.url.Host {
		return true
	}
	return a.url.Hostname() == b.url.Hostname() && a.url.Scheme == "http" && b.url.Scheme == "https" && a.port() == "80" && b.port() == "443"
}

// sameRequests is how often one request may be sent in a chain of redirects: once more than
// once, for servers that answer otherwise the second time.
const sameRequests = 2

// findLoop stops a chain of redirects that goes round.
func (c *call) findLoop(last *Response) error {
	if len(c.history) < sameRequests-1 {
		return nil
	}
	cookie, err := c.cookieHeader()
	if err != nil {
		return err
	}
	same := 0
	next := c.to.String()
	for _, r := range append(c.history[:len(c.history):len(c.history)], last) {
		if r.Request.Method == c.method && r.Request.URL == next && r.Request.Header.Get("Cookie") == cookie {
			same++
		}
	}
	if same >= sameRequests {
		return &Error{Kind: TooManyRedirects, Message: fmt.Sprintf("the redirects go round in a loop: %s leads to %s again", last.URL, next)}
	}
	return nil
}

// guarded reports whether the next request must not go to a private address: a public host
// has led to another one.
func (c *call) guarded() bool {
	return len(c.history) > 0 && !c.private && !value(c.o.AllowPrivate, false) && c.to.url.Host != c.start.url.Host
}

// otherPort reports whether a redirect has led to another port of the first host, which for
// credentials is another server, though cookies know no ports.
func (c *call) otherPort() bool {
	return c.to.url.Hostname() == c.start.url.Hostname() && !sharesCredentials(c.start, c.to) && !sharesCredentials(c.to, c.start)
}

// cookieHeader is the Cookie header of the next request: what the caller set in headers, the
// call's cookies, and the jar's where no one of the same name is among them.
func (c *call) cookieHeader() (string, error) {
	own := strings.Join(c.header["Cookie"], "; ")
	jar := c.jarFor()
	if len(c.cookies) == 0 && own == "" {
		if jar == nil {
			return "", nil
		}
		if sharesCredentials(c.start, c.to) {
			return jar.Header(c.to.url), nil
		}
		return jar.HeaderAfterRedirect(c.to.url), nil
	}
	parts := make([]string, 0, 3)
	if own != "" {
		parts = append(parts, own)
	}
	var called []cookies.Cookie
	for _, f := range c.cookies {
		if f.Remove {
			continue
		}
		if strings.ContainsAny(f.Name, "=;\r\n") || strings.ContainsAny(f.Value, ";\r\n\x00") {
			return "", &Error{Kind: InvalidRequest, Message: fmt.Sprintf("cookie %s: a name cannot hold = or ;, nor a value ; or a line break", quoteForMessage(f.Name))}
		}
		called = append(called, cookies.Cookie{Name: f.Name, Value: f.Value})
	}
	if jar != nil {
		named := c.cookies
		for pair := range strings.SplitSeq(own, ";") {
			name, _, _ := strings.Cut(strings.TrimSpace(pair), "=")
			named = append(named[:len(named):len(named)], Field{Name: name})
		}
		called = append(without(jar.Matching(c.to.url), named), called...)
	}
	if len(called) > 0 {
		parts = append(parts, cookies.FormatHeader(called))
	}
	return strings.Join(parts, "; "), nil
}

// jarFor is the jar whose cookies the next request sends, nil for none.
func (c *call) jarFor() *cookies.Jar {
	switch {
	case c.otherPort():
		return c.foreign
	case c.s.jar != nil:
		return c.s.jar
	}
	return c.jar
}

// keepCookies stores what resp sets: in the session's jar, or the call's.
func (c *call) keepCookies(resp *Response) {
	set := resp.Header["Set-Cookie"]
	if len(set) == 0 {
		return
	}
	jar := c.s.jar
	if jar == nil {
		if c.jar == nil {
			c.jar = new(cookies.Jar)
		}
		jar = c.jar
	}
	jar.SetFromResponse(resp.target.url, set)
	if c.otherPort() {
		if c.foreign == nil {
			c.foreign = new(cookies.Jar)
		}
		c.foreign.SetFromResponse(resp.target.url, set)
	}
}
