---@meta _G

---The functions of the language itself, which need no require.
---@class _Glib
---@field _G table The table of the globals itself.
---@field _VERSION string The language: "Lua 5.1".
local _G = {}

---Returns its arguments where the first is neither nil nor false, and raises the second, of any type and as it is, where it is.
---@param v any what must hold
---@param message? any "assertion failed!" and the position where it is left out
---@param ... any returned too
---@return any
function _G.assert(v, message, ...) end

---Tells the memory in use in KB ("count"), or collects what nothing refers to ("collect"); the other options of Lua 5.1 are taken, but the collector steers itself.
---@param option? "collect"|"count"|"step"|"stop"|"restart"|"setpause"|"setstepmul" "collect" where it is left out
---@param arg? number not used
---@return number|boolean
function _G.collectgarbage(option, arg) end

---Runs a Lua file and returns what it returns.
---@param path? string standard input where it is left out
---@return any
function _G.dofile(path) end

---Raises a value of any type; a string gets the position in front.
---@param message? any what pcall gives back
---@param level? number whose position: 1 the caller of error (default), 2 its caller, 0 none
function _G.error(message, level) end

---Returns the memory in use in whole KB; collectgarbage("count") is the newer way.
---@return number
function _G.gcinfo() end

---Returns the table that a function's globals are in.
---@param f? function|number a function, or a level of the stack: 1 the caller (default), 0 the thread
---@return table
function _G.getfenv(f) end

---Returns the metatable of a value, or what its field __metatable says.
---@param v any 
---@return any
function _G.getmetatable(v) end

---Returns an iterator over the items of a list, or of an object that has them, such as a selection: for i, v in ipairs(t) do.
---@param list table|userdata 
---@return function
---@return any
---@return integer
function _G.ipairs(list) end

---Compiles a text, or the pieces that a function returns until nil, into a function; nil and a message where it is not Lua.
---@param chunk function|string 
---@param name? string what messages call it; after @ a file, after = as it is
---@param mode? string "t" for text; compiled Lua is never loaded
---@param env? table its globals
---@return function?
---@return string?
function _G.load(chunk, name, mode, env) end

---Compiles a Lua file into a function, without running it; nil and a message where that fails.
---@param path? string standard input where it is left out
---@return function?
---@return string?
function _G.loadfile(path) end

---Compiles a text into a function; nil and a message where it is not Lua.
---@param text string 
---@param name? string what messages call it
---@return function?
---@return string?
function _G.loadstring(text, name) end

---Makes a table the global and the module of a name, and the environment of the caller; returning a table from the file is the newer way.
---@param name string dots lead into tables
---@param ... function called with the table; package.seeall
function _G.module(name, ...) end

---Returns a userdata that holds nothing; with true it has a metatable of its own, with another proxy that one's.
---@param like? boolean|any false where it is left out
---@return userdata
function _G.newproxy(like) end

---Returns the key and the value that follow a key in a table, in no particular order, or nil behind the last; nil as the key begins.
---@param t table 
---@param key? any 
---@return any
---@return any
function _G.next(t, key) end

---Returns an iterator over all keys of a table: for k, v in pairs(t) do.
---@param t table 
---@return function
---@return table
---@return nil
function _G.pairs(t) end

---Calls a function: returns true and its results, or false and what it raised.
---@param fn function 
---@param ... any its arguments
---@return boolean
---@return any
function _G.pcall(fn, ...) end

---Writes its arguments as tostring gives them to standard output, a tab between two and a line's end behind; lines of several tasks stay whole.
---@param ... any 
function _G.print(...) end

---Tells whether two values are the same, without metamethods.
---@param a any 
---@param b any 
---@return boolean
function _G.rawequal(a, b) end

---Returns a field of a table, without metamethods.
---@param t table 
---@param key any 
---@return any
function _G.rawget(t, key) end

---Returns the length of a table or a string, without metamethods.
---@param v table|string 
---@return number
function _G.rawlen(v) end

---Sets a field of a table, without metamethods, and returns the table.
---@param t table 
---@param key any not nil
---@param value any 
---@return table
function _G.rawset(t, key, value) end

---Returns a module: a built-in one, or what a Lua file that package.path leads to returns, which is run once whatever tasks ask for it.
---@param name string dots are folders
---@return any
function _G.require(name) end

---Returns its arguments from the nth on, counted from the end where n is negative; with "#", how many there are.
---@param n number|"#" 
---@param ... any 
---@return any
function _G.select(n, ...) end

---Makes a table the globals of a function, and returns the function.
---@param f function|number a function, or a level of the stack: 1 the caller, 0 the thread
---@param env table 
---@return function
function _G.setfenv(f, env) end

---Sets or takes away the metatable of a table, and returns the table.
---@param t table 
---@param metatable table nil takes it away
---@return table
function _G.setmetatable(t, metatable) end

---Returns the number that a numeral stands for, an integer of a base from 2 to 36 where one is given, or nil.
---@param v any 
---@param base? number 10 where it is left out
---@return number?
function _G.tonumber(v, base) end

---Returns the text of a value: what its __tostring returns, where its metatable has one.
---@param v any 
---@return string
function _G.tostring(v) end

---Returns the name of a value's type.
---@param v any 
---@return string
function _G.type(v) end

---Returns the items of a list from i to j, the whole list where neither is given.
---@param list table 
---@param i? number 1 where it is left out
---@param j? number the list's length where it is left out
---@return any
function _G.unpack(list, i, j) end

---Calls a function as pcall does; what it raised goes through a handler, which runs where it was raised.
---@param fn function 
---@param handler function called with what was raised; debug.traceback
---@param ... any the function's arguments
---@return boolean
---@return any
function _G.xpcall(fn, handler, ...) end

return _G
