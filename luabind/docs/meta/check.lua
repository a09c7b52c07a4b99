---@meta check

---@class EventuallyOptions
---@field timeout? number seconds until it is given up; default 30
---@field interval? number seconds between two calls; default 0.005

---Tests: what a spec checks with, how it declares tests, stubs and fixtures. luafut test runs specs; a spec is a plain script too. The command luafut check is another thing: it reads scripts without running them.
---@class checklib
---@field AssertionError Kind A check did not hold. Besides message it has file and line, those of the spec, and where two values were compared expected and got, as texts.
local check = {}

---Runs a test, at once: fn passes when it returns, and fails when it raises an error. luafut test reports it and goes on with the next; in a plain script the error is raised. A test may hold tests. It returns whether it did not fail.
---@param name string what it shows, in words
---@param fn function called without arguments
---@return boolean
function check.test(name, fn) end

---Runs fn, in which tests that belong together are declared: its name comes before theirs, and its before_each and after_each are theirs only.
---@param name string what they are about
---@param fn function called without arguments
function check.group(name, fn) end

---Has fn run before each test that follows in the file or group.
---@param fn function called without arguments
function check.before_each(fn) end

---Has fn run after each test that follows in the file or group, however that ended.
---@param fn function called without arguments
function check.after_each(fn) end

---Has fn run at the end of the test, group or file, however that ends; what was deferred last runs first.
---@param fn function called without arguments
function check.defer(fn) end

---Leaves out the rest of the test, or of the group or file; it is reported as skipped, with the reason.
---@param reason string why, in words
function check.skip(reason) end

---Checks that two values are equal, and returns the first. Tables are compared by what they hold, at any depth, cycles too; metatables do not count, but an __eq that both share decides. NaN equals NaN; of two errors the tracebacks may differ; a userdata equals itself, or what its __eq says. The message tells where they differ.
---@param got any what came
---@param want any what was to come
---@param what? string what it is about; the message begins with it
---@return any
function check.equal(got, want, what) end

---Checks that two values are not equal, as equal compares them, and returns the first.
---@param got any what came
---@param other any what it must not be
---@param what? string what it is about; the message begins with it
---@return any
function check.not_equal(got, other, what) end

---Checks that two values are one and the same: the same table, not an equal one; it is rawequal. It returns the first.
---@param got any what came
---@param want any what was to come
---@param what? string what it is about; the message begins with it
---@return any
function check.same(got, want, what) end

---Checks that two numbers, or the numbers in two equal tables, are nearly equal, and returns the first.
---@param got number|table what came
---@param want number|table what was to come
---@param tolerance? number how far apart they may be; default a millionth of want, and at least 1e-12
---@param what? string what it is about; the message begins with it
---@return any
function check.near(got, want, tolerance, what) end

---Checks that a value is neither nil nor false, and returns it.
---@param got any what came
---@param what? any what it is about, where it is a text: string.find gives numbers
---@return any
function check.ok(got, what) end

---Checks that a value is nil or false, and returns it.
---@param got any what came
---@param what? string what it is about; the message begins with it
---@return any
function check.falsy(got, what) end

---Checks that needle is in haystack, and returns that: a text in a text, as it stands; an item in a list; a table's entries among another's, however deep, where that is no list. An item that is a table need only hold the entries of needle.
---@param haystack string|table a text, a list or another table
---@param needle any what is to be in it
---@param what? string what it is about; the message begins with it
---@return any
function check.contains(haystack, needle, what) end

---Checks that a text matches a pattern somewhere: one of Lua's, or one that re.compile made. It returns the text.
---@param text string the text
---@param pattern string|Pattern such as "^%d+$", or re.compile("^[0-9]+$")
---@param what? string what it is about; the message begins with it
---@return string
function check.matches(text, pattern, what) end

---Checks that fn, called with what follows it, raises an error, and returns that: of a kind or one below it, given as such or by its name (one capitalised word), or one whose message has a bit of text. It is raises(kind, fn, ...), or raises(kind, text, fn, ...) where the message must have a text too.
---@param kind Kind|string a kind, its name, or a bit of the message
---@param text? string|function a bit of the message, as it stands; fn may stand here
---@param ... any fn, and what it is called with
---@return any
function check.raises(kind, text, ...) end

---Calls fn again and again until it returns a value that is true, and returns that: for what other tasks bring about. A check that fails within fn counts as not yet; when the time is over, it is the failure.
---@param fn function called without arguments
---@param opts? EventuallyOptions how long and how often
---@param what? string what it is about; the message begins with it
---@return any
function check.eventually(fn, opts, what) end

---Checks that a value is as it was: as the file snapshots/SPEC/NAME beside the spec says, a text as it stands, anything else as JSON. A file that is not there is written, except in CI (the variable CI is set), where that fails; luafut test --update writes those that differ anew, and takes away those that nothing asks for. It returns the value.
---@param name string letters, digits, spaces and any of ._-
---@param value any a text, or what JSON can hold
---@return any
function check.snapshot(name, value) end

---Makes a session that replays a cassette, a file of recorded exchanges beside the spec; where there is none, or with luafut test --record, the session goes to the network and records it. In CI (the variable CI is set) a cassette that is not there is a failure. Of secrets see the option record of http.Session.
---@param cassette string its path, from the spec's folder, such as "cassettes/login.jsonl"
---@param opts? SessionOptions settings of the session
---@return Session
function check.session(cassette, opts) end

return check
