---@meta string

---Text, which is bytes: places and lengths count these, from 1, and letters are those of ASCII. The functions are methods too: ("x"):rep(3).
---@class stringlib
local string = {}

---Returns the codes of the bytes of s from i to j.
---@param s string a number is taken as its text
---@param i? number 1 where it is left out; counted from the end where it is negative
---@param j? number i where it is left out
---@return integer
function string.byte(s, i, j) end

---Returns the string of the bytes with these codes.
---@param ... number from 0 to 255
---@return string
function string.char(...) end

---Raises an error, for functions have no portable binary form here.
---@param fn function 
function string.dump(fn) end

---Returns where the first match of a pattern begins and ends, and its captures, or nil.
---@param s string a number is taken as its text
---@param pattern string of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture
---@param init? number where to begin; 1 where it is left out, counted from the end where it is negative
---@param plain? boolean true to look for the pattern's text as it stands
---@return integer?
---@return integer?
---@return any
function string.find(s, pattern, init, plain) end

---Returns the format with its directives replaced by the arguments, as C's printf does; %s takes any value, as tostring gives it, and %q writes a string that Lua can read back.
---@param format string %c %d %i %u %o %x %X %e %E %f %g %G %q %s, with flags, width and precision, and %% for a percent sign
---@param ... any one for each directive
---@return string
function string.format(format, ...) end

---Is gmatch, by its name in Lua 5.0.
---@param s string a number is taken as its text
---@param pattern string of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture
---@return function
function string.gfind(s, pattern) end

---Returns an iterator over the captures of each match of a pattern, or the whole match where it has none.
---@param s string a number is taken as its text
---@param pattern string of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture
---@return function
function string.gmatch(s, pattern) end

---Returns s with the matches of a pattern replaced, and how many there were.
---@param s string a number is taken as its text
---@param pattern string of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture
---@param repl string|table|function a text, in which %1 is a capture and %0 the match; or a table that is asked for the first capture, or a function that is called with all: nil or false keeps the match
---@param n? number how many matches to replace; all where it is left out
---@return string
---@return integer
function string.gsub(s, pattern, repl, n) end

---Returns how many bytes s has.
---@param s string a number is taken as its text
---@return integer
function string.len(s) end

---Returns s with the letters A to Z in lower case.
---@param s string a number is taken as its text
---@return string
function string.lower(s) end

---Returns the captures of the first match of a pattern, or the whole match where it has none, or nil.
---@param s string a number is taken as its text
---@param pattern string of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture
---@param init? number where to begin; 1 where it is left out, counted from the end where it is negative
---@return string|integer|nil
---@return any
function string.match(s, pattern, init) end

---Returns n copies of s, one behind the other.
---@param s string a number is taken as its text
---@param n number the result may have 1 GB at most
---@return string
function string.rep(s, n) end

---Returns s with its bytes in reverse order.
---@param s string a number is taken as its text
---@return string
function string.reverse(s) end

---Returns the part of s from i to j.
---@param s string a number is taken as its text
---@param i number counted from the end where it is negative
---@param j? number -1, the end, where it is left out
---@return string
function string.sub(s, i, j) end

---Returns s with the letters a to z in upper case.
---@param s string a number is taken as its text
---@return string
function string.upper(s) end

return string
