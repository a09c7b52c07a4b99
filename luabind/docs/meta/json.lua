---@meta json

---@class JSONEncodeOptions
---@field indent? integer|string spaces a level (0 to 16), or the text of a level; default: all on one line
---@field sort_keys? boolean write the keys of an object in their order; default: as they were set

---@class JSONLinesOptions
---@field errors? "raise"|"skip" "raise" (default): a line that is no JSON is an error, after which the next turn goes on with the line behind; "skip": it is left out, and lines.errors tells of it

---@class JSONWriterOptions
---@field sort_keys? boolean write the keys of an object in their order; default: as they were set

---What JSON calls null: one value, which is not nil and counts as true.
---@class null
local null = {}

---The values of JSON Lines, a text's or a file's: for i, value in lines do.
---@class JSONLines
---@field line integer The number of the line that was read last, from 1; 0 before.
---@field skipped integer How many lines were left out because they are no JSON.
---@field errors any[] JSONDecodeErrors, with line and column: what is wrong with the lines that were left out, the first 1000 of them.
---@overload fun(...: any): any, any, any
local JSONLines = {}

---A list of the values that are left.
---@return table[]
function JSONLines:all() end

---Ends the lines and closes their file; any number of times.
function JSONLines:close() end

---Writes the lines of a file.
---@class JSONWriter
local JSONWriter = {}

---Adds a value as a line, as json.encode writes it, and returns the writer.
---@param value any nil and json.null are null
---@return JSONWriter
function JSONWriter:write(value) end

---Puts the file in its place, whole; any number of times. Without it there is no file.
function JSONWriter:close() end

---JSON text to Lua values and back. An object is a table, a list too; null is json.null. A number that a Lua number cannot hold (an integer above 2^53, or 1e400) is a string with its digits.
---@class jsonlib
---@field null null What null in a JSON text becomes, so that a list keeps its length and an object its key. It is not nil, and counts as true in a condition.
---@field JSONDecodeError Kind A text is not JSON; line and column say where.
---@field JSONEncodeError Kind A value has a part that JSON cannot hold; the message says which.
---@field JSONFileError Kind A file of JSON Lines cannot be read or written.
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

---Goes through the JSON Lines of a text, a JSON text a line: each turn gives an index and a value. Empty lines are skipped. A line of more than 64 MB is an error.
---@param text string the lines
---@param opts? JSONLinesOptions 
---@return JSONLines
function json.lines(text, opts) end

---Goes through a file of JSON Lines (.jsonl) of any length, of which it holds a line at a time: each turn gives an index and a value. For a file that is one JSON text, take json.decode(fs.read(path)).
---@param path string the file
---@param opts? JSONLinesOptions 
---@return JSONLines
function json.read(path, opts) end

---Begins a file of JSON Lines and returns what writes its values. For records that many tasks write and that a kill must leave whole, take export.open.
---@param path string the file; it appears, or replaces the one that is there, at close
---@param opts? JSONWriterOptions 
---@return JSONWriter
function json.writer(path, opts) end

---Marks a table as a list and returns it: json.encode writes it as one also where it is empty, and its holes as null.
---@param t? table the table, without a metatable of its own; default a new one
---@return table
function json.array(t) end

return json
