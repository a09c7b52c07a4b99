---@meta time

---Clocks, and waiting for them.
---@class timelib
local time = {}

---Waits for a number of seconds while the other tasks run.
---@param seconds number how long; fractions allowed, math.huge for ever
function time.sleep(seconds) end

---Seconds since 1 January 1970, with fractions.
---@return number
function time.time() end

---Seconds on a clock that is never set back, with fractions; only differences mean anything.
---@return number
function time.monotonic() end

return time
