---@meta coroutine

---Functions that stop in the middle and go on later. They are not tasks: a coroutine runs only while its resumer waits for it. A task that waits within one needs no yield.
---@class coroutinelib
local coroutine = {}

---Makes a coroutine of a function, which does not begin yet.
---@param fn function 
---@return thread
function coroutine.create(fn) end

---Tells whether the caller is within a coroutine.
---@return boolean
function coroutine.isyieldable() end

---Begins a coroutine, or goes on with it: returns true and what it yields or returns, or false and what it raised. One that another task is inside cannot be resumed.
---@param co thread 
---@param ... any the function's arguments, or what yield returns
---@return boolean
---@return any
function coroutine.resume(co, ...) end

---Returns the coroutine that the caller is within, or nil.
---@return thread?
function coroutine.running() end

---Tells how a coroutine is: "suspended", "running", "normal" (it resumed another one) or "dead".
---@param co thread 
---@return string
function coroutine.status(co) end

---Makes a function that resumes a coroutine at each call and returns what it yields or returns; what it raises is raised again, as it was.
---@param fn function 
---@return function
function coroutine.wrap(fn) end

---Stops the coroutine that the caller is within: its resume returns these values, and yield what the next resume is given.
---@param ... any 
---@return any
function coroutine.yield(...) end

return coroutine
