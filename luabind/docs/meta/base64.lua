---@meta base64

---@class Base64Options
---@field url? boolean use - and _ in place of + and /, as URLs and tokens do; default false
---@field padding? boolean end with = signs; default true, and false with url

---Bytes as base64 text and back (RFC 4648).
---@class base64lib
---@field Base64Error Kind A text is no base64.
local base64 = {}

---Writes bytes as base64, on one line.
---@param bytes string any bytes
---@param opts? Base64Options options
---@return string
function base64.encode(bytes, opts) end

---Reads base64 in either alphabet, with padding or without; white space is left out.
---@param text string base64
---@return string
function base64.decode(text) end

return base64
