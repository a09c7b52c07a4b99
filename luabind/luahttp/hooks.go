package luahttp

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session"
)

// hooks is the option of that name.
type hooks struct{ response []lua.LValue }

type hookOptions struct {
	Response lua.LValue `lua:"response" doc:"a function, or a list of functions, called with each response, those of redirects too; one may return another response in its place"`
}

func (*hooks) LuaType() *bind.Type { return orFalse(bind.OptionsOf[hookOptions]("Hooks")) }

func (o *hooks) FromLua(c *bind.Call, v lua.LValue) error {
	o.response = []lua.LValue{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	var h hookOptions
	if err := c.Decode(t, &h); err != nil {
		return err
	}
	if list, ok := h.Response.(*lua.LTable); ok && !bind.IsCallable(list) {
		for i := 1; i <= list.Len(); i++ {
			o.response = append(o.response, list.RawGetInt(i))
		}
	} else if h.Response != nil {
		o.response = append(o.response, h.Response)
	}
	for _, fn := range o.response {
		if !bind.IsCallable(fn) {
			return fmt.Errorf("has the entry 'response', which must be a function or a list of functions, not %s", bind.Show(fn))
		}
	}
	return nil
}

// hook calls a Lua function with a response, on the task that asked.
func (e *errands) hook(fn lua.LValue) func(*session.Response) (*session.Response, error) {
	return func(r *session.Response) (other *session.Response, err error) {
		runErr := e.run(func() {
			s := e.th.State()
			var values []lua.LValue
			shown := e.response(s, r)
			e.show(r, shown)
			values, err = e.th.Call(e.th.Running(), fn, shown)
			if err != nil || len(values) == 0 || values[0] == lua.LNil {
				return
			}
			o, ok := bind.To[*response](values[0])
			if !ok {
				err = bind.Errorf(bind.ArgumentError, "the hook 'response' must return a Response or nothing, not %s", bind.Show(values[0]))
				return
			}
			other = o.r
			e.show(other, values[0].(*lua.LUserData))
		})
		if runErr != nil {
			return nil, runErr
		}
		return other, err
	}
}
