package luahttp

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/session"
)

// verbs are the functions that make a request with a method of that name. Their
// example gives the options example, and prints what shown looks at.
var verbs = []struct{ name, method, doc, example, shown string }{
	{"get", "GET", "Makes a GET request.", `, {params = {q = "lamps", page = 2}}`, `.url`},
	{"post", "POST", "Makes a POST request.", `, {data = {name = "ann"}}`, `:json().form.name[1]`},
	{"put", "PUT", "Makes a PUT request.", `, {json = {name = "ann"}}`, `:json().body`},
	{"patch", "PATCH", "Makes a PATCH request.", `, {json = {name = "ann"}}`, `:json().body`},
	{"delete", "DELETE", "Makes a DELETE request.", ``, `.status_code`},
	{"head", "HEAD", "Makes a HEAD request; redirects are not followed unless allow_redirects says so.", ``, `.headers["content-type"]`},
	{"options", "OPTIONS", "Makes an OPTIONS request.", ``, `.status_code`},
}

// call makes a request: its URL is argument at, its options the next.
func (cl *client) call(c *bind.Call, method string, at int) error {
	var o callOptions
	if err := c.Options(at+1, &o); err != nil {
		return err
	}
	if err := cl.refresh(c); err != nil {
		return err
	}
	so := o.options(&cl.own)
	e := &errands{th: c.Thread}
	if err := o.body(c, &so.Body, e); err != nil {
		return err
	}
	hooks := o.Hooks.response
	if hooks == nil {
		hooks = cl.hooks
	}
	for _, fn := range hooks {
		so.OnResponse = append(so.OnResponse, e.hook(fn))
	}
	url := c.String(at)
	var r *session.Response
	do := func(ctx context.Context) (err error) {
		r, err = cl.s.Do(ctx, method, url, &so)
		return err
	}
	if so.Body.Source != nil {
		do = e.around(do)
	}
	if err := c.Wait(do); err != nil {
		if e.failed != nil && c.Thread.Interrupted() == nil {
			return e.failed
		}
		return err
	}
	return c.Return(e.response(c.State(), r))
}

// body fills in the body of a call. An iterator runs by e.
func (o *callOptions) body(c *bind.Call, b *session.Body, e *errands) error {
	b.Data, b.Form, b.Files = o.Data.bytes, o.Data.form, o.Files.list
	if o.Data.next != nil {
		if len(b.Files) > 0 {
			return c.Badf("option 'data' must be a form where there are 'files', not an iterator")
		}
		b.Source = &upload{errands: e, next: o.Data.next}
	}
	if o.JSON == nil || o.JSON == lua.LNil || o.Data.given() || len(b.Files) > 0 {
		return nil
	}
	encoded, err := luajson.Encode(o.JSON, luajson.EncodeOptions{})
	if err != nil {
		return c.Badf("option 'json': %v", err)
	}
	b.Data, b.JSON = nil, encoded
	return nil
}
