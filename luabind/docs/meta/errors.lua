---@meta errors

---Error kinds: telling errors apart, and making kinds of one's own.
---@class errorslib
---@field Error Kind The root of all kinds.
---@field RuntimeError Kind Something was asked of an object that it cannot do in the state it is in.
---@field ArgumentError Kind A function was given a value that it does not take.
---@field TimeoutError Kind Something took longer than it was given.
---@field InternalError Kind A fault of luafut itself; the message says what to report.
local errors = {}

---Whether err is an error object of a kind, or of a kind below it.
---@param err any any value
---@param kind Kind a kind, or its name
---@return boolean
function errors.is(err, kind) end

---Makes a kind. It can be called, as all kinds can: MyError(message, fields) makes an error object for error(); fields may hold cause.
---@param name string what err.type says
---@param parent? Kind the kind above it; default errors.Error
---@return Kind
function errors.new(name, parent) end

return errors
