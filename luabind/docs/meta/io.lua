---@meta io

---An open file. It may be used by several tasks; each call is whole.
---@class File
local File = {}

---Flushes and closes: returns true, for a popen "exit" and the command's status too, or nil, a message and its number.
---@return true?
---@return string?
---@return number?
function File:close() end

---Passes on what was written.
---@return File?
---@return string?
---@return number?
function File:flush() end

---Returns an iterator over what is read; the file stays open.
---@param ... string|number "*l" a line (default), "*L" a line with its end, "*n" a number, "*a" all the rest, or how many bytes
---@return function
function File:lines(...) end

---Returns what is read by each format, nil for the first that there is no more of; nil, a message and its number where it goes wrong.
---@param ... string|number "*l" a line (default), "*L" a line with its end, "*n" a number, "*a" all the rest, or how many bytes
---@return string|number|nil
function File:read(...) end

---Goes to a place in the file, and returns it, counted from the beginning.
---@param whence? "set"|"cur"|"end" from where: the beginning, here ("cur", default), the end
---@param offset? number in bytes; 0 where it is left out
---@return number?
---@return string?
---@return number?
function File:seek(whence, offset) end

---Says when what is written leaves the buffer. Standard output is not changed by it: it holds things back for 50 ms at most.
---@param mode "no"|"full"|"line" at once, when the buffer is full, after each line
---@param size? number of the buffer, in bytes, at most 16 MB; 32 KB where it is left out
---@return true?
---@return string?
---@return number?
function File:setvbuf(mode, size) end

---Writes strings and numbers as one piece, and returns the file; nil, a message and its number where it goes wrong.
---@param ... string|number 
---@return File?
---@return string?
---@return number?
function File:write(...) end

---Files, standard input and output, and pipes to other programs. What waits lets the other tasks run. All files are flushed and closed when the program ends.
---@class iolib
local io = {}

---Closes a file, or the default output.
---@param file? File the default output where it is left out
---@return true?
---@return string?
---@return number?
function io.close(file) end

---Passes on what was written to the default output.
---@return File?
---@return string?
---@return number?
function io.flush() end

---Returns the default input, after setting it to a file, or to one that it opens.
---@param file? string|File a path, or an open file
---@return File
function io.input(file) end

---Returns an iterator over the lines of a file, which is closed at its end, or of the default input.
---@param path? string the default input where it is left out
---@param ... string|number "*l" a line (default), "*L" a line with its end, "*n" a number, "*a" all the rest, or how many bytes
---@return function
function io.lines(path, ...) end

---Opens a file: returns it, or nil, a message and its number.
---@param path string 
---@param mode? "r"|"w"|"a"|"r+"|"w+"|"a+"|"rb"|"wb"|"ab" read (default), write anew, append; with + both
---@return File?
---@return string?
---@return number?
function io.open(path, mode) end

---Returns the default output, after setting it to a file, or to one that it opens and empties.
---@param file? string|File a path, or an open file
---@return File
function io.output(file) end

---Runs a command by the shell, and returns a file that reads what it prints or writes what it reads.
---@param command string 
---@param mode? "r"|"w" read (default) or write
---@return File?
---@return string?
---@return number?
function io.popen(command, mode) end

---Reads from the default input, as File:read does.
---@param ... string|number "*l" a line (default), "*L" a line with its end, "*n" a number, "*a" all the rest, or how many bytes
---@return string|number|nil
function io.read(...) end

---Opens a new file that is read, written, and deleted when it is closed.
---@return File?
---@return string?
---@return number?
function io.tmpfile() end

---Returns "file" for an open file, "closed file" for one that was closed, and nil for any other value.
---@param v any 
---@return string?
function io.type(v) end

---Writes to the default output, as File:write does.
---@param ... string|number 
---@return File?
---@return string?
---@return number?
function io.write(...) end

return io
