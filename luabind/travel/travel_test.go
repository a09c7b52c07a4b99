package travel_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luabase"
	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luaerrors"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// box travels, stone does not.
var (
	boxClass = &bind.Class{
		Name: "Box", Doc: "Holds a value.",
		Methods: []bind.Func{{
			Name: "get", Doc: "What it holds.",
			Fn: func(c *bind.Call) error { return c.Return(c.Self().(*box).value) },
		}, {
			Name: "set", Doc: "Sets what it holds.", Params: []bind.Param{bind.P("value", bind.Any, "")},
			Fn: func(c *bind.Call) error { c.Self().(*box).value = c.Arg(1); return nil },
		}},
	}
	stoneClass = &bind.Class{Name: "Stone", Doc: "Stays where it is."}
	hardError  = &bind.Kind{Name: "HardError", Doc: "Too hard.", Parents: []*bind.Kind{bind.RuntimeError}}

	demo = &bind.Module{
		Name: "demo", Doc: "Things of Go.", Classes: []*bind.Class{boxClass, stoneClass}, Kinds: []*bind.Kind{hardError},
		Values: []bind.Constant{{Name: "rock", Doc: "The one rock.", Type: bind.Any, Make: func(s *vm.State) lua.LValue {
			return bind.New(s, stoneClass, nil)
		}}},
		Funcs: []bind.Func{
			{Name: "box", Doc: "Makes a box.", Params: []bind.Param{bind.Opt("value", bind.Any, "")}, Fn: func(c *bind.Call) error {
				return c.Return(c.New(boxClass, &box{c.Arg(1)}))
			}},
			{Name: "stone", Doc: "Makes a stone.", Fn: func(c *bind.Call) error { return c.Return(c.New(stoneClass, nil)) }},
			{Name: "hard", Doc: "Fails.", Fn: func(c *bind.Call) error { return bind.Errorf(hardError, "as granite") }},
		},
	}
	codecs = []travel.Codec{{
		Class: boxClass,
		Encode: func(s *vm.State, value any) (lua.LValue, error) {
			if v := value.(*box).value; v != lua.LString("sealed") {
				t := s.Main().LState().NewTable()
				t.RawSetString("value", v)
				return t, nil
			}
			return nil, errors.New("it is sealed")
		},
		Decode: func(_ *vm.State, data lua.LValue) (any, error) {
			t, ok := data.(*lua.LTable)
			if !ok {
				return nil, errors.New("not a table")
			}
			return &box{t.RawGetString("value")}, nil
		},
	}}
	modules = []*bind.Module{luaerrors.Module, demo}
)

type box struct{ value lua.LValue }

// newState makes a state with all libraries, errors and demo.
func newState(t testing.TB) *vm.State {
	cfg := luatest.Config{Base: luabase.Config{Builtins: map[string]func(*vm.State) (*lua.LTable, error){}}}
	for _, m := range modules {
		cfg.Base.Builtins[m.Name] = m.Open
	}
	s := luatest.New(t, cfg).State
	s.Main().Lock()
	defer s.Main().Unlock()
	travel.Install(s, travel.Config{Modules: modules, Codecs: codecs})
	return s
}

// pair is a home and a worker, whose functions run one after another on the
// test's goroutine.
type pair struct {
	home, worker     *vm.State
	toWorker, toHome *travel.Peer
	sources          int // bytes that went to the worker beside bodies
}

func newPair(t testing.TB) *pair {
	p := &pair{home: newState(t), worker: newState(t), toWorker: travel.NewPeer(nil), toHome: travel.NewPeer(nil)}
	g := p.home.Globals()
	p.home.Main().Lock()
	defer p.home.Main().Unlock()
	L := p.home.Main().LState()
	g.RawSetString("remote", L.NewFunction(p.remote))
	g.RawSetString("initialize", L.NewFunction(p.initialize))
	g.RawSetString("file", L.NewFunction(p.file))
	return p
}

// file is file(name, source) in a script: a module that a Lua file made, which
// the worker does not have.
func (p *pair) file(L *lua.LState) int {
	name := L.CheckString(1)
	fn, err := p.home.Load(name+".lua", L.CheckString(2))
	if err != nil {
		L.RaiseError("%s", err)
	}
	chunk, _, _ := vm.OriginOf(fn.Proto)
	p.home.Files[name] = chunk
	p.home.Globals().RawGetString("package").(*lua.LTable).RawGetString("preload").(*lua.LTable).RawSetString(name, fn)
	return 0
}

// initialize runs a function in the worker as its initializer.
func (p *pair) initialize(L *lua.LState) int {
	p.call(L, true)
	return 0
}

// remote is remote(fn, ...) in a script: it runs fn in the worker.
func (p *pair) remote(L *lua.LState) int {
	values := p.call(L, false)
	for _, v := range values {
		L.Push(v)
	}
	return len(values)
}

func (p *pair) call(L *lua.LState, initializer bool) []lua.LValue {
	var args []lua.LValue
	for i := 2; i <= L.GetTop(); i++ {
		args = append(args, L.Get(i))
	}
	m, err := travel.EncodeTask(L, L.Get(1), args)
	if err != nil {
		bind.Raise(L, err)
	}
	sources, err := p.toWorker.Sources(m)
	if err != nil {
		bind.Raise(L, err)
	}
	p.sources += len(sources)
	answer := p.work(sources, m.Body, initializer)
	sources, err = p.toHome.Sources(answer)
	if err == nil {
		err = p.toWorker.Learn(sources)
	}
	if err != nil {
		bind.Raise(L, err)
	}
	o, err := p.toWorker.DecodeOutcome(L, answer.Body)
	if err != nil {
		bind.Raise(L, err)
	}
	if o.Err != nil {
		bind.Raise(L, o.Err)
	}
	return o.Values
}

// work is the worker's side.
func (p *pair) work(sources, body []byte, initializer bool) *travel.Message {
	th := p.worker.Main()
	th.Lock()
	defer th.Unlock()
	L := th.LState()
	if err := p.toHome.Learn(sources); err != nil {
		return travel.EncodeError(L, err)
	}
	fn, args, err := p.toHome.DecodeTask(L, body)
	if err != nil {
		return travel.EncodeError(L, err)
	}
	keep := func() {}
	if initializer {
		keep = travel.Mark(p.worker)
	}
	values, err := th.Call(L, fn, args...)
	if err != nil {
		return travel.EncodeError(L, err)
	}
	keep()
	m, err := travel.EncodeResults(L, values)
	if err != nil {
		return travel.EncodeError(L, err)
	}
	return m
}

// run runs a script at home and gives its results as text, or its error's.
func (p *pair) run(name, src string) string {
	th := p.home.Main()
	th.Lock()
	defer th.Unlock()
	fn, err := p.home.Load(name, src)
	if err != nil {
		return err.Error()
	}
	results, err := th.Call(th.LState(), fn)
	var e *vm.Error
	if errors.As(err, &e) {
		return bind.Text(e.Value)
	}
	if err != nil {
		return fmt.Sprint(err)
	}
	var parts []string
	for _, r := range results {
		parts = append(parts, r.String())
	}
	return strings.Join(parts, " ")
}

type script struct{ name, src, want string }

func runAll(t *testing.T, tests []script) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := newPair(t).run("test", test.src); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
