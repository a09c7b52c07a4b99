package session

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
)

func timeoutError(host string, late *expired) *Error {
	if !late.connected {
		return &Error{Kind: ConnectTimeout, Err: late, Message: fmt.Sprintf(
			"no connection to %s within the time-out; is the host reachable? A longer timeout, or retries, may help", host)}
	}
	return &Error{Kind: ReadTimeout, Err: late, Message: fmt.Sprintf(
		"%s did not send its whole answer within the time-out; a longer timeout, or retries, may help", host)}
}

// classify gives an error of net/http a kind and a message. connecting says that there was
// no connection yet.
func classify(req *http.Request, connecting bool, err error) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	host := req.URL.Host
	if m, ok := tlsMessage(host, err); ok {
		return &Error{Kind: SSLError, Message: m, Err: err}
	}
	if op := (*net.OpError)(nil); errors.As(err, &op) && (op.Op == "proxyconnect" || strings.HasPrefix(op.Op, "socks")) {
		which := ""
		if dial := (*net.OpError)(nil); errors.As(op.Err, &dial) && dial.Addr != nil {
			which = " (" + dial.Addr.String() + ")"
		}
		return &Error{Kind: ProxyError, Message: fmt.Sprintf("the proxy%s for %s: %s", which, host, netMessage(err)), Err: err}
	}
	var timed net.Error
	if errors.As(err, &timed) && timed.Timeout() && !errors.Is(err, context.Canceled) {
		return timeoutError(host, &expired{connected: !connecting})
	}
	if s := err.Error(); strings.Contains(s, "response headers exceeded") || strings.Contains(s, "header list larger") {
		return &Error{Kind: ContentTooLarge, Message: fmt.Sprintf("%s sent a header of more than %d KB", host, maxHeaderBytes>>10), Err: err}
	}
	if connecting {
		return &Error{Kind: ConnectionError, Message: fmt.Sprintf("cannot connect to %s: %s", host, netMessage(err)), Err: err}
	}
	return &Error{Kind: ConnectionError, Message: fmt.Sprintf("the exchange with %s broke off: %s", host, netMessage(err)), Err: err}
}

func netMessage(err error) string {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("there is no host %q; check the spelling", dns.Name)
	case errors.As(err, &dns):
		return fmt.Sprintf("the name %q could not be looked up: %s", dns.Name, dns.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused; is a server running on that port?"
	case errors.Is(err, syscall.ECONNRESET):
		return "the connection was reset"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the answer was cut short"
	case errors.Is(err, io.EOF):
		return "the connection was closed before an answer came"
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "net/http: "), "http: ")
}

// tlsMessage says what is wrong with the TLS of host, where err is of that sort.
func tlsMessage(host string, err error) (string, bool) {
	var (
		unknown  x509.UnknownAuthorityError
		wrong    x509.HostnameError
		invalid  x509.CertificateInvalidError
		verify   *tls.CertificateVerificationError
		record   tls.RecordHeaderError
		op       *net.OpError
		insecure = "; verify = false would skip the check"
	)
	switch {
	case errors.As(err, &unknown):
		return fmt.Sprintf("the certificate of %s is signed by no authority known here; give its CA with verify = \"ca.pem\"%s", host, insecure), true
	case errors.As(err, &wrong):
		return fmt.Sprintf("the certificate of %s is for another host: %v%s", host, wrong, insecure), true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fmt.Sprintf("the certificate of %s has expired or is not valid yet: %s%s", host, invalid.Detail, insecure), true
	case errors.As(err, &verify):
		return fmt.Sprintf("the certificate of %s does not hold: %v%s", host, verify.Err, insecure), true
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		return fmt.Sprintf("%s does not speak TLS; did you mean http:// ?", host), true
	case errors.As(err, &op) && op.Op == "remote error":
		return wantsCert(host, op.Err), true
	case errors.As(err, &op) && op.Op == "local error", strings.HasPrefix(err.Error(), "tls: "):
		return fmt.Sprintf("TLS with %s failed: %v", host, err), true
	}
	return "", false
}

func wantsCert(host string, err error) string {
	return fmt.Sprintf("%s refused the TLS connection: %v; it may want a client certificate (cert = {\"cert.pem\", \"key.pem\"})", host, err)
}
