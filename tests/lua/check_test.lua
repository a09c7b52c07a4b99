-- The module check, by itself: what holds, and what is said of what does not.
local check = require "check"
local errors = require "errors"
local futures = require "futures"
local json = require "json"
local re = require "re"
local time = require "time"

-- said gives the message of the check that must fail, without its place, and
-- compares that with the line that called said.
local function said(fn, ...)
  local ok, err = pcall(fn, ...)
  if ok then error("it held", 2) end
  if not errors.is(err, check.AssertionError) then error("raised " .. tostring(err), 2) end
  local place, text = err.message:match("^(.-:%d+): (.*)$")
  if place ~= err.file .. ":" .. err.line then error("placed at " .. tostring(place), 2) end
  return text, err
end

check.group("equal", function()
  check.test("holds", function()
    check.equal(1, 1)
    check.equal(nil, nil)
    check.equal(0 / 0, 0 / 0)
    check.equal({1, 2, {a = {b = {}}}}, {1, 2, {a = {b = {}}}})
    check.equal({[{}] = nil}, {})
    check.equal(errors.Error("x"), errors.Error("x"))
    check.equal(setmetatable({1}, {__index = {a = 1}}), {1}, "metatables do not count")
    local a, b = {1}, {1}
    a.self, b.self = a, b
    check.equal(a, b, "cycles")
    a.self, b.self = b, a
    check.equal(a, b, "crossed cycles")
    local mt = {__eq = function(x, y) return x.id == y.id end}
    check.equal(setmetatable({id = 1, x = 2}, mt), setmetatable({id = 1, x = 3}, mt), "__eq decides")
    local t = {}
    check.same(check.equal(t, {}), t)
  end)
  for _, case in ipairs {
    {1, 2, "got 1, want 2"},
    {nil, false, "got nil, want false"},
    {1, "1", 'got 1, want "1"'},
    {0 / 0, 1, "got nan, want 1"},
    {"a\n\0é\255", "b", "from line 1 on (- wanted, + got):\n- b (no line end)\n+ a\n+ \\0é\\255 (no line end)"},
    {{}, {1}, "[1]: got nothing, want 1"},
    {{1, 2}, {1}, "[2]: got 2, want nothing"},
    {{a = {b = {c = {1, {2}}}}}, {a = {b = {c = {1, {3}}}}}, ".a.b.c[2][1]: got 2, want 3"},
    {{["a b"] = 1, [1.5] = true}, {["a b"] = 2, [1.5] = true}, '["a b"]: got 1, want 2'},
    {{1, 2, 3, 4, 5, 6, 7}, {}, "the values differ\n  [1]: got 1, want nothing\n  [2]: got 2, want nothing\n  [3]: got 3, want nothing\n  [4]: got 4, want nothing\n  [5]: got 5, want nothing\n  …"},
    {{b = 1, a = 1}, {b = 2, a = 2}, "the values differ\n  .a: got 1, want 2\n  .b: got 1, want 2"},
    {errors.Error("x"), errors.Error("y"), '.message: got "x", want "y"'},
    {errors.Error, errors.RuntimeError, "got kind Error, want kind RuntimeError"},
    {{x = {1, {}, {y = "z"}}}, 5, 'got {x = {1, {}, {y = "z"}}}, want 5'},
    {("x"):rep(300) .. "a", ("x"):rep(300) .. "b", "from byte 301 on: got …\"" .. ("x"):rep(30) .. 'a", want …"' .. ("x"):rep(30) .. 'b"'},
    {"1\n2\n3\n4\n", "1\n2\nx\n4\n", "from line 3 on (- wanted, + got):\n- x\n+ 3"},
    {"1\n2", "1\n2\n", "from line 2 on (- wanted, + got):\n- 2\n- (the end of the text)\n+ 2 (no line end)"},
  } do
    check.test("tells " .. case[3]:match("^[^\n]*"), function()
      local text, err = said(check.equal, case[1], case[2])
      check.equal(text, case[3])
      check.equal(said(check.equal, case[1], case[2], "what"), "what: " .. text)
      check.equal(type(err.expected), "string")
    end)
  end
  check.test("shows big values in part", function()
    local big = {}
    for i = 1, 1e5 do big[i] = i end
    check.ok(#said(check.equal, big, 5) < 400)
    local deep = {}
    for _ = 1, 1e5 do deep = {deep} end
    check.ok(#said(check.equal, deep, 5) < 400)
    check.equal(deep, deep)
    local other = {}
    for _ = 1, 1e5 do other = {other} end
    check.equal(deep, other)
    local one, two = {1}, {2}
    for _ = 1, 1e5 do one, two = {one}, {two} end
    check.equal(said(check.equal, one, two), ("[1]"):rep(20) .. "…" .. ("[1]"):rep(20) .. ": got 1, want 2")
    local cycle = {}
    cycle.me = cycle
    check.equal(said(check.equal, cycle, 1), "got {me = {a table around it}}, want 1")
  end)
  check.test("tells apart what looks alike", function()
    check.matches(said(check.same, {}, {}), "^got {} %(0x%x+%), want {} %(0x%x+%)$")
  end)
  check.test("__eq that fails is an error of its own", function()
    local mt = {__eq = function() error("no comparing") end}
    check.raises("no comparing", check.equal, setmetatable({}, mt), setmetatable({}, mt))
  end)
end)

check.test("not_equal", function()
  check.equal(check.not_equal({1}, {2}), {1})
  check.equal(said(check.not_equal, {1}, {1}), "got {1}, want anything else")
end)

check.test("near", function()
  check.near(0.1 + 0.2, 0.3)
  check.near(1e9, 1e9 + 1)
  check.near({1, {x = 2.0000001}}, {1, {x = 2}})
  check.near(10, 11, 1)
  check.near(1 / 0, 1 / 0)
  check.equal(said(check.near, 1, 1.1), "got 1, want 1.1 ± 1.1e-06")
  check.equal(said(check.near, 10, 11.5, 1, "length"), "length: got 10, want 11.5 ± 1")
  check.equal(said(check.near, {1, 2}, {1, 3}), "[2]: got 2, want 3 ± 3e-06")
  check.equal(said(check.near, 1 / 0, 1), "got inf, want 1 ± 1e-06")
  check.equal(said(check.near, {1, "a"}, {1, 2}), "[2]: got \"a\", want 2")
end)

check.test("ok and falsy", function()
  check.equal(check.ok(0), 0)
  check.ok(("abc"):find("b", 1, true))
  check.equal(check.falsy(nil), nil)
  check.equal(check.falsy(false), false)
  check.equal(said(check.ok, nil), "got nil, want a value that is true")
  check.equal(said(check.ok, false, "logged in"), "logged in: got false, want a value that is true")
  check.equal(said(check.falsy, {1}), "got {1}, want nil or false")
end)

check.test("contains", function()
  check.contains("a b", " ")
  check.contains({1, 2, 3}, 3)
  check.contains({"a", {x = {1}}}, {x = {1}})
  check.contains({{id = 1, name = "a"}}, {name = "a"})
  check.contains({a = 1, b = {c = 2, d = 3}}, {b = {c = 2}})
  check.contains({a = 1}, {})
  check.contains({a = "x"}, "x", "a value of a map")
  check.equal(said(check.contains, "text", "z"), '"z" is not in "text"')
  check.equal(said(check.contains, {1, 2}, 5), "5 is not among the items of {1, 2}")
  check.equal(said(check.contains, {{a = 1}}, {a = 2}), "{a = 2} is not among the items of {{a = 1}}")
  check.equal(said(check.contains, {a = 1, b = {c = 2}}, {b = {c = 3, d = 4}}), "the values differ\n  .b.c: got 2, want 3\n  .b.d: got nothing, want 4")
  check.raises("ArgumentError", "a string, as the first is one", check.contains, "text", 5)
end)

check.test("matches", function()
  check.equal(check.matches("page 12", "%d+"), "page 12")
  check.matches("page 12", re.compile "^page [0-9]+$")
  check.equal(said(check.matches, "page", "%d"), '"page" does not match "%d"')
  check.equal(said(check.matches, "page", re.compile "[0-9]"), '"page" does not match [0-9]')
  check.raises("ArgumentError", "malformed pattern", check.matches, "page", "[")
end)

check.group("raises", function()
  local Mine = errors.new("Mine", errors.RuntimeError)
  local function mine() error(Mine("it broke", {code = 7})) end
  check.test("gives the error", function()
    check.equal(check.raises(Mine, mine).code, 7)
    check.equal(check.raises(errors.RuntimeError, mine).code, 7)
    check.equal(check.raises("Mine", mine).code, 7)
    check.equal(check.raises("RuntimeError", "broke", mine).code, 7)
    check.equal(check.raises("it br", mine).code, 7)
    check.equal(check.raises(Mine, nil, mine).code, 7)
    check.matches(check.raises("boo", error, "boo"), "boo")
    local t = {}
    check.same(check.raises("table", error, setmetatable(t, {__tostring = function() return "a table" end})), t)
    check.contains(check.raises("arithmetic", function(a, b) return a + b end, 1, nil), "local 'b'")
  end)
  check.test("tells what came", function()
    check.equal(said(check.raises, Mine, function() end), "nothing was raised, want a Mine")
    check.equal(said(check.raises, "ArgumentError", "x", function() return {1} end), 'nothing was raised ({1} was returned), want an ArgumentError with "x" in its message')
    check.matches(said(check.raises, Mine, error, "plain"), "^raised plain, want a Mine\n")
    check.matches(said(check.raises, "other text", mine), '^raised Mine: it broke, want an error with "other text" in its message\n.*in function <.*check_test.lua:%d+>')
    check.matches(said(check.raises, "TimeoutError", mine), "^raised Mine: it broke, want a TimeoutError\n")
    check.matches(said(check.raises, "Broke", error, "Broke"), "want a Broke %(there is no kind of that name%)")
    check.equal(said(check.raises, "TimoutError", print), "nothing was raised, want a TimoutError (there is no kind of that name; did you mean TimeoutError?)")
  end)
  check.test("wants a function", function()
    check.raises("ArgumentError", "a function, not nothing", check.raises, Mine)
    check.raises("ArgumentError", "a function", check.raises, Mine, "text", 5)
    check.raises("ArgumentError", "an error kind", check.raises, 5, mine)
    check.raises("ArgumentError", "as the second is a bit", check.raises, "some text", "more", mine)
  end)
end)

check.group("eventually", function()
  check.test("waits for other tasks", function()
    local pool, n = futures.ThreadPoolExecutor(1), 0
    pool:submit(function() for _ = 1, 5 do time.sleep(0.001) n = n + 1 end end)
    check.equal(check.eventually(function() return n == 5 and "five" end), "five")
  end)
  check.test("takes failed checks for not yet", function()
    local n = 0
    check.eventually(function() n = n + 1 return check.equal(n, 3) end, {interval = 0})
    check.equal(n, 3)
  end)
  check.test("gives up", function()
    check.equal(said(check.eventually, function() return false end, {timeout = 0}), "still got false after 0 s, want a value that is true")
    check.equal(said(check.eventually, function() end, {timeout = 0.01}, "the end"), "the end: still got nothing after 0.01 s, want a value that is true")
    check.equal(said(check.eventually, function() check.equal(1, 2) end, {timeout = 0.01}), "got 1, want 2")
    check.raises("not yet that", check.eventually, function() error("not yet that") end)
  end)
  check.test("can be stopped", function()
    local f = futures.ThreadPoolExecutor(1):submit(check.eventually, function() end, {timeout = math.huge})
    check.eventually(function() return f:running() end)
    f:terminate()
    check.raises("CancelledError", f.result, f)
  end)
end)

check.group("around tests", function()
  local log = {}
  local function note(text) return function() log[#log + 1] = text end end
  check.before_each(note "before 1")
  check.before_each(note "before 2")
  check.after_each(note "after 1")
  check.test("first", function()
    check.defer(note "defer 1")
    check.defer(note "defer 2")
    note("test")()
  end)
  check.group("inner", function()
    check.before_each(note "before inner")
    check.test("second", note "second")
  end)
  check.test("in order", function()
    check.equal(table.concat(log, ", "), "before 1, before 2, test, defer 2, defer 1, after 1, before 1, before 2, before inner, second, after 1, before 1, before 2")
  end)
end)

check.test("tests within tests", function()
  local n = 0
  check.before_each(function() n = n + 1 end)
  check.ok(check.test("a", function() check.equal(n, 1) end))
  check.ok(check.test("b", function() check.equal(n, 2) end))
end)

check.test("a task may check, and not declare", function()
  local pool = futures.ThreadPoolExecutor(1)
  check.raises(check.AssertionError, "got 1, want 2", function() pool:submit(check.equal, 1, 2):result() end)
  for _, name in ipairs {"test", "group"} do
    check.raises("RuntimeError", "not within a task", function() pool:submit(check[name], "x", print):result() end)
  end
  for _, name in ipairs {"before_each", "after_each", "defer"} do
    check.raises("RuntimeError", "not within a task", function() pool:submit(check[name], print):result() end)
  end
end)

check.test("errors name what is wrong", function()
  check.raises("ArgumentError", "did you mean 'equal'", function() return check.equals end)
  check.raises("ArgumentError", "not empty", check.test, "", print)
  check.raises("ArgumentError", "without '/'", check.snapshot, "../x", "y")
  check.raises("ArgumentError", "1 to 100 letters", check.snapshot, "..", "y")
  check.raises("JSONEncodeError", "function", check.snapshot, "x", print)
  check.raises("ArgumentError", "takes the place", check.session, "x", {record = "y"})
  check.raises("ArgumentError", "unknown option", check.session, "x", {tiemout = 1})
end)
