package http_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// authority issues certificates, in memory and in files.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func pemFile(t *testing.T, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// issue makes a certificate, of the authority's own where a has none yet.
func (a *authority) issue(t *testing.T, c x509.Certificate) (pair tls.Certificate, certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = &c, key
	}
	c.SerialNumber, c.NotBefore = big.NewInt(time.Now().UnixNano()), time.Now().Add(-time.Hour)
	if c.NotAfter.IsZero() {
		c.NotAfter = time.Now().Add(time.Hour)
	}
	der, err := x509.CreateCertificate(rand.Reader, &c, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = pemFile(t, "CERTIFICATE", der), pemFile(t, "EC PRIVATE KEY", keyDER)
	if a.cert == nil {
		a.file, a.key = certFile, key
		if a.cert, err = x509.ParseCertificate(der); err != nil {
			t.Fatal(err)
		}
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, certFile, keyFile
}

func newAuthority(t *testing.T) *authority {
	a := new(authority)
	a.issue(t, x509.Certificate{Subject: pkix.Name{CommonName: "test"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	return a
}

func serveTLS(t *testing.T, config *tls.Config) string {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := ""
		if len(r.TLS.PeerCertificates) > 0 {
			who = r.TLS.PeerCertificates[0].Subject.CommonName
		}
		fmt.Fprint(w, r.Proto, " ", who)
	}))
	s.TLS, s.EnableHTTP2 = config, true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL
}

func TestTLS(t *testing.T) {
	ca := newAuthority(t)
	here := []net.IP{net.IPv4(127, 0, 0, 1)}
	good, _, _ := ca.issue(t, x509.Certificate{IPAddresses: here})
	expired, _, _ := ca.issue(t, x509.Certificate{IPAddresses: here, NotAfter: time.Now().Add(-time.Minute)})
	other, _, _ := ca.issue(t, x509.Certificate{DNSNames: []string{"example.com"}})
	_, cert, key := ca.issue(t, x509.Certificate{Subject: pkix.Name{CommonName: "nora"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	one := func(c tls.Certificate) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{c}} }
	asking := one(good)
	asking.ClientAuth, asking.ClientCAs = tls.RequireAndVerifyClientCert, pool
	plain := site(t)
	cases{
		{"an unknown authority", `
			local url, ca = ...
			local err = raises(http.SSLError, function() http.get(url) end, "verify")
			eq({errors.is(err, http.ConnectionError), err.response, err.request.url}, {true, nil, url .. "/"})
			eq(http.get(url, {verify = ca}).text, "HTTP/2.0 ")
			eq(http.get(url, {verify = false}).ok, true)
			raises(http.SSLError, function() http.get(url) end)
			raises(http.SSLError, function() http.get(url, {verify = true}) end)`},
		{"of a session, and of one call", `
			local url, ca = ...
			local s = http.Session{verify = ca}
			eq({s:get(url).ok, s.verify}, {true, ca})
			raises(http.SSLError, function() s:get(url, {verify = true}) end)
			s.verify = true
			raises(http.SSLError, function() s:get(url) end)
			s.verify = false
			eq({s:get(url).ok, s.verify}, {true, false})
			raises(http.SSLError, function() s:get(url, {verify = true}) end)`},
		{"expired, and of another host", `
			local _, ca, expired, other = ...
			raises(http.SSLError, function() http.get(expired, {verify = ca}) end, "expired")
			raises(http.SSLError, function() http.get(other, {verify = ca}) end, "127.0.0.1")
			eq(http.get(other, {verify = false}).ok, true)`},
		{"a client certificate", `
			local url, ca, cert, key = (select(5, ...)), (select(2, ...)), select(6, ...)
			eq(http.get(url, {verify = ca, cert = {cert, key}}).text, "HTTP/2.0 nora")
			eq(http.Session{verify = ca, cert = {cert, key}}:get(url).text, "HTTP/2.0 nora")
			raises(http.RequestException, function() http.get(url, {verify = ca}) end)
			raises(http.RequestException, function() http.Session{verify = ca, cert = {cert, key}}:get(url, {cert = false}) end)`},
		{"files that are none", `
			local url, ca = ...
			raises(http.RequestException, function() http.get(url, {verify = "/nowhere/ca.pem"}) end, "/nowhere/ca.pem")
			raises(http.RequestException, function() http.get(url, {cert = {"/nowhere/c", "/nowhere/k"}, verify = ca}) end, "/nowhere/c")`},
		{"HTTP/2 or not", `eq(http.get((...), {verify = false, http2 = false}).text, "HTTP/1.1 ")`},
		{"not TLS at all", `
			local plain = select(8, ...)
			raises(http.SSLError, function() http.get(plain) end, "TLS")`},
	}.run(t, serveTLS(t, one(good)), ca.file, serveTLS(t, one(expired)), serveTLS(t, one(other)), serveTLS(t, asking), cert, key,
		strings.Replace(plain, "http:", "https:", 1))
}

// proxy answers for every host, and lets those through who say user:pass.
func proxy(t *testing.T, name string) string {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "Basic dXNlcjpwYXNz" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		fmt.Fprint(w, name, " ", r.RequestURI)
	})
}

func TestProxies(t *testing.T) {
	with := func(url string) string { return strings.Replace(url, "//", "//user:pass@", 1) }
	one := proxy(t, "one")
	cases{
		{"of a call, of a session, and none", `
			local one, two, site = ...
			eq(http.get("http://example.com/x?y", {proxy = one}).text, "one http://example.com/x?y")
			local s = http.Session{proxy = one}
			eq(s:get("http://example.com/").text, "one http://example.com/")
			eq(s:get(site .. "/echo", {proxy = false}):json().method, "GET")
			s.proxy = two
			eq(s:get("http://example.com/").text, "two http://example.com/")
			s.proxy = nil
			eq(s:get(site .. "/echo"):json().method, "GET")`},
		{"a list takes turns", `
			local one, two = ...
			local s = http.Session{proxy = {one, two}}
			local a, b, c = s:get("http://h/").text, s:get("http://h/").text, s:get("http://h/").text
			eq({a ~= b, a == c}, {true, true})`},
		{"refused, or not there", `
			local one, two, site, closed, bare = ...
			raises(http.ProxyError, function() http.get("https://example.com/", {proxy = bare}) end, "407")
			eq(http.get("http://example.com/", {proxy = bare}).status_code, 407)
			local err = raises(http.ProxyError, function() http.get("http://example.com/", {proxy = "http://127.0.0.1:1"}) end, "127.0.0.1:1")
			eq(errors.is(err, http.ConnectionError), true)
			raises(http.ProxyError, function() http.get("http://example.com/", {proxy = "socks5://127.0.0.1:1"}) end)`},
	}.run(t, with(one), with(proxy(t, "two")), site(t), "", one)
}
