package vm_test

import (
	"errors"
	"testing"

	"luafut/luabind/vm"
)

// TestWording holds the errors of the virtual machine to what Lua 5.1 says of
// the same lines.
func TestWording(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"local doc; return doc.title", "test:1: attempt to index local 'doc' (a nil value)"},
		{"local doc; doc.title = tostring(1)", "test:1: attempt to index local 'doc' (a nil value)"},
		{"fucntion()", "test:1: attempt to call global 'fucntion' (a nil value)"},
		{"local a = {} a.b.c = 1", "test:1: attempt to index field 'b' (a nil value)"},
		{"local a = {} a:foo()", "test:1: attempt to call method 'foo' (a nil value)"},
		{"local a = {b = {}} a.b.foo()", "test:1: attempt to call field 'foo' (a nil value)"},
		{"do local x = 1 end\nlocal y\ny()", "test:3: attempt to call local 'y' (a nil value)"},
		{"do local x = 1 end\ndo local y\ny.z() end", "test:3: attempt to index local 'y' (a nil value)"},
		{"do local x end\nreturn y.z", "test:2: attempt to index global 'y' (a nil value)"},
		{"local x; local function f() return x.y end f()", "test:1: attempt to index upvalue 'x' (a nil value)"},
		{"local o = {} function o:go(n) return n.x, self end o:go()", "test:1: attempt to index local 'n' (a nil value)"},
		{"local function f(...) local z; return z.x end f()", "test:1: attempt to index local 'z' (a nil value)"},
		{"for i, v in pairs({1}) do\nlocal w; w.x = 1 end", "test:2: attempt to index local 'w' (a nil value)"},
		{"if x then\nlocal q\nelseif true then\nlocal r; r.x = 1 end", "test:4: attempt to index local 'r' (a nil value)"},
		{"local x; return x + 1", "test:1: attempt to perform arithmetic on local 'x' (a nil value)"},
		{"local x = {}; return '1' + x", "test:1: attempt to perform arithmetic on local 'x' (a table value)"},
		{"return 'a' + 1", "test:1: attempt to perform arithmetic on a string value"},
		{"return -y", "test:1: attempt to perform arithmetic on global 'y' (a nil value)"},
		{"return #y", "test:1: attempt to get length of global 'y' (a nil value)"},
		{"local t = {} return 'a' .. t.x .. 'b'", "test:1: attempt to concatenate field 'x' (a nil value)"},
		{"return {} < {}", "test:1: attempt to compare two table values"},
		{"return 1 < 'x'", "test:1: attempt to compare number with string"},
		{"for i = 'a', 2 do end", "test:1: 'for' initial value must be a number"},
		{"for i = 1, {} do end", "test:1: 'for' limit must be a number"},
		{"for i in 5 do end", "test:1: attempt to call a number value"},
		{"local a return (a or a).x", "test:1: attempt to index a nil value"},
		{"return f().x", "test:1: attempt to call global 'f' (a nil value)"},
		{"local k = 'a' return ({})[k].z", "test:1: attempt to index field '?' (a nil value)"},
		{"local co = coroutine.create(function() local q; q.x = 1 end) error(select(2, coroutine.resume(co)), 0)", "test:1: attempt to index local 'q' (a nil value)"},
		{"local ok, e = pcall(nil) error(e, 0)", "attempt to call a nil value"},
	} {
		_, err := run(t, newState(t), c.source)
		var raised *vm.Error
		if !errors.As(err, &raised) || raised.Value.String() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.source, err, c.want)
		}
	}
}
