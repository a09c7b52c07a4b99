package session

import (
	"net/http"
	"time"
)

// layers builds the chain that a request goes through. Each layer is an http.RoundTripper
// around the one below, and is there only where an option asks for it.
func (c *call) layers() (*fetcher, http.RoundTripper, error) {
	o := c.o
	record, replay := value(o.Record, ""), value(o.Replay, "")
	cache := value(o.Cache, Cache{})
	f := &c.fetch
	*f = fetcher{
		connect: c.connect, read: c.read, deadline: &c.deadline, toHeaders: c.headersOnly,
		stream: value(o.Stream, false) && record == "" && replay == "" && cache.Dir == "",
		follow: o.follows(c.startMethod()), maxSize: o.maxSize(), observer: c.s.observer,
	}
	if err := c.bottom(f, replay); err != nil {
		return nil, nil, err
	}
	var chain http.RoundTripper = f
	if record != "" {
		chain = &recorder{next: chain, tapes: &c.s.tapes, path: record, base: value(o.BaseURL, "")}
	}
	rate, atOnce := value(o.Rate, 0), value(o.MaxPerHost, 0)
	if c.delay > 0 {
		if asked := float64(time.Second) / float64(c.delay); rate <= 0 || asked < rate {
			rate = asked
		}
	}
	if (rate > 0 || atOnce > 0) && replay == "" {
		chain = &pacer{next: chain, pace: &c.s.pace, rate: rate, atOnce: atOnce, deadline: &c.deadline}
	}
	if r := value(o.Retries, Retries{}); r.Total > 0 {
		chain = &retrier{next: chain, Retries: r, deadline: &c.deadline, fetch: f}
	}
	if cache.Dir != "" {
		store, err := c.s.cache.open(cache.Dir)
		if err != nil {
			return nil, nil, err
		}
		chain = &cacher{next: chain, store: store, all: cache.All, observer: c.s.observer}
	}
	return f, chain, nil
}

// bottom finds what f sends by: a recording, the caller's transport, or the network.
func (c *call) bottom(f *fetcher, replay string) (err error) {
	f.foreign = true
	if replay != "" {
		l, err := c.s.tapes.library(replay)
		f.base = &player{l, value(c.o.BaseURL, "")}
		return err
	}
	if c.o.Transport != nil {
		f.base = c.o.Transport
		return nil
	}
	f.foreign = false
	f.proxy, err = c.s.env.choose(c.o.Proxy, c.to.url, func() uint64 { return c.s.turns.Add(1) - 1 })
	if err != nil {
		return err
	}
	r := route{verify: value(c.o.Verify, Verify{}), cert: value(c.o.Cert, Cert{}), noHTTP2: !value(c.o.HTTP2, true)}
	r.publicOnly = f.proxy == nil && c.guarded()
	f.base, err = c.s.conns.get(r)
	return err
}
