---@meta luafut

---What an error is: errors.is asks for it, and a call makes an error of it.
---@class Kind
---@overload fun(message: string?, fields: table?): table

---What a for loop goes through: each turn gives an index and what belongs to it.
---@class Iterator
---@overload fun(...: any): any, any, any
local Iterator = {}

---Ends the iteration and releases what it holds; any number of times.
function Iterator:close() end

---@class SessionOptions
---@field params? table|string|false added to the URL's query: a table (a value may be a list), a list of pairs, or a string as it stands
---@field headers? table|false request headers, names in any case; false takes one away
---@field cookies? table|false cookies: a session's go into its jar, a call's are sent with it and not kept
---@field auth? Auth|false {user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true}
---@field timeout? number|Timeout|false seconds up to the body's end (with stream up to the headers, then for each read), or {connect =, read =, total =}; math.huge is no limit; default 30
---@field allow_redirects? boolean whether to follow redirects, as browsers do: 301 and 302 make a GET of a POST, 303 of any method but HEAD; default true, for HEAD false
---@field max_redirects? integer|false redirects followed at most; default 30
---@field allow_private? boolean whether a redirect may lead from a public host to a private address; default false
---@field proxy? string|string[]|false a proxy's URL (http, https, socks5), a list that takes turns, or false for none; default the environment's
---@field verify? boolean|string whether TLS certificates are checked, or a file of CA certificates; default true
---@field cert? string[]|false {certfile, keyfile} of a client certificate
---@field stream? boolean whether the body is read bit by bit, by iter_content, iter_lines and save; default false
---@field hooks? Hooks|false {response = fn}: fn(response) may return another response; a call's take the place of the session's
---@field retries? integer|Retries|false attempts after the first, or {total =, backoff =, statuses =, methods =}; default 0
---@field max_size? number|string|false bytes that a body held in memory may have, decompressed; default 64MB
---@field base_url? string|false what is put before a URL that has no scheme
---@field encoding? string|false the body's encoding; default found out
---@field http2? boolean whether HTTP/2 is used where the server has it; default true
---@field rate? number|false requests a second, per host; default no limit
---@field max_per_host? integer|false requests at once, per host; default no limit
---@field robots? boolean whether each server's robots.txt is asked first, and its Crawl-delay obeyed; default false
---@field record? string|false a file that every exchange is written to, without the base_url of those on it; of secrets it hides the request's headers, the values of cookies, and those of fields of a query, form, JSON body or header that are called password, secret, token, api_key or the like, but not what is in the body of a response
---@field replay? string|false a file of record that answers in place of the network
---@field cache? string|Cache|false a directory that keeps responses as RFC 9111 lets it, or {dir =, all = true}; default none

---@class Auth
---@field digest? table {user, password} for digest authentication
---@field bearer? string a token
---@field netrc? any true, or the path of a .netrc file: basic authentication by its entry for the host

---@class Timeout
---@field connect? number seconds until a connection is ready; default 30
---@field read? number seconds of each wait for a byte after that; default 30
---@field total? number seconds for the whole call, redirects and retries included; default no limit

---@class Hooks
---@field response? any a function, or a list of functions, called with each response, those of redirects too; one may return another response in its place

---@class Retries
---@field total? integer attempts after the first; default 0
---@field backoff? number seconds before the first of them, which double with each, with jitter; default 0.5
---@field statuses? table a list of statuses that are tried again; default none
---@field methods? string[] a list of methods that may be sent twice; default the idempotent ones

---@class Cache
---@field dir? string the directory, made where it is not there
---@field all? boolean keep every response but failures, and never ask again, whatever the server says: for developing; default false
