package session_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
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

	"luafut/session"
)

// authority signs certificates for a test; its own is in file.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t, file: filepath.Join(t.TempDir(), "ca.pem")}
	a.key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test CA"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	a.cert, _ = x509.ParseCertificate(der)
	a.write(a.file, "CERTIFICATE", der)
	return a
}

func (a *authority) write(file, kind string, der []byte) {
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// issue makes a certificate, in files too.
func (a *authority) issue(change func(*x509.Certificate)) (pair tls.Certificate, certFile, keyFile string) {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	if change != nil {
		change(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	keyDER, _ := x509.MarshalECPrivateKey(key)
	dir := a.t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	a.write(certFile, "CERTIFICATE", der)
	a.write(keyFile, "EC PRIVATE KEY", keyDER)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, certFile, keyFile
}

func serveTLS(t *testing.T, config *tls.Config, h http.HandlerFunc) string {
	server := httptest.NewUnstartedServer(h)
	server.TLS = config
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

func TestTLS(t *testing.T) {
	ca := newAuthority(t)
	good, certFile, keyFile := ca.issue(nil)
	expired, _, _ := ca.issue(func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	other, _, _ := ca.issue(func(c *x509.Certificate) { c.IPAddresses = nil; c.DNSNames = []string{"other.example"} })
	clients := x509.NewCertPool()
	clients.AddCert(ca.cert)
	page := func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) }
	goodURL := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{good}}, page)
	wantsCert := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{good}, ClientCAs: clients, ClientAuth: tls.RequireAndVerifyClientCert}, page)
	verify := &session.Verify{CAFile: ca.file}
	for name, c := range map[string]struct {
		url  string
		o    session.Options
		want string // of the body; or of the SSLError's message, with "!"
	}{
		"unknown CA":         {goodURL, session.Options{}, "!no authority"},
		"own CA":             {goodURL, session.Options{Verify: verify}, "HTTP/2.0"},
		"no check":           {goodURL, session.Options{Verify: &session.Verify{Insecure: true}}, "HTTP/2.0"},
		"http2 off":          {goodURL, session.Options{Verify: verify, HTTP2: ptr(false)}, "HTTP/1.1"},
		"expired":            {serveTLS(t, &tls.Config{Certificates: []tls.Certificate{expired}}, page), session.Options{Verify: verify}, "!expired"},
		"wrong host":         {serveTLS(t, &tls.Config{Certificates: []tls.Certificate{other}}, page), session.Options{Verify: verify}, "!another host"},
		"no client cert":     {wantsCert, session.Options{Verify: verify}, "!client certificate"},
		"client cert":        {wantsCert, session.Options{Verify: verify, Cert: &session.Cert{CertFile: certFile, KeyFile: keyFile}}, "HTTP/2.0"},
		"no TLS there":       {strings.Replace(serve(t, page).URL, "http:", "https:", 1), session.Options{}, "!http://"},
		"no CA file":         {goodURL, session.Options{Verify: &session.Verify{CAFile: ca.file + ".not"}}, "!cannot be read"},
		"CA file without":    {goodURL, session.Options{Verify: &session.Verify{CAFile: keyFile}}, "!no PEM certificate"},
		"cert without a key": {goodURL, session.Options{Cert: &session.Cert{CertFile: certFile}}, "!cannot be loaded"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSession(t, nil)
			r, err := s.Do(context.Background(), "GET", c.url, &c.o)
			if message, fails := strings.CutPrefix(c.want, "!"); fails {
				if e := wantKind(t, err, session.SSLError); !strings.Contains(e.Message, message) {
					t.Errorf("%v, want %q in it", e, message)
				}
				return
			}
			if err != nil || text(t, r) != c.want || r.Proto != c.want {
				t.Fatalf("%v, %v", r, err)
			}
			if r.Timing.TLS <= 0 || r.Timing.Connect <= 0 || r.Reason != "OK" {
				t.Errorf("timing %+v, reason %q", r.Timing, r.Reason)
			}
			// A call without the check does not lend its connection to one with it.
			_, err = s.Do(context.Background(), "GET", goodURL, nil)
			wantKind(t, err, session.SSLError)
		})
	}
}

func TestStreamOverHTTP2(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(nil)
	url := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{pair}}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cut" {
			_, _ = io.WriteString(w, "some")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(make([]byte, 3<<20))
	})
	s := newSession(t, &session.Options{Verify: &session.Verify{CAFile: ca.file}, Stream: ptr(true)})
	if got := text(t, do(t, s, "GET", url, nil)); len(got) != 3<<20 {
		t.Errorf("%d bytes", len(got))
	}
	r := do(t, s, "GET", url+"/cut", nil)
	_, err := r.Content(context.Background())
	wantKind(t, err, session.ConnectionError)
	_, err = s.Do(context.Background(), "GET", url+"/cut", &session.Options{Stream: ptr(false)})
	wantKind(t, err, session.ConnectionError)
}
