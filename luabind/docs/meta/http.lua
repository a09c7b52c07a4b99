---@meta http

---@class RequestOptions
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
---@field data? string|table|function the body: a string, a form (a table or a list of pairs), or an iterator of strings
---@field json? any any value, sent as JSON; not looked at where data is given
---@field files? table {field = {name, content[, type]}} or {field = {path = file}}, or a list of pairs; sent as a multipart form

---@class ServeOptions
---@field port? integer TCP port on 127.0.0.1; default a free one
---@field max_size? number|string bytes that the body of a request may have, else it is answered with 413; default 64MB

---@class SaveOptions
---@field progress? boolean|function true shows a bar for this file; a progress.Bar gets its bytes added, to its total too unless it was made with one; a function is called as above

---@class CookieFilter
---@field domain? string only those of this domain
---@field path? string only those of this path

---@class CookieOptions
---@field domain? string the domain that it is for; default every host
---@field path? string the prefix of the paths that it goes to; default /
---@field expires? number seconds since 1970 when it ends; default with the session
---@field secure? boolean whether it goes out over https only; default false
---@field http_only? boolean kept, for files and for who looks at it; default false
---@field same_site? string "Strict", "Lax" or "None"; kept likewise

---Keeps cookies, connections and settings from request to request; safe for any number of tasks at once.
---@class Session
---@field params table|string|false As the option: added to the URL's query: a table (a value may be a list), a list of pairs, or a string as it stands.
---@field headers table|false As the option: request headers, names in any case; false takes one away.
---@field cookies Cookies|table The jar of the session's cookies; a table or another jar that is assigned takes the place of what it holds.
---@field auth Auth|false As the option: {user, password}, {digest = {user, password}}, {bearer = token}, {netrc = true}.
---@field timeout number|Timeout|false As the option: seconds up to the body's end (with stream up to the headers, then for each read), or {connect =, read =, total =}; math.huge is no limit; default 30.
---@field allow_redirects boolean As the option: whether to follow redirects, as browsers do: 301 and 302 make a GET of a POST, 303 of any method but HEAD; default true, for HEAD false.
---@field max_redirects integer|false As the option: redirects followed at most; default 30.
---@field allow_private boolean As the option: whether a redirect may lead from a public host to a private address; default false.
---@field proxy string|string[]|false As the option: a proxy's URL (http, https, socks5), a list that takes turns, or false for none; default the environment's.
---@field verify boolean|string As the option: whether TLS certificates are checked, or a file of CA certificates; default true.
---@field cert string[]|false As the option: {certfile, keyfile} of a client certificate.
---@field stream boolean As the option: whether the body is read bit by bit, by iter_content, iter_lines and save; default false.
---@field hooks Hooks|false As the option: {response = fn}: fn(response) may return another response; a call's take the place of the session's.
---@field retries integer|Retries|false As the option: attempts after the first, or {total =, backoff =, statuses =, methods =}; default 0.
---@field max_size number|string|false As the option: bytes that a body held in memory may have, decompressed; default 64MB.
---@field base_url string|false As the option: what is put before a URL that has no scheme.
---@field encoding string|false As the option: the body's encoding; default found out.
---@field http2 boolean As the option: whether HTTP/2 is used where the server has it; default true.
---@field rate number|false As the option: requests a second, per host; default no limit.
---@field max_per_host integer|false As the option: requests at once, per host; default no limit.
---@field robots boolean As the option: whether each server's robots.txt is asked first, and its Crawl-delay obeyed; default false.
---@field record string|false As the option: a file that every exchange is written to, without the base_url of those on it; of secrets it hides the request's headers, the values of cookies, and those of fields of a query, form, JSON body or header that are called password, secret, token, api_key or the like, but not what is in the body of a response.
---@field replay string|false As the option: a file of record that answers in place of the network.
---@field cache string|Cache|false As the option: a directory that keeps responses as RFC 9111 lets it, or {dir =, all = true}; default none.
local Session = {}

---Makes a GET request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:get(url, opts) end

---Makes a POST request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:post(url, opts) end

---Makes a PUT request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:put(url, opts) end

---Makes a PATCH request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:patch(url, opts) end

---Makes a DELETE request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:delete(url, opts) end

---Makes a HEAD request; redirects are not followed unless allow_redirects says so.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:head(url, opts) end

---Makes an OPTIONS request.
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:options(url, opts) end

---Makes a request with any method.
---@param method string such as "GET"
---@param url string the URL, or what base_url is put before
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function Session:request(method, url, opts) end

---Closes the connections that nothing uses, and the file of record; any number of times, and the session can still be used.
function Session:close() end

---What a server answered.
---@class Response
---@field status_code integer The status, such as 200.
---@field ok boolean Whether the status is below 400.
---@field reason string The status in words, such as "Not Found".
---@field url string The final URL, after redirects.
---@field headers table The response headers; names match in any case.
---@field cookies Cookies The cookies that this response set.
---@field content string The body as bytes, decompressed.
---@field text string The body as text, decoded from its encoding to UTF-8.
---@field encoding string The encoding that text is decoded from; it may be set, to nil for finding it out.
---@field history table The responses that redirected here, oldest first.
---@field elapsed number Seconds from the request to the response's headers.
---@field timing table Seconds by phase: dns, connect, tls, first_byte, body, total; and reused, whether the connection was.
---@field from_cache boolean Whether the option cache answered, without the network or after asking whether the page has changed.
---@field request Request The request that was answered, after redirects.
local Response = {}

---The body, decoded as JSON.
---@return any
function Response:json() end

---The body as a document, parsed once.
---@return Selection
function Response:html() end

---Raises an HTTPError where the status is 400 or above; returns the response otherwise.
---@return Response
function Response:raise_for_status() end

---The links of the Link header, by rel: each a table with url and its parameters.
---@return table
function Response:links() end

---Reads the body bit by bit: for chunk in r:iter_content(n) do. Where the body breaks off, what has come is given before the error.
---@param n? integer bytes a chunk; default what has come
---@return fun(): string?
function Response:iter_content(n) end

---Reads the body line by line, without the ends of the lines: for line in r:iter_lines() do.
---@return fun(): string?
function Response:iter_lines() end

---Writes the body to a file, which appears when it is whole; returns its size in bytes. A bar shows how far it has come: its total is what the server says, unknown for a compressed body.
---@param path string the file
---@param progress? function|SaveOptions called now and then with the bytes written and those to come in all, nil where the server does not say; or a progress.Bar; or options
---@return integer
function Response:save(path, progress) end

---Ends a streamed response that is not read to its end.
function Response:close() end

---A request as it was sent.
---@class Request
---@field method string Its method.
---@field url string Its URL.
---@field headers table Its headers; names match in any case. Host and Content-Length are not among them unless they were given.
---@field body string Its body; nil where there was none, or it was streamed.
local Request = {}

---A cookie jar, as browsers keep one (RFC 6265bis).
---@class Cookies
local Cookies = {}

---The value of a cookie, or nil; of several, the one set last.
---@param name string its name
---@param opts? CookieFilter which, where several have the name
---@return string?
function Cookies:get(name, opts) end

---Sets a cookie.
---@param name string its name
---@param value string its value
---@param opts? CookieOptions its attributes
function Cookies:set(name, value, opts) end

---Deletes the cookies of a name; returns how many there were.
---@param name string their name
---@param opts? CookieFilter which, where several have the name
---@return integer
function Cookies:delete(name, opts) end

---Deletes all cookies.
function Cookies:clear() end

---The cookies, in the order in which they were set: for cookie in jar:iter() do. Each is a table with name, value, domain, path, expires (seconds since 1970, or nil), secure, http_only and same_site.
---@return fun(): table?
function Cookies:iter() end

---Writes all cookies to a file: JSON where its name ends in .json, else a cookies.txt that curl reads.
---@param path string the file
function Cookies:save(path) end

---Adds the cookies of a file that save wrote, or a browser's cookies.txt.
---@param path string the file
function Cookies:load(path) end

---A server that http.serve started.
---@class Server
---@field url string Its address, without a slash at the end.
---@field port integer Its TCP port.
---@field requests table A list of the requests that came, each a ServedRequest, in the order in which they were whole; the first 10,000, with 256 MB of bodies at most.
local Server = {}

---Ends the server: connections are cut, answers that are under way are interrupted; any number of times.
function Server:close() end

---Waits until the server is closed, by another task or by Ctrl-C.
function Server:wait() end

---Empties the list of requests.
function Server:clear() end

---Calls fn with the server, and closes it however fn ends; returns what fn returns.
---@param fn function called with the server
---@return any
function Server:with(fn) end

---A request that a server of http.serve got.
---@class ServedRequest
---@field method string Its method.
---@field path string The path of its URL, decoded, without the query.
---@field url string The whole URL, as it was sent.
---@field query table The fields of its query: a text each, a list of texts where a name comes more than once.
---@field params table What the wildcards of its route stand for, by their names.
---@field headers table Its headers; names match in any case.
---@field cookies table Its cookies: values by names.
---@field body string Its body, as it came; "" where there was none.
---@field text string Its body, decoded.
---@field form table The fields of a form that it sent, as query has them; empty where the body is no form.
---@field files table The files of a multipart form, by their fields: {name =, content =, type =}, a list of those where a field comes more than once.
local ServedRequest = {}

---The body, which is JSON.
---@return any
function ServedRequest:json() end

---Requests and sessions, after Python's requests; and a server on loopback, for tests.
---@class httplib
---@field RequestException Kind A request failed; the root of the module's kinds.
---@field ConnectionError Kind The connection failed, or the body was cut short or badly framed.
---@field Timeout Kind The request took longer than it was given.
---@field ConnectTimeout Kind Connecting took longer than it was given.
---@field ReadTimeout Kind The server took longer to answer than it was given.
---@field SSLError Kind The certificate or the TLS handshake was refused.
---@field ProxyError Kind The proxy could not be used.
---@field HTTPError Kind raise_for_status met a status from 400.
---@field TooManyRedirects Kind There were more redirects than max_redirects, or they ran in a loop.
---@field InvalidURL Kind The URL has no or a wrong scheme, or a bad host.
---@field InvalidRequest Kind A method, header, cookie or token that was given holds what none may; an ArgumentError too.
---@field ContentTooLarge Kind The body is larger than max_size.
---@field RobotsDisallowed Kind The server's robots.txt does not let us fetch that, and robots is on.
---@field NotRecorded Kind The file of replay does not hold the request, or cannot be read.
---@field JSONDecodeError Kind The body is not JSON; a json.JSONDecodeError too.
local http = {}

---Makes a GET request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.get(url, opts) end

---Makes a POST request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.post(url, opts) end

---Makes a PUT request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.put(url, opts) end

---Makes a PATCH request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.patch(url, opts) end

---Makes a DELETE request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.delete(url, opts) end

---Makes a HEAD request; redirects are not followed unless allow_redirects says so. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.head(url, opts) end

---Makes an OPTIONS request. Connections are shared, cookies are not kept.
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.options(url, opts) end

---Starts a server on 127.0.0.1 that answers by a function, for tests and for trying things: fn(request) runs in a Lua thread of its own, any number at once, and may wait. It answers by what it returns: a text (200); a status, then a body and headers where there are any; or a table {status =, headers =, cookies = {name = value}, and one of body =, json =, file = (a path), redirect = (a URL)}; cut = true ends the connection after the body as if more was to come, and alone without an answer. A body is a text, or an iterator of texts, each of which is sent at once. Nothing is 404; an error is 500, and reported. In place of fn there may be a table of routes, as Go's ServeMux takes them, such as "GET /items/{id}": each has a function (where nothing is 204), or an answer. The server ends with the script, or by close; server:wait() keeps the script running.
---@param fn function|table a function, or a table of routes
---@param opts? ServeOptions options
---@return Server
function http.serve(fn, opts) end

---Makes a request with any method.
---@param method string such as "GET"
---@param url string the URL
---@param opts? RequestOptions options of this request, over those of the session
---@return Response
function http.request(method, url, opts) end

---Makes a session: it keeps cookies and connections, and its settings hold for its requests.
---@param opts? SessionOptions settings
---@return Session
function http.Session(opts) end

return http
