---@meta json

---@class JSONEncodeOptions
---@field indent? integer|string spaces a level (0 to 16), or the text of a level; default: all on one line
---@field sort_keys? boolean write the keys of an object in their order; default: as they were set

---What JSON calls null: one value, which is not nil and counts as true.
---@class null
local null = {}

---JSON text to Lua values and back. An object is a table, a list too; null is json.null. A number that a Lua number cannot hold (an integer above 2^53, or 1e400) is a string with its digits.
---@class jsonlib
---@field null null What null in a JSON text becomes, so that a list keeps its length and an object its key. It is not nil, and counts as true in a condition.
---@field JSONDecodeError Kind A text is not JSON; line and column say where.
---@field JSONEncodeError Kind A value has a part that JSON cannot hold; the message says which.
local json = {}

---Writes a value as JSON. A table whose keys are 1 to n is a list, and so is one from json.array or json.decode; every other is an object, {} too. Its keys are strings, or all numbers. Bytes that are not UTF-8 become U+FFFD.
---@param value any nil and json.null are null
---@param opts? JSONEncodeOptions 
---@return string
function json.encode(value, opts) end

---Reads a JSON text. Of two equal keys the last one wins; null is json.null.
---@param text string one JSON value and nothing else, in UTF-8
---@return any
function json.decode(text) end

---Goes through JSON Lines, a JSON text a line: each turn gives an index and a value. Empty lines are skipped. After an error the next turn goes on with the line behind.
---@param text string the lines
---@return Iterator
function json.lines(text) end

---Marks a table as a list and returns it: json.encode writes it as one also where it is empty, and its holes as null.
---@param t? table the table, without a metatable of its own; default a new one
---@return table
function json.array(t) end

return json
