-- Errors and their kinds.
local check = require "lib.check"
local errors = require "errors"
local futures = require "futures"
local http = require "http"
local queue = require "queue"

-- What a module raises.
local ok, err = pcall(futures.wait, 5)
check.eq(ok, false)
check.eq(err.type, "ArgumentError")
check.eq(tostring(err), "ArgumentError: " .. err.message)
check.eq(type(err.traceback), "string")
check.eq(err.cause, nil)
check.eq(errors.is(err, errors.ArgumentError), true)
check.eq(errors.is(err, "ArgumentError"), true)
check.eq(errors.is(err, errors.Error), true)
check.eq(errors.is(err, errors.TimeoutError), false)
check.eq(errors.is("text", errors.Error), false)
check.eq(errors.is(nil, errors.Error), false)
check.eq(errors.is({type = "ArgumentError"}, errors.ArgumentError), false, "a look-alike is none")
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
  check.eq(errors.is(kind("x"), parent), true, tostring(kind))
  check.eq(errors.is(parent("x"), kind), false, tostring(kind))
  check.eq(errors.is(kind("x"), parent.name), true)
end
check.eq(errors.is(http.ConnectTimeout("x"), http.Timeout), true, "a kind with two parents")
check.eq(errors.is(http.Timeout("x"), futures.TimeoutError), true)
check.eq(futures.RuntimeError, errors.RuntimeError)
check.eq(futures.TimeoutError, errors.TimeoutError)

-- One's own.
local Base = errors.new("Base")
local Login = errors.new("Login", Base)
local cause = {}
local e = Login("no entry", {cause = cause, code = 7})
check.eq(e.type, "Login")
check.eq(e.message, "no entry")
check.eq(e.cause, cause)
check.eq(e.code, 7)
check.eq(tostring(e), "Login: no entry")
check.eq(errors.is(e, Login) and errors.is(e, Base) and errors.is(e, "Base") and errors.is(e, errors.Error), true)
check.eq(errors.is(Base("x"), Login), false)
check.eq(errors.is(e, errors.new("Login")), false, "another kind of the same name")
check.eq(errors.is(e, "Login"), true)
check.eq(tostring(Login()), "Login: ")
check.eq(select(2, pcall(error, e)), e)
check.ok(e.traceback, "it was raised")
check.eq(errors.is(futures.TimeoutError("mine"), "TimeoutError"), true)
check.raises(errors.ArgumentError, "message", Login, 5)
check.raises(errors.ArgumentError, "fields", Login, "x", 5)
check.raises(errors.ArgumentError, "name", errors.new)
check.raises(errors.ArgumentError, "name", errors.new, "")
check.raises(errors.ArgumentError, "parent", errors.new, "X", "Error")

-- Within coroutines, and through tasks.
local co = coroutine.create(function() futures.wait(5) end)
ok, err = coroutine.resume(co)
check.eq(errors.is(err, "ArgumentError"), true)
local pool = futures.ThreadPoolExecutor(2)
local f = pool:submit(function() error(Login("in a task")) end)
check.eq(errors.is(f:exception(), Login), true)
check.eq(xpcall(function() f:result() end, function(x) err = x return x end), false)
check.eq(err, f:exception())
check.done()
