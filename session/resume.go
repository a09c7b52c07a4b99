package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// resumer gets the rest of a streamed body whose connection broke. It exists where the call had
// retries, and where the server gave the body a mark by which it can be told to be the same.
type resumer struct {
	s       *Session
	o       Options // of the call
	url     string
	header  http.Header // as it was sent for this body
	mark    string      // for If-Range
	retries *retrier
	tries   int
}

// newResumer makes the resumer for a response; nil where it cannot be resumed.
func (c *call) newResumer(resp *Response) *resumer {
	r := value(c.o.Retries, Retries{})
	if r.Total == 0 || c.method != http.MethodGet || resp.StatusCode != http.StatusOK || len(contentEncodings(resp.Header)) > 0 {
		return nil
	}
	mark := resp.Header.Get("Etag")
	if mark == "" || strings.HasPrefix(mark, "W/") {
		mark = resp.Header.Get("Last-Modified")
	}
	if mark == "" || strings.EqualFold(resp.Header.Get("Accept-Ranges"), "none") {
		return nil
	}
	return &resumer{s: c.s, o: *c.o, url: c.to.String(), header: resp.Request.Header, mark: mark,
		retries: &retrier{Retries: r, deadline: new(time.Time)}}
}

// rest asks for the body from byte n on, after the failure err. It returns err again where that
// cannot be had.
func (r *resumer) rest(ctx context.Context, n int64, err error) (*Response, error) {
	if r == nil || n == 0 || !errors.Is(err, ConnectionError) && !errors.Is(err, Timeout) {
		return nil, err
	}
	if late := (*expired)(nil); errors.As(err, &late) && late.whole {
		return nil, err
	}
	for r.tries < r.retries.Total {
		r.tries++
		if stopped := sleep(ctx, r.retries.backoff(r.tries)); stopped != nil {
			return nil, stopped
		}
		resp, failure := r.ask(ctx, n)
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if failure != nil {
			continue
		}
		want := fmt.Sprintf("bytes %d-", n)
		if resp.StatusCode != http.StatusPartialContent || !strings.HasPrefix(resp.Header.Get("Content-Range"), want) {
			resp.Close()
			return nil, err // it has changed, or the server knows no ranges
		}
		return resp, nil
	}
	return nil, err
}

func (r *resumer) ask(ctx context.Context, n int64) (*Response, error) {
	h := r.header.Clone()
	h.Set("Range", fmt.Sprintf("bytes=%d-", n))
	h.Set("If-Range", r.mark)
	h.Set("Accept-Encoding", "identity")
	o := r.o
	o.Params, o.Query, o.BaseURL, o.Body, o.Cookies, o.Auth, o.OnResponse = nil, nil, nil, Body{}, nil, nil, nil
	o.AllowRedirects, o.Retries = new(bool), nil
	c := &call{s: r.s, ctx: ctx, set: &settings{options: o, header: h}, o: &o}
	return c.run(http.MethodGet, r.url, nil)
}
