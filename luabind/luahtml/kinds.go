package luahtml

import (
	"errors"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session/charset"
	"luafut/session/page"
)

// The error kinds of html.
var (
	SelectorError = &bind.Kind{
		Name: "SelectorError", Parents: []*bind.Kind{bind.Error},
		Doc: "A CSS selector or an XPath expression cannot be understood; the message shows the place, the fields are selector, offset (in bytes, from 1) and, in an extract, field.",
	}
	DocumentError = &bind.Kind{
		Name: "DocumentError", Parents: []*bind.Kind{bind.Error},
		Doc: "A page, or what is asked of it, goes above a bound that keeps time and memory in hand.",
	}
	MissingError = &bind.Kind{
		Name: "MissingError", Parents: []*bind.Kind{bind.Error},
		Doc: "A required field of a record is missing or cannot be converted; the fields are record (from 1), field, url and text.",
	}
	FormError = &bind.Kind{
		Name: "FormError", Parents: []*bind.Kind{bind.Error},
		Doc: "A form cannot be sent like that: it has no such field, choice or button, or its URL is not known.",
	}
)

// translate finds the kind of an error of session/page.
func translate(_ *vm.State, err error) *bind.Err {
	var (
		selector *page.SelectorError
		spec     *page.SpecError
		missing  *page.MissingError
		limit    *page.LimitError
		form     *page.FormError
		url      *page.URLError
		name     *page.NameError
		encoding *charset.UnknownError
	)
	switch {
	case errors.As(err, &selector):
		e := &bind.Err{Kind: SelectorError, Message: selector.Error(), Fields: map[string]lua.LValue{
			"selector": lua.LString(selector.Selector), "offset": lua.LNumber(selector.Offset + 1),
		}}
		if errors.As(err, &spec) {
			e.Message = specMessage(spec, selector.Error())
			e.Fields["field"] = lua.LString(spec.Field)
		}
		return e
	case errors.As(err, &spec):
		return &bind.Err{Kind: bind.ArgumentError, Message: specMessage(spec, spec.Message)}
	case errors.As(err, &missing):
		return &bind.Err{Kind: MissingError, Message: missing.Error(), Fields: map[string]lua.LValue{
			"record": lua.LNumber(missing.Record), "field": lua.LString(missing.Field),
			"url": text(missing.URL), "text": text(missing.Text),
		}}
	case errors.As(err, &limit):
		return &bind.Err{Kind: DocumentError, Message: limit.Error()}
	case errors.As(err, &form):
		return &bind.Err{Kind: FormError, Message: form.Error()}
	case errors.As(err, &url), errors.As(err, &name), errors.As(err, &encoding),
		errors.Is(err, page.ErrOtherDocument), errors.Is(err, page.ErrCycle), errors.Is(err, page.ErrPage), errors.Is(err, page.ErrVoid):
		return &bind.Err{Kind: bind.ArgumentError, Message: err.Error()}
	}
	return nil
}

// specMessage says which part of an extract's table is at fault.
func specMessage(spec *page.SpecError, what string) string {
	if spec.Field == "" {
		return "extract: " + what
	}
	return fmt.Sprintf("extract: field '%s': %s", spec.Field, what)
}

// text is a string for Lua, nil where it is empty.
func text(s string) lua.LValue {
	if s == "" {
		return lua.LNil
	}
	return lua.LString(s)
}
