// Package luapractice is the Lua module practice: the practice site, started by
// a script.
package luapractice

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
	"luafut/scripts/practice"
)

type options struct {
	Latency      time.Duration `lua:"latency" doc:"seconds that every answer is held back; default 0"`
	Port         int           `lua:"port" min:"0" max:"65535" doc:"TCP port on 127.0.0.1; default a free one"`
	Pages        int           `lua:"pages" min:"1" doc:"listing pages; default 120"`
	WidePages    int           `lua:"wide_pages" min:"1" doc:"pages at /wide/N; default 2000"`
	ItemsPerPage float64       `lua:"items_per_page" min:"1" doc:"links on a listing page on average; default 27.5"`
	Seed         int           `lua:"seed" min:"1" doc:"chooses ids and text: equal seeds, equal pages; default 1"`
}

// Module is the Lua module practice.
var Module = &bind.Module{
	Name: "practice",
	Doc:  "The practice site: a web site on loopback to learn and to test crawling on. Its front page links every address.",
	Funcs: []bind.Func{{
		Name: "start", Doc: "Starts a site; it runs until close, or the end of the script.",
		Params: []bind.Param{bind.Opt("opts", bind.OptionsOf[options]("PracticeOptions"), "options")}, Returns: "Site",
		Example: `local site = practice.start{latency = 0.005}
print(site:counters().requests)
site:close()`,
		Fn: func(c *bind.Call) error {
			var o options
			if err := c.Options(1, &o); err != nil {
				return err
			}
			if o.Latency < 0 {
				return c.Badf("option 'latency' must be a number of seconds that ends")
			}
			site, err := practice.Start(context.WithoutCancel(c.Thread.Base()), practice.Options{
				Port: o.Port, Latency: o.Latency, Pages: o.Pages, WidePages: o.WidePages, ItemsPerPage: o.ItemsPerPage, Seed: uint64(o.Seed),
			})
			if err != nil {
				return err
			}
			return c.Return(c.New(SiteClass, site))
		},
	}},
	Classes: []*bind.Class{SiteClass},
	Values: []bind.Constant{
		text("PHONE", "The phone number that /login lets in.", practice.Phone),
		text("MEMBER", "The e-mail address that the members' part and the API let in.", practice.Member),
		text("PASSWORD", "The password that goes with either.", practice.Password),
	},
	Translate: func(_ *vm.State, err error) *bind.Err {
		var o *practice.OptionError
		if errors.As(err, &o) {
			return &bind.Err{Kind: bind.ArgumentError, Message: err.Error()}
		}
		return nil
	},
}

func text(name, doc, value string) bind.Constant {
	return bind.Constant{Name: name, Doc: doc, Type: bind.String, Make: func(*vm.State) lua.LValue { return lua.LString(value) }}
}

// SiteClass is the class of running sites.
var SiteClass = &bind.Class{
	Name: "Site", Module: "practice", Doc: "A running practice site.",
	Fields: []bind.Field{{
		Name: "url", Type: bind.String, Doc: "Its address, without a slash at the end.",
		Get: func(c *bind.Call) (lua.LValue, error) { return lua.LString(c.Self().(*practice.Site).URL()), nil },
	}},
	Methods: []bind.Func{
		{
			Name: "counters", Doc: "What was asked of the site so far, as its address /counters answers: logins, pages, votes, refused and more.",
			Returns: "table", Example: `local site = practice.start()
print(site:counters().logins)
site:close()`,
			Fn: func(c *bind.Call) error {
				b, err := json.Marshal(c.Self().(*practice.Site).Counters())
				if err != nil {
					return err
				}
				v, err := luajson.Decode(string(b), luajson.MarksOf(c.State()), luajson.DecodeOptions{})
				if err != nil {
					return err
				}
				return c.Return(v)
			},
		},
		{
			Name: "close", Doc: "Ends the site and all its connections; any number of times.",
			Example: `practice.start():close()`,
			Fn: func(c *bind.Call) error {
				site := c.Self().(*practice.Site)
				return c.Wait(func(context.Context) error {
					site.Close()
					return nil
				})
			},
		},
	},
}
