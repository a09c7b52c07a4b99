package luahttp

import (
	"context"
	"errors"
	"fmt"

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
// lock; what has been asked for once is kept, and is the same value again.
type response struct {
	r       *session.Response
	headers *lua.LTable
	history *lua.LTable
	request *lua.LUserData
	jar     *lua.LUserData
	content *lua.LString
	decoded *lua.LString
	html    *lua.LUserData // the parsed page
}

func newResponse(s *vm.State, r *session.Response) *lua.LUserData {
	return bind.New(s, ResponseClass, &response{r: r})
}

func respond(c *bind.Call) *response { return c.Self().(*response) }

// read runs fn, which works on the body: with the lock while the body is there
// and small, else without.
func (o *response) read(c *bind.Call, fn func(ctx context.Context) error) error {
	if !o.r.InMemory() {
		return c.Wait(fn)
	}
	ctx := c.Thread.Context()
	if content, err := o.r.Content(ctx); err != nil || len(content) < heavy {
		return fn(ctx)
	}
	return c.Work(fn)
}

// bytes is the body.
func (o *response) bytes(c *bind.Call) (lua.LString, error) {
	if o.content != nil {
		return *o.content, nil
	}
	var content []byte
	read := func(ctx context.Context) (err error) {
		content, err = o.r.Content(ctx)
		return err
	}
	var err error
	if o.r.InMemory() {
		err = read(c.Thread.Context())
	} else {
		err = c.Wait(read)
	}
	if err != nil {
		return "", err
	}
	text := lua.LString(content)
	o.content = &text
	return text, nil
}

// text is the body, decoded.
func (o *response) text(c *bind.Call) (lua.LString, error) {
	if o.decoded != nil {
		return *o.decoded, nil
	}
	var text lua.LString
	err := o.read(c, func(ctx context.Context) error {
		s, err := o.r.Text(ctx)
		text = lua.LString(s)
		return err
	})
	if err != nil {
		return "", err
	}
	o.decoded = &text
	return text, nil
}

func field(name string, t *bind.Type, doc string, get func(c *bind.Call) (lua.LValue, error)) bind.Field {
	return bind.Field{Name: name, Type: t, Doc: doc, Get: get}
}

// ResponseClass is the class of responses.
var ResponseClass = &bind.Class{
	Name: "Response", Module: "http", Doc: "What a server answered.",
	Elsewhere: map[string]string{ // Scrapy's, Fetch's and k6's
		"status": "status_code", "statusCode": "status_code", "statusText": "reason", "status_text": "reason",
		"body": "content, or text", "css": "html(), then :find(selector)", "xpath": "html(), then :xpath(expression)",
		"selector": "html()", "follow": "session:get(url)", "urljoin": "url.join(response.url, address)",
		"find": "html(), then :find(selector)", "select": "html(), then :find(selector)",
	},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says its status.", Returns: "string",
		Fn: func(c *bind.Call) error {
			return c.Return(lua.LString(fmt.Sprintf("<Response [%d]>", respond(c).r.StatusCode)))
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
		o := respond(c)
		if o.jar == nil {
			o.jar = c.New(CookiesClass, o.r.Cookies())
		}
		return o.jar, nil
	}),
	field("content", bind.String, "The body as bytes, decompressed.", func(c *bind.Call) (lua.LValue, error) {
		return respond(c).bytes(c)
	}),
	field("text", bind.String, "The body as text, decoded from its encoding to UTF-8.", func(c *bind.Call) (lua.LValue, error) {
		return respond(c).text(c)
	}),
	{
		Name: "encoding", Type: bind.String, Doc: "The encoding that text is decoded from; it may be set, to nil for finding it out.",
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
			o := respond(c)
			if err := o.r.SetEncoding(lua.LVAsString(v)); err != nil {
				return err
			}
			o.decoded, o.html = nil, nil
			return nil
		},
	},
	field("history", bind.Table, "The responses that redirected here, oldest first.", func(c *bind.Call) (lua.LValue, error) {
		return respond(c).led(c.State()), nil
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
	field("from_cache", bind.Boolean, "Whether the option cache answered, without the network or after asking whether the page has changed.", func(c *bind.Call) (lua.LValue, error) {
		return lua.LBool(respond(c).r.FromCache), nil
	}),
	field("request", RequestClass.Type(), "The request that was answered, after redirects.", func(c *bind.Call) (lua.LValue, error) {
		return respond(c).asked(c.State()), nil
	}),
}

// exampleGet begins an example with r, the response of an address of the practice site.
func exampleGet(path string) string {
	return `local site = practice.start()
local r = http.get(site.url .. "` + path + `")
`
}

var responseMethods = []bind.Func{
	{
		Name: "json", Doc: "The body, decoded as JSON.",
		Returns: "any", Raises: []*bind.Kind{kindOf[session.JSONDecodeError]},
		Example: exampleGet("/echo") + `print(r:json().method)
site:close()`,
		Fn: func(c *bind.Call) error {
			o := respond(c)
			text, err := o.text(c)
			if err != nil {
				return err
			}
			marks := luajson.MarksOf(c.State())
			var v lua.LValue
			decode := func() { v, err = luajson.Decode(string(text), marks, luajson.DecodeOptions{}) }
			if len(text) < heavy {
				decode()
			} else {
				c.Unlocked(decode)
			}
			if err != nil {
				return o.failed(c, session.JSONDecodeError, "the body of "+o.r.URL+" is not JSON: "+err.Error())
			}
			return c.Return(v)
		},
	},
	{
		Name: "html", Doc: "The body as a document, parsed once.",
		Returns: "Selection",
		Example: exampleGet("/titles/1") + `print(r:html():find("title"):text())
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
		Returns: "Response", Raises: []*bind.Kind{kindOf[session.HTTPError]},
		Example: exampleGet("/echo") + `r:raise_for_status()
site:close()`,
		Fn: func(c *bind.Call) error {
			o := respond(c)
			if e := (*session.Error)(nil); errors.As(o.r.RaiseForStatus(), &e) {
				return o.failed(c, e.Kind, e.Message)
			}
			return c.Return(c.SelfValue())
		},
	},
	{
		Name: "links", Doc: "The links of the Link header, by rel: each a table with url and its parameters.",
		Returns: "table", Example: exampleGet("/api/items") + `print(r:links().next.url)
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

// failed is an error that has to do with the response: it carries that.
func (o *response) failed(c *bind.Call, kind *session.Kind, message string) error {
	return &bind.Err{Kind: kindOf[kind], Message: message, Fields: map[string]lua.LValue{
		"request": o.asked(c.State()), "response": c.SelfValue(),
	}}
}

// led are the responses that led here.
func (o *response) led(s *vm.State) *lua.LTable {
	if o.history == nil {
		o.history = s.Main().LState().CreateTable(len(o.r.History), 0)
		for _, r := range o.r.History {
			o.history.Append(newResponse(s, r))
		}
	}
	return o.history
}

// asked is the request that was answered.
func (o *response) asked(s *vm.State) *lua.LUserData {
	if o.request == nil {
		o.request = newRequest(s, o.r.Request)
	}
	return o.request
}
