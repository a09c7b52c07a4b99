---@meta store

---@class StoreOptions
---@field durable? boolean each commit waits for the disk (synchronous = FULL), and outlives a loss of power too; default false (NORMAL): it outlives the process, killed or not
---@field timeout? number seconds that a write waits for other writers; default 30
---@field schema? table<string, Schema> what records must look like, by table: {votes = schema.new{…}}

---An open database.
---@class Store
---@field path string The file's path.
local Store = {}

---Adds a record to a table, and returns the number of its row. Numbers, strings (any bytes) and booleans keep their types; lists and objects are kept as JSON text, json.null as nil. A column whose first value is a boolean takes booleans only.
---@param table string the table; it is made where there is none
---@param record table the fields by their names; columns that are missing are made
---@return integer
function Store:insert(table, record) end

---Adds a record, or where a row has the same key, sets its fields to the record's; its others stay. The key gets a unique index.
---@param table string the table; it is made where there is none
---@param record table the fields by their names; columns that are missing are made
---@param key string|string[] the field or fields that tell records apart
function Store:upsert(table, record, key) end

---Runs a query and returns its rows: for row in db:query(…) do. A row is a table by the names of the columns, NULL a missing field, and an integer beyond 2^53 a string of its digits. It sees what was committed before, and within a transaction what that has done.
---@param sql string one statement of SQL, with ? or :name for parameters
---@param ... any the parameters: values, or one list of them, or one table by name
---@return Rows
function Store:query(sql, ...) end

---Runs a statement that writes, and returns how many rows it has changed.
---@param sql string one statement of SQL, with ? or :name for parameters
---@param ... any the parameters: values, or one list of them, or one table by name
---@return integer
function Store:execute(sql, ...) end

---Calls fn(store) and returns what it returns: all that it writes is kept together, or where it raises an error, none of it. Its writes are those of its task; those of other tasks and processes wait, so let it not wait for them. Within a transaction it is one within that.
---@param fn function what to do
---@return any
function Store:transaction(fn) end

---The names of a table's columns, in their order; none where there is no table.
---@param table string the table
---@return string[]
function Store:columns(table) end

---A view of the store as keys and values, kept in a table of its own.
---@param table? string the table; default "kv"
---@return KV
function Store:kv(table) end

---Lets the writes under way finish and closes the store; any number of times. The end of the script does it too.
function Store:close() end

---The rows of a query: for row in rows do. It reads ahead, and holds its view of the database until its end, or close.
---@class Rows
---@overload fun(...: any): any, any, any
local Rows = {}

---A list of the rows that are left.
---@return table[]
function Rows:all() end

---The next row, or nil where there is none, and closes the rows.
---@return table?
function Rows:first() end

---The names of the columns, in their order.
---@return string[]
function Rows:names() end

---Releases what the rows hold, and ends them; any number of times.
function Rows:close() end

---Keys and values in a store. A value is anything that JSON can hold, but nil.
---@class KV
local KV = {}

---The value of a key, or the default where the key is not there.
---@param key string|number a string or a number
---@param default? any default nil
---@return any
function KV:get(key, default) end

---Whether a key is there.
---@param key string|number a string or a number
---@return boolean
function KV:has(key) end

---Sets the value of a key; nil removes it.
---@param key string|number a string or a number
---@param value any what JSON can hold
function KV:set(key, value) end

---Removes a key, and returns whether it was there.
---@param key string|number a string or a number
---@return boolean
function KV:delete(key) end

---Goes through keys and values, in the order of the keys: for key, value in kv:iter() do.
---@return KVIterator
function KV:iter() end

---What a for loop goes through: each turn gives a key and its value.
---@class KVIterator
---@overload fun(...: any): any, any, any
local KVIterator = {}

---Records in SQLite, safe from any number of tasks and of processes at once. What was acknowledged, by the return of the call that wrote it, is not lost, also where the process is killed. A call that writes waits for its commit; writes of tasks at the same time share one, so let many tasks write, or write many records in one transaction.
---@class storelib
---@field StoreError Kind A store cannot be opened, read or written; path says which.
---@field ConstraintError Kind A rule of the table, such as a unique index, forbids the write.
---@field BusyError Kind Others were writing for longer than the store's timeout.
local store = {}

---Opens a database, and makes it where there is none. Any number of processes may have it open; a worker process opens it itself.
---@param path string the file; beside it are PATH-wal and PATH-shm while it is open
---@param opts? StoreOptions options
---@return Store
function store.open(path, opts) end

return store
