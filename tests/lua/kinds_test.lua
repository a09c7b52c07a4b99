-- Errors and their kinds.
local check = require "check"
local errors = require "errors"
local futures = require "futures"
local http = require "http"
local queue = require "queue"

-- What a module raises.
local ok, err = pcall(futures.wait, 5)
check.equal(ok, false)
check.equal(err.type, "ArgumentError")
check.equal(tostring(err), "ArgumentError: " .. err.message)
check.equal(type(err.traceback), "string")
check.equal(err.cause, nil)
check.equal(errors.is(err, errors.ArgumentError), true)
check.equal(errors.is(err, "ArgumentError"), true)
check.equal(errors.is(err, errors.Error), true)
check.equal(errors.is(err, errors.TimeoutError), false)
check.equal(errors.is("text", errors.Error), false)
check.equal(errors.is(nil, errors.Error), false)
check.equal(errors.is({type = "ArgumentError"}, errors.ArgumentError), false, "a look-alike is none")
check.raises(errors.ArgumentError, "kind", errors.is, err)
check.raises(errors.ArgumentError, "kind", errors.is, err, 5)

-- The tree.
for kind, parent in pairs {
  [futures.CancelledError] = errors.Error, [futures.TimeoutError] = errors.Error, [futures.InvalidStateError] = errors.Error,
  [futures.DeadlockError] = errors.Error, [futures.BrokenExecutor] = errors.RuntimeError, [futures.BrokenThreadPool] = futures.BrokenExecutor,
  [futures.BrokenProcessPool] = futures.BrokenExecutor, [futures.BrokenInterpreterPool] = futures.BrokenExecutor,
  [errors.RuntimeError] = errors.Error, [errors.ArgumentError] = errors.Error, [errors.InternalError] = errors.Error,
  [queue.Empty] = errors.Error, [queue.Full] = errors.Error, [queue.ShutDown] = errors.Error,
  [http.ConnectTimeout] = http.ConnectionError, [http.ReadTimeout] = http.Timeout,
} do
  check.equal(errors.is(kind("x"), parent), true, tostring(kind))
  check.equal(errors.is(parent("x"), kind), false, tostring(kind))
  check.equal(errors.is(kind("x"), parent.name), true)
end
check.equal(errors.is(http.ConnectTimeout("x"), http.Timeout), true, "a kind with two parents")
check.equal(errors.is(http.Timeout("x"), futures.TimeoutError), true)
check.same(futures.RuntimeError, errors.RuntimeError)
check.same(futures.TimeoutError, errors.TimeoutError)

-- One's own.
local Base = errors.new("Base")
local Login = errors.new("Login", Base)
local cause = {}
local e = Login("no entry", {cause = cause, code = 7})
check.equal(e.type, "Login")
check.equal(e.message, "no entry")
check.same(e.cause, cause)
check.equal(e.code, 7)
check.equal(tostring(e), "Login: no entry")
check.equal(errors.is(e, Login) and errors.is(e, Base) and errors.is(e, "Base") and errors.is(e, errors.Error), true)
check.equal(errors.is(Base("x"), Login), false)
check.equal(errors.is(e, errors.new("Login")), false, "another kind of the same name")
check.equal(errors.is(e, "Login"), true)
check.equal(tostring(Login()), "Login: ")
check.same(select(2, pcall(error, e)), e)
check.ok(e.traceback, "it was raised")
check.equal(errors.is(futures.TimeoutError("mine"), "TimeoutError"), true)
check.raises(errors.ArgumentError, "message", Login, 5)
check.raises(errors.ArgumentError, "fields", Login, "x", 5)
check.raises(errors.ArgumentError, "name", errors.new)
check.raises(errors.ArgumentError, "name", errors.new, "")
check.raises(errors.ArgumentError, "parent", errors.new, "X", "Error")

-- Within coroutines, and through tasks.
local co = coroutine.create(function() futures.wait(5) end)
ok, err = coroutine.resume(co)
check.equal(errors.is(err, "ArgumentError"), true)
local pool = futures.ThreadPoolExecutor(2)
local f = pool:submit(function() error(Login("in a task")) end)
check.equal(errors.is(f:exception(), Login), true)
check.equal(xpcall(function() f:result() end, function(x) err = x return x end), false)
check.same(err, f:exception())
