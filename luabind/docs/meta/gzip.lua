---@meta gzip

---@class GzipOptions
---@field max_size? number|string bytes that it may grow to; default 64MB

---Files in gzip's format, such as sitemap.xml.gz (RFC 1952). What a server packs for the way only, http has unpacked already.
---@class gziplib
---@field GzipError Kind The bytes are no gzip file, are cut off, or grow beyond max_size.
local gzip = {}

---Packs bytes; equal bytes give equal ones.
---@param bytes string any bytes
---@return string
function gzip.compress(bytes) end

---Unpacks a gzip file, all its members.
---@param bytes string a gzip file
---@param opts? GzipOptions options
---@return string
function gzip.decompress(bytes, opts) end

return gzip
