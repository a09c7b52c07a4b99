---@meta debug

---A look at functions and the stack, for tools; hooks and the registry are not offered.
---@class debuglib
local debug = {}

---Returns the environment of a function, a coroutine or a userdata.
---@param v any 
---@return table?
function debug.getfenv(v) end

---Returns nil: there are no hooks.
---@return nil
function debug.gethook() end

---Returns a table about a function or a level of the stack (1 the caller), or nil above the last level.
---@param co? thread whose stack
---@param f function|number 
---@param what? string which fields: letters of "SlnufL", all but L where it is left out
---@return table?
function debug.getinfo(co, f, what) end

---Returns the name and the value of the nth local of a level of the stack, or nil.
---@param co? thread whose stack
---@param level number 1 the caller
---@param n number from 1
---@return string?
---@return any
function debug.getlocal(co, level, n) end

---Returns the metatable of a value, whatever its __metatable says.
---@param v any 
---@return table?
function debug.getmetatable(v) end

---Raises an error: the registry is not for scripts.
function debug.getregistry() end

---Returns the name and the value of the nth upvalue of a function, or nothing.
---@param fn function 
---@param n number from 1
---@return string?
---@return any
function debug.getupvalue(fn, n) end

---Sets the environment of a function, a coroutine or a userdata, and returns it.
---@param v any 
---@param env table 
---@return any
function debug.setfenv(v, env) end

---Raises an error: tasks take turns where a hook would run.
function debug.sethook() end

---Sets the nth local of a level of the stack, and returns its name, or nil where there is none.
---@param co? thread whose stack
---@param level number 1 the caller
---@param n number from 1
---@param value any 
---@return string?
function debug.setlocal(co, level, n, value) end

---Sets the metatable of a value of any type, and returns the value; numbers, strings and the like share one a type.
---@param v any 
---@param metatable? table 
---@return any
function debug.setmetatable(v, metatable) end

---Sets the nth upvalue of a function, and returns its name, or nothing where there is none.
---@param fn function 
---@param n number from 1
---@param value any 
---@return string?
function debug.setupvalue(fn, n, value) end

---Returns a message with the lines of the stack behind it; what is no string comes back as it is.
---@param co? thread whose stack
---@param message? any 
---@param level? number where to begin: 1 the caller (default)
---@return string
function debug.traceback(co, message, level) end

return debug
