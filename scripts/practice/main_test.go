package practice_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/scripts/practice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A visitor is a client of a running site, with cookies of its own. It does not
// follow redirects.
type visitor struct {
	t      *testing.T
	site   *practice.Site
	client *http.Client
}

// visit starts a site that lasts as long as the test.
func visit(t *testing.T, o practice.Options) visitor {
	t.Helper()
	site, err := practice.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.Close)
	return newVisitor(t, site)
}

func newVisitor(t *testing.T, site *practice.Site) visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return visitor{t, site, &http.Client{
		Transport:     transport,
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// A reply is a response that has been read.
type reply struct {
	*http.Response
	body string
}

// newRequest makes a request for a path of the site; header lines are "Name: value".
func (v visitor) newRequest(method, path string, headers ...string) *http.Request {
	v.t.Helper()
	request, err := http.NewRequestWithContext(v.t.Context(), method, v.site.URL()+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	return request
}

// request sends to a path of the site.
func (v visitor) request(method, path, body string, headers ...string) reply {
	v.t.Helper()
	request := v.newRequest(method, path, headers...)
	request.Body, request.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	response, err := v.client.Do(request)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return reply{response, string(text)}
}

func (v visitor) get(path string, headers ...string) reply {
	v.t.Helper()
	return v.request("GET", path, "", headers...)
}

func (v visitor) post(path string, form url.Values, headers ...string) reply {
	v.t.Helper()
	headers = append(headers, "Content-Type: application/x-www-form-urlencoded")
	return v.request("POST", path, form.Encode(), headers...)
}

// logIn visits the front page and logs in as a browser would.
func (v visitor) logIn() reply {
	v.t.Helper()
	v.get("/")
	return v.post("/login", rightForm(), v.browserHeaders()...)
}

func (v visitor) browserHeaders() []string {
	return []string{"Origin: " + v.site.URL(), "Referer: " + v.site.URL() + "/", "User-Agent: Mozilla/5.0 (X11)"}
}

func rightForm() url.Values {
	return url.Values{"phone": {practice.Phone}, "password": {practice.Password}, "oneMonth": {"1"}}
}

// decode reads a JSON body.
func decode[T any](r reply) T {
	var v T
	if err := json.Unmarshal([]byte(r.body), &v); err != nil {
		panic(err)
	}
	return v
}
