package luahttp

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/luaurl"
	"luafut/session/charset"
	"luafut/session/serve"
	"luafut/session/weburl"
)

// maxParts is how many parts a multipart body may have.
const maxParts = 1000

// served is a request that a server got, guarded by the Lua lock.
type served struct {
	x      *serve.Exchange
	tables map[string]lua.LValue // fields that were asked for
}

func gotten(c *bind.Call) *served { return c.Self().(*served) }

// table is a field that is made when it is first asked for.
func table(name, doc string, make func(c *bind.Call, o *served) (lua.LValue, error)) bind.Field {
	return field(name, bind.Table, doc, func(c *bind.Call) (lua.LValue, error) {
		o := gotten(c)
		if v, ok := o.tables[name]; ok {
			return v, nil
		}
		v, err := make(c, o)
		if err != nil {
			return nil, err
		}
		if o.tables == nil {
			o.tables = map[string]lua.LValue{}
		}
		o.tables[name] = v
		return v, nil
	})
}

func (o *served) contentType() string { return o.x.Request.Header.Get("Content-Type") }

// ServedRequestClass is the class of requests that a server gets.
var ServedRequestClass = &bind.Class{
	Name: "ServedRequest", Module: "http", Doc: "A request that a server of http.serve got.",
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says what was asked for.", Returns: "string",
		Fn: func(c *bind.Call) error {
			r := gotten(c).x.Request
			return c.Return(lua.LString("<" + r.Method + " " + r.URL.RequestURI() + ">"))
		},
	}},
	Methods: []bind.Func{{
		Name: "json", Doc: "The body, which is JSON.", Returns: "any", Raises: []*bind.Kind{luajson.JSONDecodeError},
		Example: `local server = http.serve(function(req) return "hello " .. req:json().name end)
print(http.post(server.url, {json = {name = "Ann"}}).text)
server:close()`,
		Fn: func(c *bind.Call) error {
			v, err := luajson.DecodeText(c, string(gotten(c).x.Body))
			if err != nil {
				return err
			}
			return c.Return(v)
		},
	}},
	Fields: []bind.Field{
		field("method", bind.String, "Its method.", func(c *bind.Call) (lua.LValue, error) { return lua.LString(gotten(c).x.Request.Method), nil }),
		field("path", bind.String, "The path of its URL, decoded, without the query.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(gotten(c).x.Request.URL.Path), nil
		}),
		field("url", bind.String, "The whole URL, as it was sent.", func(c *bind.Call) (lua.LValue, error) {
			r := gotten(c).x.Request
			if r.URL.IsAbs() {
				return lua.LString(r.RequestURI), nil
			}
			return lua.LString("http://" + r.Host + r.RequestURI), nil
		}),
		table("query", "The fields of its query: a text each, a list of texts where a name comes more than once.", func(c *bind.Call, o *served) (lua.LValue, error) {
			return luaurl.FieldTable(c, weburl.ParseQuery(o.x.Request.URL.RawQuery)), nil
		}),
		table("params", "What the wildcards of its route stand for, by their names.", func(c *bind.Call, o *served) (lua.LValue, error) {
			t := c.NewTable(0, 4)
			for name, value := range o.x.Params() {
				t.RawSetString(name, lua.LString(value))
			}
			return t, nil
		}),
		table("headers", "Its headers; names match in any case.", func(c *bind.Call, o *served) (lua.LValue, error) {
			h := o.x.Request.Header.Clone()
			h.Set("Host", o.x.Request.Host)
			return headerTable(c.State(), h), nil
		}),
		table("cookies", "Its cookies: values by names.", func(c *bind.Call, o *served) (lua.LValue, error) {
			t := c.NewTable(0, 4)
			for _, cookie := range o.x.Request.Cookies() {
				t.RawSetString(cookie.Name, lua.LString(cookie.Value))
			}
			return t, nil
		}),
		field("body", bind.String, "Its body, as it came; \"\" where there was none.", func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(gotten(c).x.Body), nil
		}),
		field("text", bind.String, "Its body, decoded.", func(c *bind.Call) (lua.LValue, error) {
			o := gotten(c)
			text, _ := charset.Decode(o.x.Body, o.contentType(), nil)
			return lua.LString(text), nil
		}),
		table("form", "The fields of a form that it sent, as query has them; empty where the body is no form.", func(c *bind.Call, o *served) (lua.LValue, error) {
			form, _, err := o.parts(c)
			return form, err
		}),
		table("files", "The files of a multipart form, by their fields: {name =, content =, type =}, a list of those where a field comes more than once.", func(c *bind.Call, o *served) (lua.LValue, error) {
			_, files, err := o.parts(c)
			return files, err
		}),
	},
}

// uploads are the files of a form by their fields, a list of those where a field comes
// more than once.
type uploads struct {
	t     *lua.LTable
	lists map[string]*lua.LTable
}

func (u *uploads) add(c *bind.Call, name string, file *lua.LTable) {
	first := u.t.RawGetString(name)
	switch list := u.lists[name]; {
	case first == lua.LNil:
		u.t.RawSetString(name, file)
	case list != nil:
		list.Append(file)
	default:
		list = c.NewTable(2, 0)
		list.Append(first)
		list.Append(file)
		u.t.RawSetString(name, list)
		u.lists[name] = list
	}
}

// parts reads a form, of either encoding.
func (o *served) parts(c *bind.Call) (form, files *lua.LTable, err error) {
	kind, params, _ := mime.ParseMediaType(o.contentType())
	var fields []weburl.Pair
	found := uploads{c.NewTable(0, 2), map[string]*lua.LTable{}}
	switch kind {
	case "application/x-www-form-urlencoded":
		fields = weburl.ParseQuery(string(o.x.Body))
	case "multipart/form-data":
		fields, err = o.multipart(c, params["boundary"], &found)
	}
	return luaurl.FieldTable(c, fields), found.t, err
}

func (o *served) multipart(c *bind.Call, boundary string, found *uploads) (fields []weburl.Pair, err error) {
	in := multipart.NewReader(bytes.NewReader(o.x.Body), boundary)
	for n := 0; ; n++ {
		part, err := in.NextRawPart()
		if err == io.EOF && n > 0 {
			return fields, nil
		}
		if err != nil || n == maxParts {
			return nil, badForm(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, badForm(err)
		}
		if part.FileName() == "" && !strings.Contains(part.Header.Get("Content-Disposition"), "filename") {
			fields = append(fields, weburl.Pair{Name: part.FormName(), Value: string(content)})
			continue
		}
		file := c.NewTable(0, 3)
		file.RawSetString("name", lua.LString(part.FileName()))
		file.RawSetString("content", lua.LString(content))
		file.RawSetString("type", lua.LString(part.Header.Get("Content-Type")))
		found.add(c, part.FormName(), file)
	}
}

func badForm(err error) error {
	if err == nil {
		return bind.Errorf(bind.RuntimeError, "the body is no form: it has more than %d parts", maxParts)
	}
	return bind.Errorf(bind.RuntimeError, "the body is no form, though its Content-Type says multipart/form-data: %v", err)
}
