---@meta date

---@class DateParseOptions
---@field zone? string the zone of a date that names none: "UTC" (default), "local", or a name such as "Europe/Berlin"
---@field format? string how the date is written, as os.date has it: "%d.%m.%Y"; default: any way that can be read in one way only
---@field now? number what "3 hours ago" counts from, in seconds since 1970; default now

---@class DateOptions
---@field zone? string the zone: "UTC" (default), "local", or a name such as "Europe/Berlin"

---Dates as web pages write them, to seconds since 1 January 1970 and back. Zones are known by their names on every machine.
---@class datelib
local date = {}

---Reads a date, with a time or without, in the notations that leave no doubt: ISO 8601, RFC 1123 and its kin, "2 January 2006", "Jan. 2nd, 2006 at 3:04 PM", "2006年1月2日"; also "3 hours ago", "yesterday", "in 5 minutes", "3小时前". Months may have their German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish or Russian names. It returns seconds since 1970, or nil and why. "01/02/2006" has two readings and needs format.
---@param text string the date
---@param opts? DateParseOptions options
---@return number?
---@return string?
function date.parse(text, opts) end

---Writes a time; % and a letter as os.date and C's strftime have them.
---@param seconds number seconds since 1 January 1970, UTC
---@param format? string default "%Y-%m-%dT%H:%M:%S" and the zone, as RFC 3339 has it
---@param opts? DateOptions options
---@return string
function date.format(seconds, format, opts) end

---The parts of a time: year, month, day, hour, min, sec, wday (1 is Sunday), yday, zone and offset (seconds east of UTC).
---@param seconds number seconds since 1 January 1970, UTC
---@param opts? DateOptions options
---@return table
function date.parts(seconds, opts) end

---The seconds since 1970 of parts: year, month and day, and hour, min and sec, which are 0 where they are left out. Parts may lie beyond their ends: month 13 is the next year's first.
---@param parts table the parts by name
---@param opts? DateOptions options
---@return number
function date.make(parts, opts) end

return date
