package session

import (
	"net/url"
	"testing"
)

func TestNoProxy(t *testing.T) {
	t.Setenv("no_proxy", " Example.org, .b.example, c.example:8080, 10.0.0.0/8, 192.168.1.1, *.d.example")
	env := readProxyEnv()
	for raw, want := range map[string]bool{
		"http://example.org/": true, "http://www.example.org/": true, "http://notexample.org/": false,
		"http://b.example/": true, "http://x.b.example:99/": true,
		"http://c.example:8080/": true, "http://c.example/": false,
		"http://10.2.3.4/": true, "http://11.2.3.4/": false, "http://192.168.1.1:80/": true, "http://1.192.168.1.1.example/": false,
		"http://a.d.example/": true, "http://localhost/": false, "http://127.0.0.1/": false,
	} {
		u, _ := url.Parse(raw)
		if got := env.excepts(u); got != want {
			t.Errorf("%s: %v", raw, got)
		}
	}
	all := proxyEnv{no: []string{"*"}}
	if u, _ := url.Parse("http://x/"); !all.excepts(u) {
		t.Error("* is everything")
	}
}
