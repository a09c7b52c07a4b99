---@meta luafut

---What an error is: errors.is asks for it, and a call makes an error of it.
---@class Kind
---@overload fun(message: string?, fields: table?): table

---What a for loop goes through: each turn gives an index and what belongs to it.
---@class Iterator
---@overload fun(...: any): any, any, any
local Iterator = {}

---Ends the iteration and releases what it holds; any number of times.
function Iterator:close() end
