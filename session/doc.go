// Package session makes HTTP requests: the settings, cookies and connections that many
// requests share, and what comes back. It knows no Lua.
//
// # The way of a call
//
//	Session.Do            do.go        one call: lays the call's Options over the session's (options.go),
//	  │                                checks the URL (url.go, escape.go, weburl/), makes the body (body.go, multipart.go)
//	  │                                and the headers (header.go; netrc.go: whose password)
//	  ├─ call.exchange    do.go        once for each request of the call; then cookies are kept, hooks run
//	  │    call.obey      obey.go      asks the server's robots.txt (package robots)
//	  │    call.layers    layers.go    builds the chain:
//	  │      cacher       cache.go     answers from disk (freshness.go: RFC 9111)
//	  │      retrier      retry.go     sends again what failed and may be
//	  │      pacer        pace.go      waits for the host's turn: rate, max_per_host
//	  │      recorder     record.go    writes the exchange down, without secrets (redact.go); its library
//	  │                                replays it in place of the network
//	  │      fetcher      fetch.go     one exchange within its time-outs (limiter.go); reads the body (memory.go)
//	  │      Transport    transport.go net/http's: connections, proxies (proxy.go), TLS; dial.go
//	  └─ call.next        redirect.go  follows redirects, answers a digest challenge (digest.go; the
//	                                   field that offers it: authenticate.go)
//	Observer              observe.go   is told of each exchange
//	Response              response.go  decoded content and text (content.go, decode.go), chunks and
//	                                   lines (stream.go), files (save.go, resume.go), links (links.go);
//	                                   made anew elsewhere (restore.go)
//
// Each layer from cacher to fetcher is an http.RoundTripper around the next, built for one
// call, so that it can hold the call's own policy without looking it up in a context; what the
// calls of a session share (a host's pace, the connections) is the session's, and safe for
// any number of goroutines. A layer that no option asks for is not there. The fetcher
// returns bodies that are in memory already, unless the call streams: a body that breaks off is
// then an error that the retrier can do something about.
//
// Redirects are not net/http's: its client would send jar cookies to another port and knows
// no private addresses. Time is package time's: tests put it under testing/synctest, so
// that no clock needs to be handed round.
//
// # Errors
//
// Every error is an *Error of a Kind (errors.go), save one: a call whose context was
// cancelled returns context.Cause of that. classify.go gives the errors of net/http their kinds.
//
// # Goroutines
//
// None is started here, but for timers: a limiter's timer ends with its exchange. Those of
// net/http end when connections are closed: Session.Close closes the idle ones.
package session
