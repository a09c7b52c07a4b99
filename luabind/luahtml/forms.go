package luahtml

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
	"luafut/session/weburl"
)

const loginForm = `<form action="/login" method=post><input name=user><input name=password type=password><input type=hidden name=token value=x1><input type=checkbox name=stay><button name=go value=1>Log in</button></form>`

var formsRow = bind.Func{
	Name: "forms", Doc: "A list of the forms in the selection, as they stand now: what is changed in the page later does not change them.",
	Returns: "Form[]",
	Example: on(loginForm, `local form = doc:forms()[1]
print(form.method, form.action, #form.fields) --> POST https://example.org/login 5`),
	Fn: func(c *bind.Call) error {
		s := self(c)
		forms := compute(c, s, heavy, s.Forms)
		list := c.NewTable(len(forms), 0)
		for i, f := range forms {
			list.RawSetInt(i+1, c.New(FormClass, f))
		}
		return c.Return(list)
	},
}

// submitOptions are the options of form:submit and form:request.
type submitOptions struct {
	Button  lua.LValue  `lua:"button" doc:"the name of the submit button that is pressed, or false for none; default the first, as the Enter key does"`
	Extra   *lua.LTable `lua:"extra" doc:"names and values sent besides, as the page's own scripts may do"`
	Request *lua.LTable `lua:"request" doc:"options for session:request, such as {timeout = 5}; only for submit"`
}

var (
	valuesParam  = bind.Opt("values", bind.Table, "by field name: a string or number, a list for several, true to tick a box, false to leave the field out; fields not named are sent as they stand")
	optionsParam = bind.Opt("opts", bind.OptionsOf[submitOptions]("html.SubmitOptions"), "button, extra, request")
)

// FormClass is the class of forms.
var FormClass = &bind.Class{
	Name: "Form", Module: "html",
	Doc: "A form of a page, as it stood when forms() read it.",
	Fields: []bind.Field{
		formField("name", "Its name, or nil.", func(f *page.Form) lua.LValue { return text(f.Name) }),
		formField("id", "Its id, or nil.", func(f *page.Form) lua.LValue { return text(f.ID) }),
		formField("method", "\"GET\" or \"POST\".", func(f *page.Form) lua.LValue { return lua.LString(f.Method) }),
		formField("action", "Where it is sent, made absolute where the page's URL is known; nil where nothing is known.", func(f *page.Form) lua.LValue { return text(f.Action) }),
		formField("encoding", "The type of a POST's body, such as \"application/x-www-form-urlencoded\".", func(f *page.Form) lua.LValue { return lua.LString(f.Encoding) }),
		{
			Name: "fields", Type: bind.Named("table[]", bind.Table),
			Doc: "A new list of its fields in the page's order: name, type, value, and where they apply checked, disabled, required, multiple, options (value, text, selected, disabled).",
			Get: func(c *bind.Call) (lua.LValue, error) { return fieldList(c, c.Self().(*page.Form).Fields), nil },
		},
	},
	Methods: []bind.Func{
		{
			Name: "submit", Doc: "Sends the form through a session as a browser would, with the headers Referer and Origin of its page, and returns what session:request returns: the response.",
			Params: []bind.Param{
				bind.P("session", &bind.Type{Name: "Session", Want: "a session (or what has a method request)", Accepts: func(v lua.LValue) bool {
					return v.Type() == lua.LTUserData || v.Type() == lua.LTTable
				}}, "an http.Session, or what has a method request(method, url, opts)"),
				valuesParam, optionsParam,
			},
			Returns: "Response", Raises: []*bind.Kind{FormError},
			Example: on(loginForm, `local session = {request = function(self, method, url, opts) print(method, url, opts.data) end}
doc:forms()[1]:submit(session, {user = "ann", password = "secret", stay = true})`),
			Fn: submit,
		},
		{
			Name: "request", Doc: "What submit would send, as a table: method, url, and for a POST content_type and body; data is the list of {name, value} pairs, headers holds Referer and Origin.",
			Params: []bind.Param{valuesParam, optionsParam}, Returns: "table", Raises: []*bind.Kind{FormError},
			Example: on(loginForm, `print(doc:forms()[1]:request({user = "ann"}).body) --> user=ann&password=&token=x1&go=1`),
			Fn: func(c *bind.Call) error {
				sub, _, err := submission(c, 1)
				if err != nil {
					return err
				}
				t := c.NewTable(0, 6)
				t.RawSetString("method", lua.LString(sub.Method))
				t.RawSetString("url", lua.LString(sub.URL))
				if sub.Body != nil {
					t.RawSetString("content_type", lua.LString(sub.ContentType))
					t.RawSetString("body", lua.LString(sub.Body))
				}
				data := c.NewTable(len(sub.Pairs), 0)
				for i, p := range sub.Pairs {
					data.RawSetInt(i+1, stringList([]string{p.Name, p.Value}))
				}
				t.RawSetString("data", data)
				headers := c.NewTable(0, 2)
				addHeaders(headers, sub)
				t.RawSetString("headers", headers)
				return c.Return(t)
			},
		},
	},
}

func formField(name, doc string, get func(*page.Form) lua.LValue) bind.Field {
	return bind.Field{Name: name, Type: bind.String, Doc: doc, Get: func(c *bind.Call) (lua.LValue, error) {
		return get(c.Self().(*page.Form)), nil
	}}
}

func fieldList(c *bind.Call, fields []page.FormField) *lua.LTable {
	list := c.NewTable(len(fields), 0)
	for i := range fields {
		f := &fields[i]
		t := c.NewTable(0, 4)
		t.RawSetString("name", text(f.Name))
		t.RawSetString("type", lua.LString(f.Type))
		t.RawSetString("value", lua.LString(f.Value))
		flags(t, map[string]bool{"checked": f.Checked, "disabled": f.Disabled, "required": f.Required, "multiple": f.Multiple})
		if f.Type == "select" {
			options := c.NewTable(len(f.Options), 0)
			for j, o := range f.Options {
				option := c.NewTable(0, 3)
				option.RawSetString("value", lua.LString(o.Value))
				option.RawSetString("text", lua.LString(o.Text))
				flags(option, map[string]bool{"selected": o.Selected, "disabled": o.Disabled})
				options.RawSetInt(j+1, option)
			}
			t.RawSetString("options", options)
		}
		list.RawSetInt(i+1, t)
	}
	return list
}

// flags sets those that are true.
func flags(t *lua.LTable, set map[string]bool) {
	for name, on := range set {
		if on {
			t.RawSetString(name, lua.LTrue)
		}
	}
}

// submit calls the session's method by way of Lua: html knows no http.
func submit(c *bind.Call) error {
	session := c.Arg(1)
	sub, request, err := submission(c, 2)
	if err != nil {
		return err
	}
	send := c.L.GetField(session, "request")
	if !bind.IsCallable(send) {
		return c.Wrong(1, "a session (or what has a method request)")
	}
	opts := copied(c, request)
	headers, ok := opts.RawGetString("headers").(*lua.LTable)
	if !ok && opts.RawGetString("headers") != lua.LNil {
		return c.Badf("option 'request': headers must be a table")
	}
	headers = copied(c, headers)
	addHeaders(headers, sub)
	if sub.Body != nil {
		setHeader(headers, "Content-Type", sub.ContentType)
		opts.RawSetString("data", lua.LString(sub.Body))
	}
	opts.RawSetString("headers", headers)
	results, err := c.CallLua(send, session, lua.LString(sub.Method), lua.LString(sub.URL), opts)
	if err != nil {
		return err
	}
	return c.Return(results...)
}

// copied is a new table with what t, which may be nil, holds.
func copied(c *bind.Call, t *lua.LTable) *lua.LTable {
	into := c.NewTable(0, 4)
	if t != nil {
		inOrder(t, func(k, v lua.LValue) { into.RawSet(k, v) })
	}
	return into
}

// addHeaders sets the headers that say where a form stood.
func addHeaders(headers *lua.LTable, sub *page.Submission) {
	setHeader(headers, "Referer", sub.Referer)
	setHeader(headers, "Origin", sub.Origin)
}

// setHeader sets a header that is not "" and that the script has not set, or taken
// away with false.
func setHeader(headers *lua.LTable, name, value string) {
	has := value == ""
	inOrder(headers, func(k, _ lua.LValue) { has = has || strings.EqualFold(k.String(), name) })
	if !has {
		headers.RawSetString(name, lua.LString(value))
	}
}

// submission makes the request of values at argument i and options behind it.
func submission(c *bind.Call, i int) (*page.Submission, *lua.LTable, error) {
	form := c.Self().(*page.Form)
	var opts submitOptions
	if err := c.Options(i+1, &opts); err != nil {
		return nil, nil, err
	}
	how := &page.SubmitOptions{Values: map[string]page.FormValue{}}
	switch b := opts.Button.(type) {
	case nil:
	case lua.LString:
		how.Button = string(b)
	case lua.LBool:
		if b {
			return nil, nil, c.Badf("option 'button' must be a button's name or false, not true")
		}
		how.NoButton = true
	default:
		return nil, nil, c.Badf("option 'button' must be a button's name or false, not %s", bind.Show(b))
	}
	err := eachValue(c, c.Table(i), func(name string, v lua.LValue) error {
		value, err := formValue(c, form, name, v)
		how.Values[name] = value
		return err
	})
	if err == nil {
		err = eachValue(c, opts.Extra, func(name string, v lua.LValue) error {
			value, err := formValue(c, form, name, v)
			for _, s := range value.Values {
				how.Extra = append(how.Extra, weburl.Pair{Name: name, Value: s})
			}
			return err
		})
	}
	if err != nil {
		return nil, nil, err
	}
	sub, err := form.Submit(how)
	return sub, opts.Request, err
}

// eachValue goes through a table of names and values; nil is an empty one.
func eachValue(c *bind.Call, t *lua.LTable, yield func(name string, v lua.LValue) error) (err error) {
	if t == nil {
		return nil
	}
	inOrder(t, func(k, v lua.LValue) {
		if err != nil {
			return
		}
		name, ok := k.(lua.LString)
		if !ok {
			err = c.Badf("values have the names of fields, but the table has the key %s", bind.Show(k))
			return
		}
		err = yield(string(name), v)
	})
	return err
}

// formValue is what is put into the field called name.
func formValue(c *bind.Call, form *page.Form, name string, v lua.LValue) (page.FormValue, error) {
	switch v := v.(type) {
	case lua.LString, lua.LNumber:
		return page.FormValue{Values: []string{v.String()}}, nil
	case lua.LBool:
		if !v {
			return page.FormValue{Omit: true}, nil
		}
		for i := range form.Fields {
			if f := &form.Fields[i]; f.Name == name && (f.Type == "checkbox" || f.Type == "radio") {
				return page.FormValue{Values: []string{f.Value}}, nil
			}
		}
		return page.FormValue{}, c.Badf("the field '%s' cannot be true: only boxes are ticked", name)
	case *lua.LTable:
		var value page.FormValue
		for i := 1; i <= v.Len(); i++ {
			item := v.RawGetInt(i)
			if t := item.Type(); t != lua.LTString && t != lua.LTNumber {
				return value, c.Badf("item %d of the field '%s' must be a string or a number, not %s", i, name, bind.Show(item))
			}
			value.Values = append(value.Values, item.String())
		}
		return value, nil
	}
	return page.FormValue{}, c.Badf("the field '%s' must be a string, a number, a boolean or a list of strings, not %s", name, bind.Show(v))
}
