---@meta fs

---@class FileReadOptions
---@field max_size? number|string how long the file may be; default 1GB

---@class FileRemoveOptions
---@field recursive? boolean remove a folder with all that is in it; default false

---Files and folders as a whole, and their paths. For files that are read and written bit by bit there is io.
---@class fslib
---@field FileError Kind Something cannot be done with a file or a folder; path says with which.
---@field FileNotFound Kind There is no such file or folder.
---@field FileExists Kind There is one already.
---@field PermissionDenied Kind The system does not permit it.
local fs = {}

---Returns all that a file holds, as it is.
---@param path string the file
---@param opts? FileReadOptions options
---@return string
function fs.read(path, opts) end

---Makes a text all that a file holds, whole or not at all: it is written beside and renamed, so that a crash leaves the old file or the new one.
---@param path string the file
---@param text string any bytes
function fs.write(path, text) end

---Adds a text to the end of a file, which is made where there is none.
---@param path string the file
---@param text string any bytes
function fs.append(path, text) end

---The names in a folder, sorted.
---@param path? string the folder; default the one that the program runs in
---@return string[]
function fs.list(path) end

---The paths that fit a pattern, sorted: * stands for any characters within a name, ? for one, [a-z] for one of some, and ** as a whole part of the path for folders at any depth.
---@param pattern string the pattern, with / between parts
---@return string[]
function fs.glob(pattern) end

---What is known of a file or folder: size in bytes, modified in seconds since 1970, type ("file", "folder" or "other"); nil where there is none.
---@param path string the path
---@return table?
function fs.stat(path) end

---Whether there is a file or folder.
---@param path string the path
---@return boolean
function fs.exists(path) end

---Whether there is a file.
---@param path string the path
---@return boolean
function fs.is_file(path) end

---Whether there is a folder.
---@param path string the path
---@return boolean
function fs.is_dir(path) end

---Makes a folder, and those that it lies in; one that is there is no error.
---@param path string the folder
function fs.mkdir(path) end

---Makes a new folder where the system keeps what is of use for a while, readable by this user only, and returns its path. Nothing removes it but the script.
---@param prefix? string what its name begins with; default "luafut-"
---@return string
function fs.mkdtemp(prefix) end

---Removes a file or an empty folder, and returns whether it was there.
---@param path string what to remove
---@param opts? FileRemoveOptions options
---@return boolean
function fs.remove(path, opts) end

---Gives a file or folder another path; a file that is there is replaced.
---@param from string the path
---@param to string the new one
function fs.rename(from, to) end

---Makes a file what another one is, whole or not at all.
---@param from string the file
---@param to string the copy
function fs.copy(from, to) end

---Joins parts of a path, and simplifies it.
---@param ... string the parts; empty ones are left out
---@return string
function fs.join(...) end

---The last part of a path.
---@param path string a path
---@return string
function fs.basename(path) end

---All but the last part of a path.
---@param path string a path
---@return string
function fs.dirname(path) end

---The extension of a path's last part, with its dot, or "".
---@param path string a path
---@return string
function fs.ext(path) end

---The last part of a path without its extension.
---@param path string a path
---@return string
function fs.stem(path) end

---A name that every system takes for one file, made of a text such as a title or a URL: what may stand for something else is _, and it has 120 bytes at most.
---@param path string a path
---@return string
function fs.safe_name(path) end

---A path from the root, by the folder that the program runs in.
---@param path string a path
---@return string
function fs.absolute(path) end

return fs
