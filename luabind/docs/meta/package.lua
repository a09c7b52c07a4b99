---@meta package

---What require goes by.
---@class packagelib
---@field config string The signs of paths: folder, template, place of the name, and two that are not used.
---@field cpath string Empty: libraries of C cannot be loaded.
---@field loaded table The modules that require has given, by their names.
---@field loaders table The functions that require asks in turn: each gets the name and returns a loader, or what it tried.
---@field path string Where Lua files are looked for: templates with a ? for the name, a ; between two.
---@field preload table Loaders that go before everything else, by the names of their modules.
local package = {}

---Returns nil and a message: libraries of C cannot be loaded.
---@param path string 
---@param name string 
---@return nil
---@return string
---@return string
function package.loadlib(path, name) end

---Gives a module the globals as what it lacks: module(name, package.seeall).
---@param module table 
function package.seeall(module) end

return package
