---@meta csv

---@class CSVReadOptions
---@field delimiter? string what stands between two cells, one character; default: what the first line has most of, of , ; tab and |
---@field header? boolean|string[] true (default): the first row names the fields, and rows are tables by these names; false: rows are lists of cells; a list of names: there is no row of names, and these are taken
---@field errors? "raise"|"skip" "raise" (default): a row with more cells than there are names, or that ends within quotes, is an error, after which the next turn goes on behind it; "skip": it is left out, and rows.errors tells of it

---@class CSVWriteOptions
---@field delimiter? string what stands between two cells, one character; default a comma
---@field columns? string|string[] the fields to write, in their order; default: those of the first row, where it has names
---@field header? boolean whether the names of the columns come first; default true, where there are names
---@field bom? boolean begin with a byte order mark, which Excel needs to know UTF-8; default false

---The rows of a text or a file: for row in rows do.
---@class CSVRows
---@field line integer The number of the line at which the row that was read last ended, from 1; 0 before.
---@field skipped integer How many rows were left out because they are malformed.
---@field errors any[] CSVErrors, with line: what is wrong with the rows that were left out, the first 1000 of them.
---@overload fun(...: any): any, any, any
local CSVRows = {}

---A list of the rows that are left.
---@return table[]
function CSVRows:all() end

---The names of the fields, read from the first row where that is still to come; none where rows are lists.
---@return string[]
function CSVRows:names() end

---Ends the rows and closes their file; any number of times.
function CSVRows:close() end

---Writes the rows of a file.
---@class CSVWriter
local CSVWriter = {}

---Adds a row, and returns the writer.
---@param row table a list of cells, or a table by name
---@return CSVWriter
function CSVWriter:write(row) end

---Puts the file in its place, whole. Without it there is no file.
function CSVWriter:close() end

---CSV to tables and back. Cells are strings, in both directions exactly as they are; the texts are taken for UTF-8, and a byte order mark is left out.
---@class csvlib
---@field CSVError Kind A text is no CSV, or a file of it cannot be read or written.
local csv = {}

---Reads a text and returns the list of its rows.
---@param text string CSV
---@param opts? CSVReadOptions options
---@return table[]
function csv.decode(text, opts) end

---Goes through the rows of a text: for row in csv.rows(text) do.
---@param text string CSV
---@param opts? CSVReadOptions options
---@return CSVRows
function csv.rows(text, opts) end

---Goes through the rows of a file of any length: for row in csv.read(path) do.
---@param path string the file
---@param opts? CSVReadOptions options
---@return CSVRows
function csv.read(path, opts) end

---Writes a list of rows as CSV: lists of cells, or tables by name. Cells are strings, numbers, booleans, nothing where nil, and tables as JSON.
---@param rows table the rows
---@param opts? CSVWriteOptions options
---@return string
function csv.encode(rows, opts) end

---Begins a file and returns what writes its rows. For records that many tasks write and that a kill must leave whole, take export.open.
---@param path string the file; it appears, or replaces the one that is there, at close
---@param opts? CSVWriteOptions options
---@return CSVWriter
function csv.writer(path, opts) end

return csv
