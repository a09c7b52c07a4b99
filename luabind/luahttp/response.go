package luahttp

import (
	"context"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luahtml"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
	"luafut/session"
	"luafut/session/page"
)

// heavy is from how many bytes on a body is decoded or parsed without the Lua
// lock: below it, giving the lock away costs more than it gives.
const heavy = 16 << 10

// response is a response as Lua knows it. Its fields are guarded by the Lua
// lock.
type response struct {
	r       *session.Response
	headers *lua.LTable
	request *lua.LUserData
	html    *lua.LUserData // the parsed page: parsed once
}

func newResponse(s *vm.State, r *session.Response) *lua.LUserData {
	return bind.New(s, ResponseClass, &response{r: r})
}

func respond(c *bind.Call) *response { return c.Self().(*response) }

// read runs fn, which reads the body: with the lock while the body is there
// and small, else without.
func (o *response) read(c *bind.Call, fn func(ctx context.Context) error) error {
	if !o.r.InMemory() {
		return c.Wait(fn)
	}
	ctx := c.Thread.Context()
	if content, err := o.r.Content(ctx); err != nil || len(content) < heavy {
		return fn(ctx)
	}
	return c.Wait(fn)
}

func field(name string, t *bind.Type, doc string, get func(c *bind.Call) (lua.LValue, error)) bind.Field {
	return bind.Field{Name: name, Type: t, Doc: doc, Get: get}
}

// ResponseClass is the class of responses.
var ResponseClass = &bind.Class{
	Name: "Response", Module: "http", Doc: "What a server answered.",
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says its status.", Returns: "string",
		Fn: func(c *bind.Call) error {
			return c.Return(lua.LString("<Response " + lua.LNumber(respond(c).r.StatusCode).String() + ">"))
		},
	}},
}

// The members refer to the class, which Go cannot see is no circle.
func init() {
	ResponseClass.Fields = responseFields
	ResponseClass.Methods = append(responseMethods, streamMethods...)
}

var responseFields = []bind.Field{
	field("status_code", bind.Integer, "The status, such as 200.", func(c *bind.Call) (lua.LValue, error) {
		return lua.LNumber(respond(c).r.StatusCode), nil
	}),
	field("ok", bind.Boolean, "Whether the status is below 400.", func(c *bind.Call) (lua.LValue, error) {
		return lua.LBool(respond(c).r.OK()), nil
	}),
	field("reason", bind.String, "The status in words, such as \"Not Found\".", func(c *bind.Call) (lua.LValue, error) {
		return lua.LString(respond(c).r.Reason), nil
	}),
	field("url", bind.String, "The final URL, after redirects.", func(c *bind.Call) (lua.LValue, error) {
		return lua.LString(respond(c).r.URL), nil
	}),
	field("headers", bind.Table, "The response headers; names match in any case.", func(c *bind.Call) (lua.LValue, error) {
		o := respond(c)
		if o.headers == nil {
			o.headers = headerTable(c.State(), o.r.Header)
		}
		return o.headers, nil
	}),
	field("cookies", CookiesClass.Type(), "The cookies that this response set.", func(c *bind.Call) (lua.LValue, error) {
		return c.New(CookiesClass, respond(c).r.Cookies()), nil
	}),
	field("content", bind.String, "The body as bytes, decompressed.", func(c *bind.Call) (lua.LValue, error) {
		o := respond(c)
		var content []byte
		err := o.read(c, func(ctx context.Context) (err error) {
			content, err = o.r.Content(ctx)
			return err
		})
		return lua.LString(content), err
	}),
	field("text", bind.String, "The body as text, decoded from its encoding to UTF-8.", func(c *bind.Call) (lua.LValue, error) {
		text, err := respond(c).text(c)
		return lua.LString(text), err
	}),
	{
		Name: "encoding", Type: bind.String, Doc: "The encoding that text is decoded from; it may be set.",
		Get: func(c *bind.Call) (lua.LValue, error) {
			o := respond(c)
			var encoding string
			err := o.read(c, func(ctx context.Context) (err error) {
				encoding, err = o.r.Encoding(ctx)
				return err
			})
			return lua.LString(encoding), err
		},
		Set: func(c *bind.Call, v lua.LValue) error {
			respond(c).html = nil
			return respond(c).r.SetEncoding(lua.LVAsString(v))
		},
	},
	field("history", bind.Table, "The responses that redirected here, oldest first.", func(c *bind.Call) (lua.LValue, error) {
		list := c.NewTable(len(respond(c).r.History), 0)
		for i, r := range respond(c).r.History {
			list.RawSetInt(i+1, newResponse(c.State(), r))
		}
		return list, nil
	}),
	field("elapsed", bind.Number, "Seconds from the request to the response's headers.", func(c *bind.Call) (lua.LValue, error) {
		return lua.LNumber(respond(c).r.Elapsed.Seconds()), nil
	}),
	field("timing", bind.Table, "Seconds by phase: dns, connect, tls, first_byte, body, total; and reused, whether the connection was.", func(c *bind.Call) (lua.LValue, error) {
		t, timing := c.NewTable(0, 7), respond(c).r.Timing
		t.RawSetString("dns", lua.LNumber(timing.DNS.Seconds()))
		t.RawSetString("connect", lua.LNumber(timing.Connect.Seconds()))
		t.RawSetString("tls", lua.LNumber(timing.TLS.Seconds()))
		t.RawSetString("first_byte", lua.LNumber(timing.FirstByte.Seconds()))
		t.RawSetString("body", lua.LNumber(timing.Body.Seconds()))
		t.RawSetString("total", lua.LNumber(timing.Total.Seconds()))
		t.RawSetString("reused", lua.LBool(timing.Reused))
		return t, nil
	}),
	field("request", RequestClass.Type(), "The request that was answered, after redirects.", func(c *bind.Call) (lua.LValue, error) {
		o := respond(c)
		if o.request == nil {
			o.request = c.New(RequestClass, o.r.Request)
		}
		return o.request, nil
	}),
}

func (o *response) text(c *bind.Call) (text string, err error) {
	err = o.read(c, func(ctx context.Context) (err error) {
		text, err = o.r.Text(ctx)
		return err
	})
	return text, err
}

const exampleGet = `local site = practice.start()
local r = http.get(site.url .. "/echo")
`

var responseMethods = []bind.Func{
	{
		Name: "json", Doc: "The body, decoded as JSON.",
		Returns: "any", Raises: []*bind.Kind{kindNamed("JSONDecodeError")},
		Example: exampleGet + `print(r:json().method)
site:close()`,
		Fn: func(c *bind.Call) error {
			o := respond(c)
			text, err := o.text(c)
			if err != nil {
				return err
			}
			marks := luajson.MarksOf(c.State())
			var v lua.LValue
			decode := func() { v, err = luajson.Decode(text, marks, luajson.DecodeOptions{}) }
			if len(text) < heavy {
				decode()
			} else {
				c.Unlocked(decode)
			}
			if err != nil {
				return &bind.Err{Kind: kindNamed("JSONDecodeError"), Message: "the body of " + o.r.URL + " is not JSON: " + err.Error(), Fields: map[string]lua.LValue{
					"request": c.New(RequestClass, o.r.Request), "response": c.SelfValue(),
				}}
			}
			return c.Return(v)
		},
	},
	{
		Name: "html", Doc: "The body as a document, parsed once.",
		Returns: "Document",
		Example: exampleGet + `print(r:html():find("title"):text())
site:close()`,
		Fn: func(c *bind.Call) error {
			o := respond(c)
			if o.html == nil {
				var doc *page.Document
				err := o.read(c, func(ctx context.Context) error {
					text, err := o.r.Text(ctx)
					if err == nil {
						doc, err = page.Parse(text, &page.Options{BaseURL: o.r.URL})
					}
					return err
				})
				if err != nil {
					return err
				}
				o.html = luahtml.NewDocument(c.State(), doc)
			}
			return c.Return(o.html)
		},
	},
	{
		Name: "raise_for_status", Doc: "Raises an HTTPError where the status is 400 or above; returns the response otherwise.",
		Returns: "Response", Raises: []*bind.Kind{kindNamed("HTTPError")},
		Example: exampleGet + `r:raise_for_status()
site:close()`,
		Fn: func(c *bind.Call) error {
			if err := respond(c).r.RaiseForStatus(); err != nil {
				return err
			}
			return c.Return(c.SelfValue())
		},
	},
	{
		Name: "links", Doc: "The links of the Link header, by rel: each a table with url and its parameters.",
		Returns: "table", Example: exampleGet + `print(r:links().next)
site:close()`,
		Fn: func(c *bind.Call) error {
			t := c.NewTable(0, 2)
			for rel, link := range respond(c).r.Links() {
				entry := c.NewTable(0, 2)
				for name, value := range link.Params {
					entry.RawSetString(name, lua.LString(value))
				}
				entry.RawSetString("url", lua.LString(link.URL))
				t.RawSetString(rel, entry)
			}
			return c.Return(t)
		},
	},
}

// kindNamed is a kind of the module.
func kindNamed(name string) *bind.Kind {
	for _, k := range kinds {
		if k.Name == name {
			return k
		}
	}
	panic(errors.New("luahttp: there is no kind " + name))
}

// RequestClass is the class of requests, as they were sent.
var RequestClass = &bind.Class{
	Name: "Request", Module: "http", Doc: "A request as it was sent.",
	Fields: []bind.Field{
		field("method", bind.String, "Its method.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(c.Self().(*session.Request).Method), nil
		}),
		field("url", bind.String, "Its URL.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(c.Self().(*session.Request).URL), nil
		}),
		field("headers", bind.Table, "Its headers; names match in any case.", func(c *bind.Call) (lua.LValue, error) {
			return headerTable(c.State(), c.Self().(*session.Request).Header), nil
		}),
		field("body", bind.String, "Its body; nil where there was none, or it was streamed.", func(c *bind.Call) (lua.LValue, error) {
			if b := c.Self().(*session.Request).Body; b != nil {
				return lua.LString(b), nil
			}
			return lua.LNil, nil
		}),
	},
}
