---@meta table

---Lists and other tables. The functions use no metamethods, as in Lua 5.1.
---@class tablelib
local table = {}

---Returns the strings and numbers of a list from i to j, one behind the other with sep in between.
---@param list table 
---@param sep? string nothing where it is left out
---@param i? number 1 where it is left out
---@param j? number the list's length where it is left out
---@return string
function table.concat(list, sep, i, j) end

---Calls fn(key, value) for each field of a table until it returns something other than nil, and returns that; pairs is the newer way.
---@param t table 
---@param fn function 
---@return any
function table.foreach(t, fn) end

---Calls fn(i, value) for each item of a list until it returns something other than nil, and returns that; ipairs is the newer way.
---@param list table 
---@param fn function 
---@return any
function table.foreachi(list, fn) end

---Returns the length of a list, as the operator # does.
---@param list table 
---@return integer
function table.getn(list) end

---Puts a value behind the end of a list, or at a place, from where on the items move up.
---@param list table 
---@param pos any the place, counted from 1; with two arguments in all, the value for the end
---@param value? any what goes to pos
function table.insert(list, pos, value) end

---Returns the largest positive number among a table's keys, or 0.
---@param t table 
---@return number
function table.maxn(t) end

---Takes an item out of a list and returns it, and moves down what stands behind it; returns nothing where there is none.
---@param list table 
---@param pos? number its place; the last one where it is left out
---@return any
function table.remove(list, pos) end

---Sorts a list in place. The list is written at the end, so that a comparison that raises an error leaves it as it was.
---@param list table 
---@param before? function before(a, b) tells whether a must come before b; the operator < where it is left out
function table.sort(list, before) end

return table
