---@meta futures

---@class PoolOptions
---@field max_workers? integer tasks that run at once; default the number of CPUs, for threads 4 more, at most 32
---@field thread_name_prefix? string the name of the pool; its workers are called PREFIX_0 and so on
---@field initializer? any a function that each worker runs before its first task; where it fails, the pool breaks
---@field initargs? table a list of the initializer's arguments
---@field task_timeout? number seconds that a task may take once it has begun, its waits included; default no limit
---@field max_pending? integer tasks that may wait to begin; submit waits while there are as many; default no limit

---@class ProcessPoolOptions
---@field max_workers? integer tasks that run at once; default the number of CPUs, for threads 4 more, at most 32
---@field thread_name_prefix? string the name of the pool; its workers are called PREFIX_0 and so on
---@field initializer? any a function that each worker runs before its first task; where it fails, the pool breaks
---@field initargs? table a list of the initializer's arguments
---@field task_timeout? number seconds that a task may take once it has begun, its waits included; default no limit
---@field max_pending? integer tasks that may wait to begin; submit waits while there are as many; default no limit
---@field max_tasks_per_child? integer tasks after which a worker is replaced; default never
---@field memory_limit? number|string the heap that a worker may have in use; one that exceeds it breaks the pool; default no limit

---@class WaitOptions
---@field timeout? number seconds to wait at most; default no limit
---@field return_when? "ALL_COMPLETED"|"FIRST_COMPLETED"|"FIRST_EXCEPTION" futures.ALL_COMPLETED (default), FIRST_COMPLETED or FIRST_EXCEPTION

---@class AsCompletedOptions
---@field timeout? number seconds for the whole iteration; default no limit

---@class SubmitOptions
---@field timeout? number seconds that the task may take once it has begun, its waits included; default the pool's task_timeout
---@field name? string what the task is called in messages

---@class ShutdownOptions
---@field wait? boolean whether to wait until all that was submitted is settled; default true
---@field cancel_futures? boolean whether what has not begun is cancelled; default false

---The outcome of a task, now or later; as Python's Future. Fields that are not methods belong to the script.
---@class Future
---@field [string] any
local Future = {}

---Waits for the task and returns all that it returned, or raises what it raised.
---@param timeout? number how long to wait at most; without it as long as it takes
---@return any
function Future:result(timeout) end

---Waits for the task and returns what it raised, or nil.
---@param timeout? number how long to wait at most; without it as long as it takes
---@return any
function Future:exception(timeout) end

---The task's own Lua traceback, or nil where it has not failed.
---@return string?
function Future:traceback() end

---Cancels the task if it has not begun; true where it is cancelled now or was before.
---@return boolean
function Future:cancel() end

---Cancels the task, and stops it if it runs; true where the future is cancelled by it. It does not wait for the unwinding.
---@return boolean
function Future:terminate() end

---Whether a worker has begun the task and it has not ended.
---@return boolean
function Future:running() end

---Whether it was cancelled.
---@return boolean
function Future:cancelled() end

---Whether it has a result, an error, or is cancelled.
---@return boolean
function Future:done() end

---Has fn(future) called once the future is done, whatever its outcome: in the order added, in the worker that finished it. An error in it is logged, and the others still run.
---@param fn function called with the future
function Future:add_done_callback(fn) end

---Marks a bare future as running; false where it was cancelled, and its work must not be done.
---@return boolean
function Future:set_running_or_notify_cancel() end

---Finishes a bare future with results, and runs its callbacks.
---@param ... any what result() returns
function Future:set_result(...) end

---Finishes a bare future with an error, and runs its callbacks.
---@param err any what result() raises
function Future:set_exception(err) end

---A pool whose tasks share the script's memory, as Python's threads do.
---@class ThreadPoolExecutor
local ThreadPoolExecutor = {}

---Has fn(...) run in the pool and returns its future.
---@param fn function what to run
---@param ... any its arguments
---@return Future
function ThreadPoolExecutor:submit(fn, ...) end

---As submit, with options for this one task before the function.
---@param opts SubmitOptions options
---@param fn function what to run
---@param ... any its arguments
---@return Future
function ThreadPoolExecutor:submit_with(opts, fn, ...) end

---Runs fn on the values of one or more iterables (lists, iterators, queues) and gives an iterator over the results, in the order of the inputs: for i, result in pool:map(fn, list) do. It stops at the shortest. A last table that has named fields and no items is the options.
---@param fn function called with one value of each iterable
---@param ... any the iterables, then options (timeout, chunksize, buffersize)
---@return Map
function ThreadPoolExecutor:map(fn, ...) end

---Takes no more tasks, and waits until those submitted are settled; any number of times.
---@param wait? boolean|ShutdownOptions false returns at once; default true
function ThreadPoolExecutor:shutdown(wait) end

---A pool whose tasks run in worker processes, on every core. Functions, arguments and results are copied.
---@class ProcessPoolExecutor
local ProcessPoolExecutor = {}

---Asks the workers to end at once (SIGTERM) and breaks the pool: what has not finished fails with BrokenProcessPool.
function ProcessPoolExecutor:terminate_workers() end

---Ends the workers at once (SIGKILL) and breaks the pool: what has not finished fails with BrokenProcessPool.
function ProcessPoolExecutor:kill_workers() end

---Has fn(...) run in the pool and returns its future.
---@param fn function what to run
---@param ... any its arguments
---@return Future
function ProcessPoolExecutor:submit(fn, ...) end

---As submit, with options for this one task before the function.
---@param opts SubmitOptions options
---@param fn function what to run
---@param ... any its arguments
---@return Future
function ProcessPoolExecutor:submit_with(opts, fn, ...) end

---Runs fn on the values of one or more iterables (lists, iterators, queues) and gives an iterator over the results, in the order of the inputs: for i, result in pool:map(fn, list) do. It stops at the shortest. A last table that has named fields and no items is the options.
---@param fn function called with one value of each iterable
---@param ... any the iterables, then options (timeout, chunksize, buffersize)
---@return Map
function ProcessPoolExecutor:map(fn, ...) end

---Takes no more tasks, and waits until those submitted are settled; any number of times.
---@param wait? boolean|ShutdownOptions false returns at once; default true
function ProcessPoolExecutor:shutdown(wait) end

---A pool whose tasks run in Lua states of their own in this process, on every core. Functions, arguments and results are copied.
---@class InterpreterPoolExecutor
local InterpreterPoolExecutor = {}

---Has fn(...) run in the pool and returns its future.
---@param fn function what to run
---@param ... any its arguments
---@return Future
function InterpreterPoolExecutor:submit(fn, ...) end

---As submit, with options for this one task before the function.
---@param opts SubmitOptions options
---@param fn function what to run
---@param ... any its arguments
---@return Future
function InterpreterPoolExecutor:submit_with(opts, fn, ...) end

---Runs fn on the values of one or more iterables (lists, iterators, queues) and gives an iterator over the results, in the order of the inputs: for i, result in pool:map(fn, list) do. It stops at the shortest. A last table that has named fields and no items is the options.
---@param fn function called with one value of each iterable
---@param ... any the iterables, then options (timeout, chunksize, buffersize)
---@return Map
function InterpreterPoolExecutor:map(fn, ...) end

---Takes no more tasks, and waits until those submitted are settled; any number of times.
---@param wait? boolean|ShutdownOptions false returns at once; default true
function InterpreterPoolExecutor:shutdown(wait) end

---The results of pool:map, in the order of the inputs. An error of a task is raised where its result would come. It is for one task at a time: another that asks meanwhile gets a RuntimeError.
---@class Map
---@overload fun(...: any): any, any, any
local Map = {}

---Waits for all results and returns the first value of each as a list.
---@return any[]
function Map:collect() end

---Cancels what has not begun; the iteration ends. Any number of times.
function Map:close() end

---Futures as they are settled. Several tasks may ask: each future goes to one of them.
---@class AsCompleted
---@overload fun(...: any): any, any, any
local AsCompleted = {}

---Ends the iteration; any number of times.
function AsCompleted:close() end

---Pools of workers and the futures of what they run, after Python's concurrent.futures.
---@class futureslib
---@field ALL_COMPLETED string wait returns when all futures are settled.
---@field FIRST_COMPLETED string wait returns when the first is.
---@field FIRST_EXCEPTION string wait returns when the first has failed, or all are settled.
---@field Error Kind The root of all kinds.
---@field RuntimeError Kind Something was asked of an object that it cannot do in the state it is in.
---@field ArgumentError Kind A function was given a value that it does not take.
---@field TimeoutError Kind Something took longer than it was given.
---@field CancelledError Kind The result of a cancelled future was asked for.
---@field InvalidStateError Kind A future was set twice, or in a state that does not allow it.
---@field DeadlockError Kind Futures wait for each other in a circle.
---@field TravelError Kind A value cannot go to a worker, or come back from one; the message says where it sits.
---@field BrokenExecutor Kind A pool broke and takes no more tasks.
---@field BrokenThreadPool Kind The initializer of a thread pool failed.
---@field BrokenProcessPool Kind A worker process ended before its work did.
---@field BrokenInterpreterPool Kind The initializer of an interpreter pool failed.
local futures = {}

---Makes a pool whose tasks share the script's memory and run at once, up to a number. Workers start as tasks come.
---@param opts? integer|PoolOptions how many tasks run at once (default the number of CPUs and 4, at most 32), or options
---@return ThreadPoolExecutor
function futures.ThreadPoolExecutor(opts) end

---Makes a pool whose tasks run in worker processes, as many at once as there are workers. Workers start as tasks come. Whatever goes there and comes back is copied; what cannot travel is a TravelError of the future.
---@param opts? integer|ProcessPoolOptions how many workers (default the number of CPUs), or options
---@return ProcessPoolExecutor
function futures.ProcessPoolExecutor(opts) end

---Makes a pool whose tasks run in isolated Lua states on goroutines of this process, as many at once as there are workers. Workers start as tasks come. Whatever goes there and comes back is copied; what cannot travel is a TravelError of the future.
---@param opts? integer|PoolOptions how many workers (default the number of CPUs), or options
---@return InterpreterPoolExecutor
function futures.InterpreterPoolExecutor(opts) end

---Waits for futures and returns two lists, those done and those not, in the order given; each also answers list[future] with true.
---@param fs any a list or an iterator of futures, or a table whose keys they are; duplicates count once
---@param opts? number|WaitOptions a time-out in seconds, or options
---@return Future[]
---@return Future[]
function futures.wait(fs, opts) end

---Gives futures one by one as they are settled: for future in futures.as_completed(fs) do. What is settled already comes first.
---@param fs any a list or an iterator of futures, or a table whose keys they are; duplicates count once
---@param timeout? number|AsCompletedOptions seconds for the whole iteration, from the call; default no limit
---@return fun(): Future?
function futures.as_completed(fs, timeout) end

---Makes a bare future, for tests and adapters: its maker sets its outcome.
---@return Future
function futures.Future() end

---Calls fn(pool) and shuts the pool down however that ends, waiting for its work; returns what fn returned.
---@param pool any a pool
---@param fn function called with the pool
---@return any
function futures.with(pool, fn) end

---Where the running task runs: a table with name (of the worker), pool and pid; nil in the main script.
---@return table?
function futures.current() end

return futures
