package luahttp

import (
	"io"
	"net/http"

	lua "github.com/yuin/gopher-lua"
	"golang.org/x/net/http/httpguts"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/session/serve"
)

// answerOptions is the table that a function of http.serve may return.
type answerOptions struct {
	Status   int         `lua:"status" min:"200" max:"599" doc:"default 200, with redirect 302"`
	Headers  *lua.LTable `lua:"headers" doc:"headers: a table (a value may be a list), or a list of pairs"`
	Cookies  *lua.LTable `lua:"cookies" doc:"cookies to set: values by names; for more use the header Set-Cookie"`
	Body     lua.LValue  `lua:"body" doc:"a text, or an iterator of texts, each of which is sent at once"`
	JSON     lua.LValue  `lua:"json" doc:"any value, sent as JSON"`
	File     string      `lua:"file" doc:"the path of a file to send"`
	Redirect string      `lua:"redirect" doc:"where to go instead"`
	Cut      bool        `lua:"cut" doc:"cut the connection after the body, as if more was to come; alone, without any answer"`
}

const answerForms = "a text, a status (then a body and headers, where there are any), or a table such as {status = 200, json = {…}}"

// readAnswer makes an answer of what a function returned, which is not nothing.
func readAnswer(c *bind.Call, values []lua.LValue) (serve.Answer, error) {
	var o answerOptions
	switch v := values[0].(type) {
	case lua.LString:
		o.Body = v
	case lua.LNumber:
		if v < 200 || v > 599 || v != lua.LNumber(int(v)) {
			return serve.Answer{}, c.Badf("a status is a whole number from 200 to 599, not %v", v)
		}
		o.Status = int(v)
		if len(values) > 1 && values[1] != lua.LNil {
			o.Body = values[1]
		}
		if len(values) > 2 && values[2] != lua.LNil {
			var ok bool
			if o.Headers, ok = values[2].(*lua.LTable); !ok {
				return serve.Answer{}, c.Badf("the headers of an answer are a table, not %s", bind.Show(values[2]))
			}
		}
	case *lua.LTable:
		if err := c.Decode(v, &o); err != nil {
			return serve.Answer{}, err
		}
	default:
		return serve.Answer{}, c.Badf("an answer is %s, not %s", answerForms, bind.Show(v))
	}
	return o.answer(c)
}

func (o *answerOptions) answer(c *bind.Call) (a serve.Answer, err error) {
	a.Status, a.File, a.Cut = o.Status, o.File, o.Cut
	if a.Header, err = answerHeader(c, o.Headers); err != nil {
		return a, err
	}
	bodies := 0
	for _, given := range []bool{o.Body != nil, o.JSON != nil, o.File != "", o.Redirect != ""} {
		if given {
			bodies++
		}
	}
	if bodies > 1 {
		return a, c.Badf("an answer has one of body, json, file and redirect")
	}
	if o.Cookies != nil {
		list, err := fields(o.Cookies, false)
		if err != nil {
			return a, c.Badf("the cookies of an answer: it %v", err)
		}
		for _, f := range list {
			cookie := http.Cookie{Name: f.Name, Value: f.Value, Path: "/"}
			if err := cookie.Valid(); err != nil {
				return a, c.Badf("an answer cannot set the cookie %q: %v", f.Name, err)
			}
			a.Header.Add("Set-Cookie", cookie.String())
		}
	}
	switch body := o.Body.(type) {
	case nil:
	case lua.LString:
		a.Body = []byte(body)
	default:
		if !bind.IsCallable(body) {
			return a, c.Badf("a body is a text or an iterator of texts, not %s; a table is sent by {json = …}", bind.Show(body))
		}
		a.Next = pieces(c, body)
	}
	switch {
	case o.JSON != nil:
		if a.Body, err = luajson.AppendValue(c, nil, o.JSON, luajson.EncodeOptions{}); err != nil {
			return a, err
		}
		setDefault(a.Header, "Content-Type", "application/json")
	case o.Redirect != "":
		if !httpguts.ValidHeaderFieldValue(o.Redirect) {
			return a, c.Badf("an answer cannot redirect to %q", o.Redirect)
		}
		a.Header.Set("Location", o.Redirect)
		if a.Status == 0 {
			a.Status = http.StatusFound
		}
	}
	return a, nil
}

func setDefault(h http.Header, name, value string) {
	if h.Get(name) == "" {
		h.Set(name, value)
	}
}

// pieces are what a Lua iterator gives, on c's thread, which must not hold the
// lock when the next is asked for.
func pieces(c *bind.Call, next lua.LValue) func() ([]byte, error) {
	th := c.Thread
	at := 0
	if ud, ok := next.(*lua.LUserData); ok {
		if _, indexed := ud.Value.(bind.Indexed); indexed {
			at = 1
		}
	}
	return func() ([]byte, error) {
		th.Lock()
		defer th.Unlock()
		values, err := th.Call(th.LState(), next)
		if err != nil {
			return nil, err
		}
		if len(values) <= at || values[0] == lua.LNil {
			return nil, io.EOF
		}
		text, ok := values[at].(lua.LString)
		if !ok {
			return nil, bind.Errorf(bind.ArgumentError, "http.serve: the iterator that is the body must give texts, not %s", bind.Show(values[at]))
		}
		return []byte(text), nil
	}
}

// answerHeader makes the headers of an answer; names and values are checked.
func answerHeader(c *bind.Call, t *lua.LTable) (http.Header, error) {
	h := http.Header{}
	if t == nil {
		return h, nil
	}
	list, err := fields(t, false)
	if err != nil {
		return nil, c.Badf("the headers of an answer: it %v", err)
	}
	for _, f := range list {
		if !httpguts.ValidHeaderFieldName(f.Name) || !httpguts.ValidHeaderFieldValue(f.Value) {
			return nil, c.Badf("an answer cannot have the header %q with the value %q", f.Name, f.Value)
		}
		h.Add(f.Name, f.Value)
	}
	return h, nil
}
