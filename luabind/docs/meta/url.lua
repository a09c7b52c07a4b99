---@meta url

---@class URLNormalizeOptions
---@field fragment? boolean keep the part from # on; default true
---@field sort_query? boolean order the query's fields by name; default false

---@class URLQueryOptions
---@field pairs? boolean read a query as a list of {name, value} pairs, in its order; default false

---URLs: taken apart, put together, compared. They are read as browsers do, by WHATWG's URL Standard, and as requests read them: what no URL may hold is percent-encoded, a host name is brought into ASCII and lower case (0x7f.1 is 127.0.0.1), a scheme's own port goes, and dot segments are resolved.
---@class urllib
---@field InvalidURL Kind A text is not a URL.
local url = {}

---Takes a URL apart. The table has, each where the URL has it: href (the whole), scheme, username and password (decoded), hostname, port (a number; not the scheme's own), host (hostname and port), origin (scheme and host, of a web address), path, query and fragment (encoded, without ? and #). A relative URL has no scheme.
---@param url string 
---@return table
function url.parse(url) end

---The whole URL that a link on a page leads to.
---@param base string the page's URL, with its scheme
---@param reference string what the link says
---@return string
function url.join(base, reference) end

---One form of a URL for all that are written differently and mean the same, for telling which pages were visited.
---@param url string 
---@param opts? URLNormalizeOptions 
---@return string
function url.normalize(url, opts) end

---Percent-encodes a text, so that it can stand in any part of a URL: all but letters, digits and -._~ is encoded, a space as %20.
---@param text string 
---@return string
function url.encode(text) end

---Undoes percent-encoding; what is wrongly encoded stays as it is, and a plus sign is one (url.query reads forms).
---@param text string 
---@return string
function url.decode(text) end

---Writes a table as a query, or reads a query, with or without its ?, as a table. In the table a value is a text, or a list of texts where a name comes more than once; numbers and booleans can be written too, and a list of {name, value} pairs for an order.
---@param fields table|string 
---@param opts? URLQueryOptions 
---@return string|table
function url.query(fields, opts) end

return url
