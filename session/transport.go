package session

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"
)

// Verify says how servers' certificates are checked. The zero value is by the system's authorities.
type Verify struct {
	Insecure bool   // not at all
	CAFile   string // by the PEM certificates of this file instead
}

// Cert is the client's own certificate: two PEM files. KeyFile "" means that CertFile holds both.
type Cert struct{ CertFile, KeyFile string }

const (
	maxIdlePerHost = 1024             // a thousand requests at once to one host keep their connections
	idleTimeout    = 90 * time.Second // then an idle connection goes
	maxHeaderBytes = 256 << 10        // of a response's header, as browsers bound it
	// dialLimit ends what nobody waits for any more: net/http lets a dial go on when
	// its request has gone. The time-outs of a call are those of its limiter.
	dialLimit = 2 * time.Minute
	// maxRoutes bounds the number of transports of a session; the options choose them.
	maxRoutes = 64
)

// route is what requests must have in common to share connections. (A proxy is not part
// of it: net/http keeps the connections of each apart.)
type route struct {
	verify     Verify
	cert       Cert
	noHTTP2    bool
	publicOnly bool // refuses to connect to private addresses
}

// transports holds the connections of a session, by route. The zero value is ready.
type transports struct {
	mu sync.RWMutex
	by map[route]*http.Transport
}

func (ts *transports) get(r route) (*http.Transport, error) {
	ts.mu.RLock()
	t := ts.by[r]
	ts.mu.RUnlock()
	if t != nil {
		return t, nil
	}
	fresh, err := newTransport(r)
	if err != nil {
		return nil, err
	}
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t := ts.by[r]; t != nil {
		return t, nil
	}
	if ts.by == nil {
		ts.by = make(map[route]*http.Transport)
	}
	if len(ts.by) >= maxRoutes {
		for old, t := range ts.by { // any one: its connections are opened again if need be
			t.CloseIdleConnections()
			delete(ts.by, old)
			break
		}
	}
	ts.by[r] = fresh
	return fresh, nil
}

// closeIdle closes the connections that nobody uses, and the others when they come free.
func (ts *transports) closeIdle() {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	for _, t := range ts.by {
		t.CloseIdleConnections()
	}
	ts.by = nil
}

func newTransport(r route) (*http.Transport, error) {
	config, err := tlsConfig(r)
	if err != nil {
		return nil, err
	}
	t := &http.Transport{
		DialContext:            dialer(r.publicOnly),
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    dialLimit,
		Proxy:                  proxyOfContext,
		OnProxyConnectResponse: checkConnect,
		DisableCompression:     true, // decoded here, four encodings of it and within bounds
		MaxIdleConnsPerHost:    maxIdlePerHost,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
		ForceAttemptHTTP2:      true,
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	t.Protocols.SetHTTP2(!r.noHTTP2)
	return t, nil
}

func tlsConfig(r route) (*tls.Config, error) {
	c := &tls.Config{
		InsecureSkipVerify: r.verify.Insecure,
		ClientSessionCache: tls.NewLRUClientSessionCache(0),
	}
	if file := r.verify.CAFile; file != "" {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, &Error{Kind: SSLError, Message: fmt.Sprintf("verify: the CA file cannot be read: %v", err), Err: err}
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, &Error{Kind: SSLError, Message: fmt.Sprintf("verify: %s holds no PEM certificate (-----BEGIN CERTIFICATE-----)", file)}
		}
	}
	if r.cert.CertFile != "" {
		key := r.cert.KeyFile
		if key == "" {
			key = r.cert.CertFile
		}
		pair, err := tls.LoadX509KeyPair(r.cert.CertFile, key)
		if err != nil {
			return nil, &Error{Kind: SSLError, Message: fmt.Sprintf("cert: the client certificate cannot be loaded: %v", err), Err: err}
		}
		c.Certificates = []tls.Certificate{pair}
	} else {
		c.GetClientCertificate = noClientCert
	}
	return c, nil
}

// exchangeKey is the context key under which an exchange goes with its request.
type exchangeKey struct{}

// proxyOfContext hands net/http the proxy that was chosen for the request.
func proxyOfContext(req *http.Request) (*url.URL, error) {
	if x, ok := req.Context().Value(exchangeKey{}).(*exchange); ok {
		return x.proxy, nil
	}
	return nil, nil
}

// noClientCert answers a server that asks for a certificate where the options have none, and
// notes that it asked: the refusal that follows may get lost when the server resets the connection.
func noClientCert(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
	if x, ok := info.Context().Value(exchangeKey{}).(*exchange); ok {
		x.certAsked.Store(true)
	}
	return new(tls.Certificate), nil
}

// checkConnect makes a proxy's refusal an error that says so.
func checkConnect(_ context.Context, proxy *url.URL, req *http.Request, resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	message := fmt.Sprintf("the proxy %s refused a tunnel to %s: %s", proxy.Host, req.URL.Host, resp.Status)
	if resp.StatusCode == http.StatusProxyAuthRequired {
		message += "; give it a user: proxy = \"http://USER:PASSWORD@HOST:PORT\""
	}
	return &Error{Kind: ProxyError, Message: message}
}
