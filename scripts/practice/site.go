package practice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// A Site is a running practice site. Its methods may be called from any
// goroutine, any number of times. It owns its listener, its connections and the
// goroutines that serve them; all end with Close, or with the context that was
// given to Start.
type Site struct {
	handler *handler
	server  *http.Server
	url     string
	endLife context.CancelFunc // ends the context of every request
	forget  func() bool        // detaches from the context given to Start

	mu      sync.Mutex
	closing bool
	running sync.WaitGroup // requests being answered; Add only under mu, while not closing

	served   chan struct{} // closed once the accept loop has returned
	serveErr error         // why it did, unless closed; set before served is closed
}

// Start listens on 127.0.0.1 and serves until Close, or until ctx is done. It
// returns once connections are accepted. The error is an *OptionError, or that
// of listening (as when the port is taken).
func Start(ctx context.Context, o Options) (*Site, error) {
	h, err := newHandler(o)
	if err != nil {
		return nil, err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(o.Port)))
	if err != nil {
		return nil, fmt.Errorf("practice site: %w", err)
	}
	life, endLife := context.WithCancel(ctx)
	s := &Site{
		handler: h,
		url:     "http://" + listener.Addr().String(),
		endLife: endLife,
		served:  make(chan struct{}),
	}
	s.server = &http.Server{
		Handler:           http.HandlerFunc(s.serve),
		BaseContext:       func(net.Listener) context.Context { return life },
		ReadHeaderTimeout: 10 * time.Second,
		WriteTimeout:      10 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    1 << 20,
		// What it would log is what clients do wrong, which is theirs to report.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	go func() {
		defer close(s.served)
		if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.serveErr = fmt.Errorf("practice site: %w", err)
		}
	}()
	s.forget = context.AfterFunc(ctx, s.Close)
	return s, nil
}

// URL is the site's address with no slash at its end, as
// "http://127.0.0.1:40001".
func (s *Site) URL() string { return s.url }

// Counters returns what has been counted so far, as GET /counters does.
func (s *Site) Counters() Counters { return s.handler.counters.snapshot() }

// Wait returns once the site accepts no more connections: nil after Close or
// the end of the context, else what stopped it.
func (s *Site) Wait() error {
	<-s.served
	return s.serveErr
}

// Close closes the listener and all connections, cuts short the answers under
// way, and returns once no request is being answered any more.
func (s *Site) Close() {
	s.mu.Lock()
	s.closing = true
	s.mu.Unlock()
	s.forget()
	s.endLife()
	// Its error is that of closing the listener, which leaves nothing to do.
	_ = s.server.Close()
	s.running.Wait()
	<-s.served
}

// serve answers one request, unless the site is closing.
func (s *Site) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		panic(http.ErrAbortHandler)
	}
	s.running.Add(1)
	s.mu.Unlock()
	defer s.running.Done()
	s.handler.ServeHTTP(w, r)
}
