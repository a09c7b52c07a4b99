package session

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http/httptrace"
	"net/netip"
	"sync/atomic"
	"syscall"
	"time"
)

// conn is a TCP connection that knows how it came about.
type conn struct {
	*net.TCPConn
	dns     time.Duration // the name lookup
	connect time.Duration // the TCP handshake, of the address that won
	done    time.Time     // when it was connected
	private bool          // to a private address
}

// dialer makes the DialContext of a transport.
func dialer(publicOnly bool) func(context.Context, string, string) (net.Conn, error) {
	d := &net.Dialer{Timeout: dialLimit}
	if publicOnly {
		d.Control = refusePrivate
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		var lookup, dial atomic.Int64 // when the lookup ended, when the first dial began; hooks may run on other goroutines
		start := time.Now()
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			DNSDone:      func(httptrace.DNSDoneInfo) { lookup.Store(int64(time.Since(start))) },
			ConnectStart: func(string, string) { dial.CompareAndSwap(0, int64(time.Since(start))) },
		})
		nc, err := d.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		tcp, ok := nc.(*net.TCPConn)
		if !ok {
			return nc, nil
		}
		c := &conn{TCPConn: tcp, done: time.Now(), dns: time.Duration(lookup.Load())}
		c.connect = c.done.Sub(start) - time.Duration(dial.Load())
		if remote, ok := tcp.RemoteAddr().(*net.TCPAddr); ok {
			c.private = isPrivate(remote.AddrPort().Addr())
		}
		return c, nil
	}
}

// connOf finds the conn below a connection that net/http reports; nil where there is none.
func connOf(nc net.Conn) *conn {
	if t, ok := nc.(*tls.Conn); ok {
		nc = t.NetConn()
	}
	c, _ := nc.(*conn)
	return c
}

// refusePrivate is a net.Dialer.Control: it sees the address that will be connected to, after
// the name lookup, so that no name can lead round it.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err == nil && !isPrivate(ap.Addr()) {
		return nil
	}
	return &Error{Kind: ConnectionError, Message: fmt.Sprintf(
		"a redirect from a public host led to the private address %s, which was not followed; set allow_private = true if that is meant", address)}
}

var carrierNAT = netip.MustParsePrefix("100.64.0.0/10") // RFC 6598

// isPrivate reports whether an address is no public one.
func isPrivate(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() ||
		a.IsUnspecified() || carrierNAT.Contains(a)
}

// literallyPrivate judges a host without looking it up: an address, or a name of this machine.
func literallyPrivate(host string) bool {
	if host == "localhost" || len(host) > 10 && host[len(host)-10:] == ".localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && isPrivate(a)
}
