---@meta export

---@class ExportOptions
---@field schema? Schema|table what each record must look like; in CSV its fields are the columns
---@field key? string|string[] the field or fields that tell records apart: one whose key is in the file already is left out; append is true then where it is not given
---@field append? boolean go on behind what is there; default false: the file is begun anew

---A file that records are written to, by any number of tasks.
---@class Export
---@field path string The file's path.
---@field written integer How many records were written since it was opened.
---@field left_out integer How many records were left out because their key was there.
local Export = {}

---Writes a record: true, or false where its key is in the file already and it was left out. It waits only while the disk is far behind.
---@param record table the fields by their names
---@return boolean
function Export:write(record) end

---Waits until what was written before is in the file, where a SIGKILL cannot touch it any more.
function Export:flush() end

---Writes what is held back and closes the file; any number of times. The end of the script does it too.
function Export:close() end

---Files of records that any number of tasks write to. A record is a table with named fields. Nothing that was written is lost at an error, Ctrl-C, SIGTERM or os.exit; a process that is killed (SIGKILL) loses what was written in its last 20 ms or so, and leaves whole records.
---@class exportlib
---@field ExportError Kind A file of records cannot be opened, read back or written; path says which.
local export = {}

---Opens a file by the format that its name ends in: .jsonl (JSON Lines), .json (a JSON list), .csv (with a header, in UTF-8), .db (SQLite, a table named records). Without append and key the file is begun anew. One export at a time has a file: tasks share it, and process workers return their records, or use a store. In CSV the columns are those of the schema, or the fields of the first record; lists and objects are written as JSON, nil as nothing. At every moment the file holds whole records, whoever reads it and whenever the process is killed: .csv and .json take twice their room while they are open (PATH.part is their other half), .jsonl does from its first line on that is longer than 4 KB, and pads shorter ones with spaces where they would lie across two pages. A last record that something else has cut off is put aside in PATH.torn.
---@param path string the file
---@param opts? ExportOptions options
---@return Export
function export.open(path, opts) end

return export
