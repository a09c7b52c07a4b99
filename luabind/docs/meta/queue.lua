---@meta queue

---A queue of any of the three kinds.
---@class Queue
local Queue = {}

---Adds an item, waiting for a place while the queue is full.
---@param item any any value, nil too
---@param block? boolean whether to wait; default true
---@param timeout? number seconds to wait at most; default no limit
function Queue:put(item, block, timeout) end

---Takes the next item, waiting for one while the queue is empty.
---@param block? boolean whether to wait; default true
---@param timeout? number seconds to wait at most; default no limit
---@return any
function Queue:get(block, timeout) end

---As put, without waiting.
---@param item any any value, nil too
function Queue:put_nowait(item) end

---As get, without waiting.
---@return any
function Queue:get_nowait() end

---How many items it holds.
---@return integer
function Queue:qsize() end

---Whether it holds no item.
---@return boolean
function Queue:empty() end

---Whether put would wait.
---@return boolean
function Queue:full() end

---Says that the work on an item that was taken is done; join waits for that.
function Queue:task_done() end

---Waits until task_done was called for every item.
function Queue:join() end

---Ends the queue: put fails from now on, and get once it is empty; those who wait are woken.
---@param immediate? boolean whether its items are thrown away; default false
function Queue:shutdown(immediate) end

---Takes items, waiting for more, until the queue is shut down and empty: for i, item in q:drain() do.
---@return Iterator
function Queue:drain() end

---Queues between tasks, after Python's queue. Any value can be an item, nil too.
---@class queuelib
---@field Empty Kind There was no item to get, in time.
---@field Full Kind There was no place to put an item, in time.
---@field ShutDown Kind The queue has been shut down.
local queue = {}

---Makes a queue that gives items in the order in which they were put.
---@param maxsize? integer items that it holds at most; 0 (default) or less is no bound
---@return Queue
function queue.Queue(maxsize) end

---Makes a queue that gives the item put last first.
---@param maxsize? integer items that it holds at most; 0 (default) or less is no bound
---@return Queue
function queue.LifoQueue(maxsize) end

---Makes a queue that gives the least item first, compared with <, or by their first where both are lists such as {priority, item}; equal ones in the order in which they were put.
---@param maxsize? integer items that it holds at most; 0 (default) or less is no bound
---@return Queue
function queue.PriorityQueue(maxsize) end

return queue
