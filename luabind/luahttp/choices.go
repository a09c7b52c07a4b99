package luahttp

import (
	"errors"
	"fmt"
	"math"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session"
)

// strings2 reads the list {a, b}.
func strings2(t *lua.LTable) (a, b string, ok bool) {
	first, ok := t.RawGetInt(1).(lua.LString)
	second, ok2 := t.RawGetInt(2).(lua.LString)
	return string(first), string(second), ok && ok2 && t.Len() == 2
}

// auth is the option of that name.
type auth struct{ *session.Auth }

type authOptions struct {
	Digest *lua.LTable `lua:"digest" doc:"{user, password} for digest authentication"`
	Bearer *string     `lua:"bearer" doc:"a token"`
	Netrc  lua.LValue  `lua:"netrc" doc:"true, or the path of a .netrc file: basic authentication by its entry for the host"`
}

func (*auth) LuaType() *bind.Type { return orFalse(bind.OptionsOf[authOptions]("Auth")) }

var errAuth = errors.New("must be {user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true} or false")

func (a *auth) FromLua(c *bind.Call, v lua.LValue) error {
	a.Auth = &session.Auth{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	if t.RawGetInt(1) != lua.LNil {
		return a.pair(session.AuthBasic, t)
	}
	var o authOptions
	if err := c.Decode(t, &o); err != nil {
		return err
	}
	path, isPath := o.Netrc.(lua.LString)
	switch {
	case o.Digest != nil && o.Bearer == nil && o.Netrc == nil:
		return a.pair(session.AuthDigest, o.Digest)
	case o.Bearer != nil && o.Digest == nil && o.Netrc == nil:
		a.Scheme, a.Token = session.AuthBearer, *o.Bearer
	case (isPath || o.Netrc == lua.LTrue) && o.Digest == nil && o.Bearer == nil:
		a.Scheme, a.Auth.Netrc = session.AuthNetrc, string(path)
	default:
		return errAuth
	}
	return nil
}

func (a *auth) pair(scheme session.AuthScheme, t *lua.LTable) error {
	user, password, ok := strings2(t)
	if !ok {
		return errAuth
	}
	a.Scheme, a.User, a.Password = scheme, user, password
	return nil
}

// timeouts is the option timeout.
type timeouts struct{ *session.Timeouts }

type timeoutOptions struct {
	Connect *time.Duration `lua:"connect" doc:"seconds until a connection is ready; default 30"`
	Read    *time.Duration `lua:"read" doc:"seconds of each wait for a byte after that; default 30"`
	Total   *time.Duration `lua:"total" doc:"seconds for the whole call, redirects and retries included; default no limit"`
}

func (*timeouts) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.Seconds, bind.OptionsOf[timeoutOptions]("Timeout")))
}

func (o *timeouts) FromLua(c *bind.Call, v lua.LValue) error {
	o.Timeouts = &session.Timeouts{}
	switch v := v.(type) {
	case lua.LNumber:
		d := bind.ToDuration(v)
		return limit(&o.Deadline, &d, "")
	case *lua.LTable:
		var t timeoutOptions
		if err := c.Decode(v, &t); err != nil {
			return err
		}
		return errors.Join(limit(&o.Connect, t.Connect, "connect"), limit(&o.Read, t.Read, "read"), limit(&o.Total, t.Total, "total"))
	}
	return nil
}

// limit lays a time-out that was given into its field.
func limit(into, given *time.Duration, name string) error {
	switch {
	case given == nil:
	case *given == bind.Forever:
		*into = session.NoTimeout
	case *given > 0:
		*into = *given
	case name != "":
		return fmt.Errorf("has the entry '%s', which must be more than 0 seconds", name)
	default:
		return errors.New("must be more than 0 seconds (math.huge is no limit)")
	}
	return nil
}

// proxy is the option of that name.
type proxy struct{ *session.Proxy }

func (*proxy) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.String, bind.Named("string[]", bind.Table)))
}

func (p *proxy) FromLua(_ *bind.Call, v lua.LValue) error {
	p.Proxy = &session.Proxy{}
	switch v := v.(type) {
	case lua.LString:
		p.URLs = []string{string(v)}
	case *lua.LTable:
		err := each(v, func(k, item lua.LValue) error {
			u, ok := item.(lua.LString)
			if k != lua.LNumber(len(p.URLs)+1) || !ok {
				return fmt.Errorf("must be a URL or a list of URLs; at %s it has %s", k, bind.Show(item))
			}
			p.URLs = append(p.URLs, string(u))
			return nil
		})
		if err == nil && len(p.URLs) == 0 {
			err = errors.New("must be a list of at least one URL (false is none)")
		}
		return err
	default:
		p.Direct = true
	}
	return nil
}

// verify is the option of that name.
type verify struct{ *session.Verify }

func (*verify) LuaType() *bind.Type { return bind.Or(bind.Boolean, bind.String) }

func (o *verify) FromLua(_ *bind.Call, v lua.LValue) error {
	o.Verify = &session.Verify{Insecure: v == lua.LFalse}
	if file, ok := v.(lua.LString); ok {
		o.CAFile = string(file)
	}
	return nil
}

// cert is the option of that name.
type cert struct{ *session.Cert }

func (*cert) LuaType() *bind.Type { return orFalse(bind.Named("string[]", bind.Table)) }

func (o *cert) FromLua(_ *bind.Call, v lua.LValue) error {
	o.Cert = &session.Cert{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	if o.CertFile, o.KeyFile, ok = strings2(t); !ok {
		return errors.New("must be {certfile, keyfile}")
	}
	return nil
}

// retries is the option of that name.
type retries struct{ *session.Retries }

type retryOptions struct {
	Total    int           `lua:"total" min:"0" doc:"attempts after the first; default 0"`
	Backoff  time.Duration `lua:"backoff" doc:"seconds before the first of them, which double with each, with jitter; default 0.5"`
	Statuses *lua.LTable   `lua:"statuses" doc:"a list of statuses that are tried again; default none"`
	Methods  []string      `lua:"methods" doc:"a list of methods that may be sent twice; default the idempotent ones"`
}

func (*retries) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.Integer, bind.OptionsOf[retryOptions]("Retries")))
}

func (o *retries) FromLua(c *bind.Call, v lua.LValue) error {
	o.Retries = &session.Retries{}
	switch v := v.(type) {
	case lua.LNumber:
		n, err := count(v)
		o.Total = n
		return err
	case *lua.LTable:
		var r retryOptions
		if err := c.Decode(v, &r); err != nil {
			return err
		}
		if r.Backoff == bind.Forever {
			return errors.New("has the entry 'backoff', which must be a number of seconds that ends")
		}
		o.Total, o.Backoff, o.Methods = r.Total, r.Backoff, r.Methods
		if r.Statuses == nil {
			return nil
		}
		return each(r.Statuses, func(k, item lua.LValue) error {
			n, ok := item.(lua.LNumber)
			if k != lua.LNumber(len(o.Statuses)+1) || !ok || n != lua.LNumber(int(n)) || n < 100 || n > 999 {
				return fmt.Errorf("has the entry 'statuses', which must be a list of statuses such as 503; at %s it has %s", k, bind.Show(item))
			}
			o.Statuses = append(o.Statuses, int(n))
			return nil
		})
	}
	return nil
}

// count is a whole number from 0 that an int holds everywhere.
func count(n lua.LNumber) (int, error) {
	if n < 0 || n > math.MaxInt32 {
		return 0, fmt.Errorf("must be at least 0 and at most %d, not %s", math.MaxInt32, n)
	}
	return int(n), nil
}

// cache is the option of that name.
type cache struct{ *session.Cache }

type cacheOptions struct {
	Dir string `lua:"dir" doc:"the directory, made where it is not there"`
	All bool   `lua:"all" doc:"keep every response but failures, and never ask again, whatever the server says: for developing; default false"`
}

func (*cache) LuaType() *bind.Type {
	return orFalse(bind.Or(bind.String, bind.OptionsOf[cacheOptions]("Cache")))
}

func (o *cache) FromLua(c *bind.Call, v lua.LValue) error {
	o.Cache = &session.Cache{}
	switch v := v.(type) {
	case lua.LString:
		o.Dir = string(v)
	case *lua.LTable:
		var opts cacheOptions
		if err := c.Decode(v, &opts); err != nil {
			return err
		}
		o.Dir, o.All = opts.Dir, opts.All
	default:
		return nil
	}
	if o.Dir == "" {
		return errors.New("must name a directory (false is none)")
	}
	return nil
}
