package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"luafut/session/robots"
)

const (
	robotsLife     = 24 * time.Hour  // how long a robots.txt holds (RFC 9309, 2.4)
	robotsFailLife = time.Minute     // how long one that could not be had is not asked for again
	maxCrawlDelay  = 2 * time.Minute // the longest Crawl-delay obeyed: servers choose it
	maxRobots      = 4096            // how many are remembered; beyond it all are forgotten
)

// robotFiles are the robots.txt files that a session knows, by server. The zero value is ready.
type robotFiles struct {
	mu sync.Mutex
	by map[string]*robotFile
}

// robotFile is one, perhaps on its way.
type robotFile struct {
	ready chan struct{} // closed when the rest is there
	file  *robots.File
	err   error // why it could not be had: everything is disallowed then
	until time.Time
}

// claim returns what is known of a server, or true where the caller is to find it out.
func (fs *robotFiles) claim(origin string, now time.Time) (f *robotFile, mine bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	f = fs.by[origin]
	if f != nil && (f.until.IsZero() || now.Before(f.until)) {
		return f, false
	}
	if fs.by == nil || len(fs.by) >= maxRobots {
		fs.by = make(map[string]*robotFile)
	}
	f = &robotFile{ready: make(chan struct{})}
	fs.by[origin] = f
	return f, true
}

// settle ends a claim; forget drops it, so that the next caller tries again.
func (fs *robotFiles) settle(origin string, f *robotFile, until time.Time, forget bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	f.until = until
	if forget && fs.by[origin] == f {
		delete(fs.by, origin)
	}
	close(f.ready)
}

// obey asks the server's robots.txt whether the next request may be made, and at what pace.
func (c *call) obey() error {
	c.delay = 0
	if !value(c.o.Robots, false) {
		return nil
	}
	began := time.Now()
	f, err := c.robotsOf(c.to)
	if err != nil {
		return err
	}
	if !c.deadline.IsZero() {
		c.deadline = c.deadline.Add(time.Since(began))
	}
	if f.err != nil {
		return &Error{Kind: RobotsDisallowed, Err: f.err, Message: fmt.Sprintf(
			"%s is not fetched, because the robots.txt of %s could not be had: %v", c.to, c.to.url.Host, f.err)}
	}
	agent := robots.Token(c.header.Get("User-Agent"))
	rules := f.file.For(agent)
	if !rules.Allowed(c.to.url.RequestURI()) {
		return &Error{Kind: RobotsDisallowed, Message: fmt.Sprintf(
			"the robots.txt of %s does not let %q fetch %s; robots = false would not ask", c.to.url.Host, agent, c.to)}
	}
	c.delay = min(rules.Delay(), maxCrawlDelay)
	return nil
}

func (c *call) robotsOf(to *target) (*robotFile, error) {
	origin := to.origin()
	for {
		f, mine := c.s.robots.claim(origin, time.Now())
		if mine {
			return f, c.fetchRobots(origin, f)
		}
		select {
		case <-f.ready:
		case <-c.ctx.Done():
			return nil, context.Cause(c.ctx)
		}
		if f.file != nil || f.err != nil {
			return f, nil
		}
		// Who was to fetch it was cancelled.
	}
}

// fetchRobots fills f in. A server without the file allows everything, one that fails nothing
// (RFC 9309, 2.3.1).
func (c *call) fetchRobots(origin string, f *robotFile) (err error) {
	until := time.Now().Add(robotsLife)
	defer func() { c.s.robots.settle(origin, f, until, err != nil) }()
	o := *c.o
	o.Robots, o.Stream, o.AllowRedirects = nil, new(true), new(true)
	o.Params, o.Query, o.Cookies, o.Body, o.Auth, o.BaseURL, o.OnResponse, o.Encoding = nil, nil, nil, Body{}, nil, nil, nil, nil
	sub := &call{s: c.s, ctx: c.ctx, set: c.set, o: &o}
	r, err := sub.run("GET", origin+"/robots.txt", nil)
	var text []byte
	if err == nil {
		defer r.Close()
		if text, err = r.Chunk(c.ctx, robots.MaxSize); err == io.EOF {
			err = nil
		}
	}
	switch {
	case c.ctx.Err() != nil:
		return context.Cause(c.ctx)
	case errors.Is(err, TooManyRedirects) || err == nil && r.StatusCode >= 300 && r.StatusCode < 500:
		f.file = new(robots.File)
	case err == nil && r.StatusCode < 300:
		f.file = robots.Parse(string(text))
	case err == nil:
		err = r.RaiseForStatus()
		fallthrough
	default:
		f.err = err
		until = time.Now().Add(robotsFailLife)
	}
	return nil
}
