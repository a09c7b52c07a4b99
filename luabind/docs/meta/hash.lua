---@meta hash

---@class HashOptions
---@field raw? boolean return the bytes; default: two hexadecimal digits, in lower case, for each

---Checksums and message digests. MD5, SHA-1 and CRC-32 are for what others have made; they keep no secret.
---@class hashlib
---@field HashError Kind A file cannot be read.
local hash = {}

---The MD5 digest of bytes.
---@param bytes string any bytes
---@param opts? HashOptions options
---@return string
function hash.md5(bytes, opts) end

---The SHA-1 digest of bytes.
---@param bytes string any bytes
---@param opts? HashOptions options
---@return string
function hash.sha1(bytes, opts) end

---The SHA-256 digest of bytes.
---@param bytes string any bytes
---@param opts? HashOptions options
---@return string
function hash.sha256(bytes, opts) end

---The SHA-512 digest of bytes.
---@param bytes string any bytes
---@param opts? HashOptions options
---@return string
function hash.sha512(bytes, opts) end

---The CRC-32 checksum of bytes, as zip and gzip have it.
---@param bytes string any bytes
---@param opts? HashOptions options
---@return string
function hash.crc32(bytes, opts) end

---The HMAC (RFC 2104) of bytes, by a key.
---@param algorithm "md5"|"sha1"|"sha256"|"sha512" the digest
---@param key string the key
---@param bytes string the message
---@param opts? HashOptions options
---@return string
function hash.hmac(algorithm, key, bytes, opts) end

---The digest of a file of any length.
---@param path string the file
---@param algorithm? "md5"|"sha1"|"sha256"|"sha512"|"crc32" default "sha256"
---@param opts? HashOptions options
---@return string
function hash.file(path, algorithm, opts) end

return hash
