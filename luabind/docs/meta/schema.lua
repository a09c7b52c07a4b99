---@meta schema

---@class SchemaOptions
---@field extra? boolean let records have fields that the schema does not name; default false

---What a record must look like.
---@class Schema
local Schema = {}

---Whether a record is as the schema says: true, or false and the SchemaError that validate would raise.
---@param record table the record
---@return boolean
---@return table?
function Schema:check(record) end

---Returns the record where it is as the schema says, and raises a SchemaError where it is not.
---@param record table the record
---@return table
function Schema:validate(record) end

---Checks a list of records and returns those that failed, as a list of {index =, record =, error =}; an empty one where all are good.
---@param records table a list of records
---@return table
function Schema:check_all(records) end

---The names of the fields, in the order in which they were given.
---@return string[]
function Schema:fields() end

---What a record must look like: checks records, and says which failed, where and why. Exports and stores take a schema too.
---@class schemalib
---@field SchemaError Kind A record is not as its schema says; problems is a list of {field =, problem =}.
local schema = {}

---Makes a schema of the fields of a record. A field is a type: "string", "integer", "number", "boolean", "url" (absolute, http or https), "date" (text that date.parse can read, or seconds since 1970), "list", "table", "any". With ? behind it, as "url?", it may be missing; json.null counts as missing. A default is set in the record itself where the field is missing. A table says more: {"string", min = 1, max = 80, pattern = RE2, one_of = {…}, optional = true, default = …}; min and max are of a number, the characters of a string, or the items of a list. {list = TYPE} is a list whose items are of a type, {fields = {…}} or another schema a table within the record.
---@param fields table the fields by their names; their order is that of the columns of a CSV export
---@param opts? SchemaOptions options
---@return Schema
function schema.new(fields, opts) end

return schema
