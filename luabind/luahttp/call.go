package luahttp

import (
	"context"
	"strings"

	"luafut/luabind/bind"
	"luafut/session"
)

// verbs are the functions that make a request with a method of that name.
var verbs = []struct{ name, method, doc string }{
	{"get", "GET", "Makes a GET request."},
	{"post", "POST", "Makes a POST request."},
	{"put", "PUT", "Makes a PUT request."},
	{"patch", "PATCH", "Makes a PATCH request."},
	{"delete", "DELETE", "Makes a DELETE request."},
	{"head", "HEAD", "Makes a HEAD request; redirects are not followed unless allow_redirects says so."},
	{"options", "OPTIONS", "Makes an OPTIONS request."},
}

// call makes a request: its URL is argument at, its options the next.
func (cl *client) call(c *bind.Call, method string, at int) error {
	o := callOptions{settings: newSettings()}
	if err := c.Options(at+1, &o); err != nil {
		return err
	}
	if err := cl.under(&o); err != nil {
		return err
	}
	var so session.Options
	o.apply(&so)
	body, err := o.body(c)
	if err != nil {
		return err
	}
	so.Body = body
	callHooks := o.Hooks.response
	if callHooks == nil {
		callHooks = cl.hooks
	}
	for _, fn := range callHooks {
		so.OnResponse = append(so.OnResponse, hook(c.Thread, fn))
	}
	url := c.String(at)
	var r *session.Response
	err = c.Wait(func(ctx context.Context) (err error) {
		r, err = cl.s.Do(ctx, strings.ToUpper(method), url, &so)
		return err
	})
	if err != nil {
		return err
	}
	return c.Return(newResponse(c.State(), r))
}
