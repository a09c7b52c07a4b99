---@meta progress

---@class BarOptions
---@field total? integer how much there is to do; default unknown, or what a list, map or as_completed tells
---@field desc? string what the line begins with; default nothing
---@field unit? string what is counted, "B" for bytes, which are shown as sizes; default "it"
---@field every? number seconds between two plain lines, where there is no terminal; default 10
---@field leave? boolean whether the last line stays when the bar ends; default true

---A bar that is moved by hand. Any number of tasks may move it. It stays in the process that made it: work that runs in others is counted where its futures are, as by f:add_done_callback(bar).
---@class Bar
---@field done integer How much is done.
---@field errors integer How much has failed.
---@field total integer How much there is to do; nil where that is not known.
---@field closed boolean Whether it has ended.
local Bar = {}

---Counts n more as done.
---@param n? integer default 1
function Bar:add(n) end

---Counts n more as failed, which are done with too; in a bar of bytes they are errors only.
---@param n? integer default 1
function Bar:fail(n) end

---Says how much there is to do.
---@param total? integer default unknown
function Bar:set_total(total) end

---Changes what the line begins with.
---@param text string one line
function Bar:describe(text) end

---Ends the bar; its last line stays. Any number of times.
function Bar:close() end

---An iterator whose turns a bar counts. It is used as the iterator that it was made of; dropped, as by a break, it lets that go and the bar ends.
---@class Track
---@field bar Bar The bar, to describe what is under way or to count errors.
local Track = {}

---Goes through all of it and returns the values as a list: of several in a turn the first, an index not counted.
---@return any[]
function Track:collect() end

---Ends the loop and the bar, and closes the iterator that it was made of. Any number of times.
function Track:close() end

---How far work has come: one line at the end of the terminal, which makes room for whatever else is printed; several bars share it. Where standard error is no terminal, TERM is dumb or CI is set, plain lines at intervals take its place. In a worker process bars are such lines too, which the main process prints.
---@class progresslib
local progress = {}

---Gives what iterable gives, and shows how far the loop has come: for i, page in progress.track(pool:map(fetch, urls)) do. A turn counts as done when it is over. On a terminal there is one line on standard error that tells what is done, the rate, errors and the time left; else there is a plain line now and then. Never on standard output. A future that has failed counts as an error, and so does what the iterator raises. What pairs or another iterator of three values returns can be given as it is, options then come fourth.
---@param iterable table|function a list, which gives index and value, or an iterator
---@param ... BarOptions|any options, or what belongs to an iterator of three values
---@return Track
function progress.track(iterable, ...) end

---Opens a bar that is moved by hand, by any number of tasks. On a terminal there is one line on standard error that tells what is done, the rate, errors and the time left; else there is a plain line now and then. Never on standard output. It ends with close, or with the script.
---@param total? integer|BarOptions how much there is to do; default unknown
---@param opts? BarOptions options
---@return Bar
function progress.bar(total, opts) end

---Calls fn(bar) and closes the bar however that ends; returns what fn returned.
---@param bar Bar a bar
---@param fn function called with the bar
---@return any
function progress.with(bar, fn) end

return progress
