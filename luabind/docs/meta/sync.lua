---@meta sync

---A lock that one task holds at a time. It is not reentrant. A task that is stopped releases it.
---@class Lock
local Lock = {}

---Waits for the lock; false where it did not come in time.
---@param timeout? number seconds to wait at most; 0 does not wait; default no limit
---@return boolean
function Lock:acquire(timeout) end

---Frees the lock, for the task that has waited longest.
function Lock:release() end

---Acquires it, calls fn, and releases it however fn ends; returns what fn returned.
---@param fn function called without arguments
---@return any
function Lock:with(fn) end

---Whether a task holds it.
---@return boolean
function Lock:locked() end

---A number of places that tasks take and give back.
---@class Semaphore
local Semaphore = {}

---Waits for a place; false where none came in time.
---@param timeout? number seconds to wait at most; 0 does not wait; default no limit
---@return boolean
function Semaphore:acquire(timeout) end

---Gives places back, or adds them: who releases need not have acquired.
---@param n? integer how many; default 1
function Semaphore:release(n) end

---Acquires it, calls fn, and releases it however fn ends; returns what fn returned.
---@param fn function called without arguments
---@return any
function Semaphore:with(fn) end

---A flag that tasks wait for.
---@class Event
local Event = {}

---Sets the flag and wakes who waits.
function Event:set() end

---Takes the flag back.
function Event:clear() end

---Whether the flag is set.
---@return boolean
function Event:is_set() end

---Waits until the flag is set; false where it was not in time.
---@param timeout? number seconds to wait at most; default no limit
---@return boolean
function Event:wait(timeout) end

---Lets a number of tasks a second through, in the order in which they came.
---@class RateLimiter
local RateLimiter = {}

---Waits for the task's turn; false where it did not come in time.
---@param timeout? number seconds to wait at most; 0 does not wait; default no limit
---@return boolean
function RateLimiter:acquire(timeout) end

---Locks, semaphores, events and rates between tasks.
---@class synclib
local sync = {}

---Makes a lock, free.
---@return Lock
function sync.Lock() end

---Makes a semaphore.
---@param n integer how many places it has
---@return Semaphore
function sync.Semaphore(n) end

---Makes an event, not set.
---@return Event
function sync.Event() end

---Makes a rate limiter.
---@param per_second number tasks let through a second; fractions allowed
---@param burst? integer tasks let through at once after a pause; default 1
---@return RateLimiter
function sync.RateLimiter(per_second, burst) end

return sync
