-- The modules sync and time.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local sync = require "sync"
local time = require "time"

local pool = futures.ThreadPoolExecutor(16)

-- Locks.
local lock = sync.Lock()
check.equal(lock:acquire(), true)
check.equal(lock:locked(), true)
check.equal(lock:acquire(0), false)
check.equal(lock:acquire(0.005), false)
local order = {}
local fs = {}
for i = 1, 3 do
  fs[i] = pool:submit(function() lock:acquire() order[#order + 1] = i lock:release() end)
  check.eventually(function() return fs[i]:running() end)
  time.sleep(0.002)
end
lock:release()
futures.wait(fs)
check.equal(order, {1, 2, 3}, "first come, first served")
check.raises(errors.RuntimeError, nil, lock.release, lock)
check.equal(lock:locked(), false)
-- It keeps a sequence of statements with waits in it whole.
local n = 0
for i = 1, 50 do
  fs[i] = pool:submit(function() lock:with(function() local v = n time.sleep(0) n = v + 1 end) end)
end
futures.wait(fs)
check.equal(n, 50)
check.equal({lock:with(function() return 1, nil, 3 end)}, {1, nil, 3})
local t = {}
check.same(select(2, pcall(lock.with, lock, function() error(t) end)), t)
check.equal(lock:locked(), false, "released after an error")
-- Another task may release it.
lock:acquire()
pool:submit(lock.release, lock):result()
check.equal(lock:acquire(0), true)
lock:release()

-- Semaphores.
local s = sync.Semaphore(2)
check.equal(s:acquire(0), true)
check.equal(s:acquire(0), true)
check.equal(s:acquire(0), false)
check.equal(s:acquire(0.005), false)
s:release()
check.equal(s:acquire(), true)
s:release() s:release()
local now, most = 0, 0
for i = 1, 30 do
  fs[i] = pool:submit(function()
    s:with(function() now = now + 1 most = math.max(most, now) time.sleep(0.001) now = now - 1 end)
  end)
end
futures.wait(fs)
check.equal(most, 2)
check.equal(sync.Semaphore(0):acquire(0), false)
local many = sync.Semaphore(0)
many:release(2 ^ 53) -- at once, whatever the number
check.equal(many:acquire(0), true)

-- Events.
local e = sync.Event()
check.equal(e:is_set(), false)
check.equal(e:wait(0.005), false)
for i = 1, 10 do fs[i] = pool:submit(e.wait, e) end
e:set()
for i = 1, 10 do check.equal(fs[i]:result(), true) end
check.equal(e:wait(), true)
check.equal(e:wait(0), true)
e:clear()
check.equal(e:is_set(), false)
check.equal(e:wait(0), false)

-- Rates.
local r = sync.RateLimiter(200)
local began = time.monotonic()
for _ = 1, 5 do check.equal(r:acquire(), true) end
check.ok(time.monotonic() - began >= 4 / 200 - 0.001, "four intervals passed")
r = sync.RateLimiter(0.01, 3)
for _ = 1, 3 do check.equal(r:acquire(0), true) end
check.equal(r:acquire(0), false)
check.equal(r:acquire(0.005), false)

-- Time.
began = time.monotonic()
time.sleep(0.02)
check.ok(time.monotonic() - began >= 0.02)
time.sleep(0)
check.ok(math.abs(time.time() - os.time()) < 2)
check.ok(time.time() % 1 ~= 0 or time.time() % 1 ~= 0)
check.equal(type(time.monotonic()), "number")
-- Sleepers sleep at once.
began = time.monotonic()
for i = 1, 16 do fs[i] = pool:submit(time.sleep, 0.05) end
futures.wait(fs)
check.ok(time.monotonic() - began < 0.05 * 8)

-- Bad arguments.
check.raises(errors.ArgumentError, "seconds", time.sleep, -1)
check.raises(errors.ArgumentError, "seconds", time.sleep)
check.raises(errors.ArgumentError, "seconds", time.sleep, "1")
check.raises(errors.ArgumentError, nil, time.sleep, 0 / 0)
check.raises(errors.ArgumentError, nil, sync.Semaphore)
check.raises(errors.ArgumentError, nil, sync.Semaphore, -1)
check.raises(errors.ArgumentError, "per_second", sync.RateLimiter, 0)
check.raises(errors.ArgumentError, "burst", sync.RateLimiter, 1, 0)
check.raises(errors.ArgumentError, "timeout", lock.acquire, lock, -1)
check.raises(errors.ArgumentError, "function", lock.with, lock)
check.raises(errors.ArgumentError, "Lock", lock.acquire, s)
check.raises(errors.ArgumentError, "acquire", function() lock:aquire() end)
check.raises(errors.ArgumentError, "Semaphore", function() return sync.Semafore end)
