// Package serve is a small HTTP server on loopback that answers by a function:
// what tests and scripts put in the place of a site. It knows no Lua.
//
//	serve.go    Server: the listener, its connections, their end
//	exchange.go one request, read whole, and the answer to it
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// DefaultMaxBody is how many bytes the body of a request may have.
	DefaultMaxBody = 64 << 20
	// maxHeader bounds the headers of a request.
	maxHeader = 1 << 20
	// headerTime is how long they may take to come, idleTime how long a connection
	// may wait for its next request.
	headerTime = 30 * time.Second
	idleTime   = 2 * time.Minute
)

// Options of a Server.
type Options struct {
	// Port is the TCP port on 127.0.0.1; 0 is a free one.
	Port int
	// MaxBody bounds the body of a request, in bytes; a larger one is answered
	// with 413. 0 is DefaultMaxBody.
	MaxBody int64
	// Patterns are routes as net/http's ServeMux takes them, such as
	// "GET /items/{id}". Without any every request is for Handle to tell apart.
	Patterns []string
	// Handle answers a request, on a goroutine of the connection's, any number at
	// once. It must return soon after the exchange's context ends.
	Handle func(*Exchange)
}

// PatternError says which pattern is none, or cannot stand beside another.
type PatternError struct{ Text string }

// Error is in the words of net/http.
func (e *PatternError) Error() string { return e.Text }

// Server is a server that runs. Its methods may be called by any goroutine.
type Server struct {
	opts   Options
	mux    *http.ServeMux // nil without patterns
	port   int
	server *http.Server
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup // handlers
	ended   chan struct{}  // the goroutine that accepts has returned
}

// Start begins to listen and to answer, on goroutines that end with Close. It
// fails with a *PatternError, or where the port cannot be had.
func Start(o Options) (*Server, error) {
	if o.MaxBody == 0 {
		o.MaxBody = DefaultMaxBody
	}
	s := &Server{opts: o, ended: make(chan struct{})}
	if err := s.route(); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.Port))
	if err != nil {
		return nil, err
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.server = &http.Server{
		Handler: http.HandlerFunc(s.serve), MaxHeaderBytes: maxHeader, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime,
		ErrorLog: log.New(io.Discard, "", 0), // what a client does wrong is answered, not logged
	}
	go func() {
		defer close(s.ended)
		_ = s.server.Serve(l) // it ends by Close only
	}()
	return s, nil
}

// route makes the mux of the patterns.
func (s *Server) route() (err error) {
	if len(s.opts.Patterns) == 0 {
		return nil
	}
	defer func() {
		if rcv := recover(); rcv != nil {
			err = &PatternError{fmt.Sprint(rcv)}
		}
	}()
	s.mux = http.NewServeMux()
	for _, p := range s.opts.Patterns {
		s.mux.HandleFunc(p, func(_ http.ResponseWriter, r *http.Request) {
			x := r.Context().Value(exchangeKey{}).(*Exchange)
			x.Request, x.Pattern = r, p
		})
	}
	return nil
}

// URL is the address, without a slash at the end.
func (s *Server) URL() string { return fmt.Sprintf("http://127.0.0.1:%d", s.port) }

// Port is the TCP port.
func (s *Server) Port() int { return s.port }

// Done is closed when Close has been called.
func (s *Server) Done() <-chan struct{} { return s.ctx.Done() }

// Close ends the listener, cuts all connections and ends the contexts of the
// exchanges; any number of times. It waits for nothing: see Wait.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.server.Close() // the listener's error tells nothing that could be mended
	s.cancel()
}

// Wait waits, after Close, until every handler has returned, or ctx is done, whose
// cause it then returns.
func (s *Server) Wait(ctx context.Context) error {
	gone := make(chan struct{})
	go func() { // ends with the handlers
		defer close(gone)
		<-s.ended
		s.running.Wait()
	}()
	select {
	case <-gone:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// begin counts a handler in; false once the server is closed.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.running.Add(1)
	}
	return !s.closed
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.begin() {
		panic(http.ErrAbortHandler)
	}
	defer s.running.Done()
	x := &Exchange{Request: r, w: w, closed: s.ctx}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.opts.MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		x.Fallback = &Answer{Status: http.StatusRequestEntityTooLarge, Body: []byte("the body is larger than max_size\n")}
	case err != nil:
		panic(http.ErrAbortHandler) // the client has gone, or frames its body badly
	default:
		x.Body = body
	}
	if s.mux != nil && x.Fallback == nil {
		h := &held{header: http.Header{}, status: http.StatusOK}
		s.mux.ServeHTTP(h, r.WithContext(context.WithValue(r.Context(), exchangeKey{}, x)))
		if x.Pattern == "" {
			x.Fallback = &Answer{Status: h.status, Header: h.header, Body: h.body}
		}
	}
	s.opts.Handle(x)
}
