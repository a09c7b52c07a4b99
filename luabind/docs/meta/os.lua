---@meta os

---The system: time, environment, files as such, other programs.
---@class oslib
local os = {}

---Returns the CPU time of the process, in seconds; time.monotonic measures how long something took.
---@return number
function os.clock() end

---Returns a time as text by a format of C's strftime, or as a table for "*t"; a "!" in front means UTC.
---@param format? string "%c" where it is left out
---@param time? number now where it is left out
---@return string|table
function os.date(format, time) end

---Returns the seconds from one time to another.
---@param later number 
---@param earlier? number 0 where it is left out
---@return number
function os.difftime(later, earlier) end

---Runs a command by the shell and waits for it, while other tasks run: returns what it exited with, or 128 and the signal that ended it. It is killed with all that it started where the task is stopped.
---@param command? string where it is left out: 1, for there is a shell
---@return number
function os.execute(command) end

---Ends the program at once: output is flushed, files are closed, nothing is waited for.
---@param code? number|boolean 0 (true) where it is left out; false is 1
function os.exit(code) end

---Returns a variable of the environment, or nil.
---@param name string 
---@return string?
function os.getenv(name) end

---Deletes a file or an empty folder: returns true, or nil, a message and its number.
---@param path string 
---@return true?
---@return string?
---@return number?
function os.remove(path) end

---Renames a file or a folder: returns true, or nil, a message and its number.
---@param from string 
---@param to string a file of that name is replaced
---@return true?
---@return string?
---@return number?
function os.rename(from, to) end

---Returns "C", the only locale, where that is asked for, and nil for any other.
---@param locale? string 
---@param category? "all"|"collate"|"ctype"|"monetary"|"numeric"|"time" "all" where it is left out
---@return string?
function os.setlocale(locale, category) end

---Returns the seconds since 1970 of now, or of a table with year, month and day, and hour, min, sec and isdst; fields out of range run over into the next.
---@param t? table hour is 12, min and sec are 0 where they are left out
---@return number
function os.time(t) end

---Makes an empty file of a new name in the folder for temporary files, and returns its name.
---@return string
function os.tmpname() end

return os
