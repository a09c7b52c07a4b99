package luahttp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
	"luafut/session"
	"luafut/session/cookies"
)

// Codecs let sessions (settings and cookies), jars, and responses and requests
// (as data) travel to other processes and interpreters.
var Codecs = []travel.Codec{
	{Class: SessionClass, Encode: encodeSession, Decode: decodeSession},
	{Class: CookiesClass, Encode: encodeJar, Decode: decodeJar},
	{Class: ResponseClass, Encode: encodeResponse, Decode: decodeResponse},
	{Class: RequestClass, Encode: encodeRequest, Decode: decodeRequest},
}

func encodeSession(s *vm.State, value any) (lua.LValue, error) {
	cl := value.(*client)
	t := s.Main().LState().NewTable()
	t.RawSetString("settings", cl.given)
	t.RawSetString("cookies", cl.cookies(s))
	return t, nil
}

func decodeSession(s *vm.State, data lua.LValue) (any, error) {
	r := reader{of: data}
	given, jar := r.table("settings"), r.get("cookies")
	theirs, ok := bind.To[*cookies.Jar](jar)
	if r.err != nil || !ok {
		return nil, errors.Join(r.err, errors.New("a session without its settings or cookies"))
	}
	th := s.NewThread(context.Background(), "http")
	defer th.Close()
	c := &bind.Call{L: th.LState(), Thread: th}
	cl, err := newClient(c, given)
	if err != nil {
		return nil, err
	}
	for _, cookie := range theirs.All() {
		if err := cl.s.Cookies().Set(cookie); err != nil {
			return nil, err
		}
	}
	return cl, nil
}

func encodeJar(_ *vm.State, value any) (lua.LValue, error) {
	text, err := value.(*cookies.Jar).MarshalJSON()
	return lua.LString(text), err
}

func decodeJar(_ *vm.State, data lua.LValue) (any, error) {
	text, ok := data.(lua.LString)
	if !ok {
		return nil, errors.New("cookies that are no text")
	}
	jar := new(cookies.Jar)
	return jar, jar.UnmarshalJSON([]byte(text))
}

func encodeRequest(s *vm.State, value any) (lua.LValue, error) {
	r := value.(*request).r
	L := s.Main().LState()
	t := L.NewTable()
	t.RawSetString("method", lua.LString(r.Method))
	t.RawSetString("url", lua.LString(r.URL))
	t.RawSetString("headers", headerLists(L, r.Header))
	if r.Body != nil {
		t.RawSetString("body", lua.LString(r.Body))
	}
	return t, nil
}

func decodeRequest(_ *vm.State, data lua.LValue) (any, error) {
	r := reader{of: data}
	sent := &session.Request{Method: r.text("method"), URL: r.text("url"), Header: r.headers()}
	if body, ok := r.get("body").(lua.LString); ok {
		sent.Body = []byte(body)
	}
	return &request{r: sent}, r.err
}

func encodeResponse(s *vm.State, value any) (lua.LValue, error) {
	o := value.(*response)
	if !o.r.InMemory() {
		return nil, errors.New("its body is still on the wire (stream = true); read r.content first")
	}
	content, err := o.r.Content(context.Background()) // which does not wait
	if err != nil {
		content = nil // of a redirect, which nobody keeps, or broken: the error goes with who asks
	}
	L := s.Main().LState()
	t := L.NewTable()
	t.RawSetString("status_code", lua.LNumber(o.r.StatusCode))
	t.RawSetString("reason", lua.LString(o.r.Reason))
	t.RawSetString("proto", lua.LString(o.r.Proto))
	t.RawSetString("url", lua.LString(o.r.URL))
	t.RawSetString("headers", headerLists(L, o.r.Header))
	t.RawSetString("content", lua.LString(content))
	t.RawSetString("encoding", lua.LString(o.r.EncodingSet()))
	t.RawSetString("from_cache", lua.LBool(o.r.FromCache))
	t.RawSetString("elapsed", lua.LNumber(max(o.r.Elapsed, 0)))
	if o.r.Request != nil {
		t.RawSetString("request", o.asked(s))
	}
	t.RawSetString("history", o.led(s))
	for name, d := range phases(&o.r.Timing) {
		t.RawSetString(name, lua.LNumber(max(*d, 0)))
	}
	t.RawSetString("reused", lua.LBool(o.r.Timing.Reused))
	return t, nil
}

// phases are the durations of a Timing by the names that they travel by.
func phases(t *session.Timing) map[string]*time.Duration {
	return map[string]*time.Duration{"dns": &t.DNS, "connect": &t.Connect, "tls": &t.TLS, "first_byte": &t.FirstByte, "body": &t.Body, "total": &t.Total}
}

func decodeResponse(_ *vm.State, data lua.LValue) (any, error) {
	r := reader{of: data}
	resp := &session.Response{
		StatusCode: int(r.number("status_code")), Reason: r.text("reason"), Proto: r.text("proto"), URL: r.text("url"),
		Header: r.headers(), Elapsed: time.Duration(r.number("elapsed")), FromCache: r.get("from_cache") == lua.LTrue,
	}
	for name, d := range phases(&resp.Timing) {
		*d = time.Duration(r.number(name))
	}
	resp.Timing.Reused = r.get("reused") == lua.LTrue
	o := &response{r: resp}
	if ud, ok := r.get("request").(*lua.LUserData); ok {
		sent, ok := ud.Value.(*request)
		if !ok {
			return nil, errors.New("a request that is none")
		}
		o.request, resp.Request = ud, sent.r
	}
	o.history = r.table("history")
	if r.err != nil {
		return nil, r.err
	}
	for i := 1; i <= o.history.Len(); i++ {
		before, ok := bind.To[*response](o.history.RawGetInt(i))
		if !ok {
			return nil, errors.New("a history of what is no response")
		}
		resp.History = append(resp.History, before.r)
	}
	return o, resp.Restore([]byte(r.text("content")), r.text("encoding"))
}

// headerLists are headers with every value of a name.
func headerLists(L *lua.LState, h http.Header) *lua.LTable {
	t := L.CreateTable(0, len(h))
	for name, values := range h {
		list := L.CreateTable(len(values), 0)
		for _, v := range values {
			list.Append(lua.LString(v))
		}
		t.RawSetString(name, list)
	}
	return t
}

// reader reads what has come, and keeps the first thing that was wrong.
type reader struct {
	of  lua.LValue
	err error
}

func (r *reader) get(name string) lua.LValue {
	t, ok := r.of.(*lua.LTable)
	if !ok {
		r.fail("not a table")
		return lua.LNil
	}
	return t.RawGetString(name)
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) text(name string) string {
	s, ok := r.get(name).(lua.LString)
	if !ok {
		r.fail("%s is not text", name)
	}
	return string(s)
}

// number is a whole number from 0.
func (r *reader) number(name string) int64 {
	n, ok := r.get(name).(lua.LNumber)
	if !ok || !(n >= 0 && n <= 1<<53) {
		r.fail("%s is not a number", name)
		return 0
	}
	return int64(n)
}

func (r *reader) table(name string) *lua.LTable {
	t, ok := r.get(name).(*lua.LTable)
	if !ok {
		r.fail("%s is not a table", name)
	}
	return t
}

func (r *reader) headers() http.Header {
	t := r.table("headers")
	if t == nil {
		return nil
	}
	h := make(http.Header)
	err := each(t, func(k, v lua.LValue) error {
		name, ok := k.(lua.LString)
		list, ok2 := v.(*lua.LTable)
		if !ok || !ok2 {
			return errors.New("headers that are none")
		}
		for i := 1; i <= list.Len(); i++ {
			value, ok := list.RawGetInt(i).(lua.LString)
			if !ok {
				return errors.New("headers that are no text")
			}
			h[string(name)] = append(h[string(name)], string(value))
		}
		return nil
	})
	if err != nil {
		r.fail("%w", err)
	}
	return h
}
