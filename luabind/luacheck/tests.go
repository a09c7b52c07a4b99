package luacheck

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// declares is the Fn of a row that belongs into the main script.
func declares(fn func(c *bind.Call, st *suite) error) func(c *bind.Call) error {
	return func(c *bind.Call) error {
		if c.Thread != c.State().Main() {
			return bind.Errorf(bind.RuntimeError, "check: tests are declared by the main script, one after the other, and not within a task; a task may check, and its result() raises what did not hold")
		}
		return fn(c, suiteOf(c.State()))
	}
}

func testRows() []bind.Func {
	fn := bind.P("fn", bind.Callable, "called without arguments")
	return []bind.Func{
		{
			Name: "test",
			Doc: "Runs a test, at once: fn passes when it returns, and fails when it raises an error. luafut test reports it and goes on with the next; in a plain script the error is raised. " +
				"A test may hold tests. It returns whether it did not fail.",
			Params:  []bind.Param{bind.P("name", bind.String, "what it shows, in words"), fn},
			Returns: "boolean", Raises: []*bind.Kind{AssertionError},
			Example: `check.test("addition", function() check.equal(1 + 1, 2) end)`,
			Fn: declares(func(c *bind.Call, st *suite) error {
				if c.String(1) == "" {
					return c.Wrong(1, "a name that is not empty")
				}
				passed, err := st.test(c, c.String(1), c.Arg(2))
				if err != nil {
					return err
				}
				return c.Return(lua.LBool(passed))
			}),
		},
		{
			Name: "group", Doc: "Runs fn, in which tests that belong together are declared: its name comes before theirs, and its before_each and after_each are theirs only.",
			Params: []bind.Param{bind.P("name", bind.String, "what they are about"), fn},
			Example: `check.group("numbers", function()
  check.test("add", function() check.equal(1 + 1, 2) end)
end)`,
			Fn: declares(func(c *bind.Call, st *suite) error {
				if c.String(1) == "" {
					return c.Wrong(1, "a name that is not empty")
				}
				return st.group(c, c.String(1), c.Arg(2))
			}),
		},
		{
			Name: "before_each", Doc: "Has fn run before each test that follows in the file or group.",
			Params: []bind.Param{fn},
			Example: `local n
check.before_each(function() n = 0 end)
check.test("begins anew", function() check.equal(n, 0) end)`,
			Fn: declares(func(c *bind.Call, st *suite) error {
				st.now.before = append(st.now.before, c.Arg(1))
				return nil
			}),
		},
		{
			Name: "after_each", Doc: "Has fn run after each test that follows in the file or group, however that ended.",
			Params:  []bind.Param{fn},
			Example: `check.after_each(function() collectgarbage() end)`,
			Fn: declares(func(c *bind.Call, st *suite) error {
				st.now.after = append(st.now.after, c.Arg(1))
				return nil
			}),
		},
		{
			Name: "defer", Doc: "Has fn run at the end of the test, group or file, however that ends; what was deferred last runs first.",
			Params: []bind.Param{fn},
			Example: `local path = os.tmpname()
check.defer(function() os.remove(path) end)`,
			Fn: declares(func(c *bind.Call, st *suite) error {
				st.now.deferred = append(st.now.deferred, c.Arg(1))
				return nil
			}),
		},
		{
			Name: "skip", Doc: "Leaves out the rest of the test, or of the group or file; it is reported as skipped, with the reason.",
			Params:  []bind.Param{bind.P("reason", bind.String, "why, in words")},
			Example: `check.test("later", function() check.skip("the site is not built yet") end)`,
			Fn: func(c *bind.Call) error {
				return &bind.Err{Kind: skipped, Message: c.String(1)}
			},
		},
	}
}
