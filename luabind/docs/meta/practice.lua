---@meta practice

---@class PracticeOptions
---@field latency? number seconds that every answer is held back; default 0
---@field port? integer TCP port on 127.0.0.1; default a free one
---@field pages? integer listing pages; default 120
---@field wide_pages? integer pages at /wide/N; default 2000
---@field items_per_page? number links on a listing page on average; default 27.5
---@field seed? integer chooses ids and text: equal seeds, equal pages; default 1

---A running practice site.
---@class Site
---@field url string Its address, without a slash at the end.
local Site = {}

---What was asked of the site so far, as its address /counters answers: logins, pages, votes, refused and more.
---@return table
function Site:counters() end

---Ends the site and all its connections; any number of times.
function Site:close() end

---The practice site: a web site on loopback to learn and to test crawling on. Its front page links every address.
---@class practicelib
---@field PHONE string The phone number that /login lets in.
---@field MEMBER string The e-mail address that the members' part and the API let in.
---@field PASSWORD string The password that goes with either.
local practice = {}

---Starts a site; it runs until close, or the end of the script.
---@param opts? PracticeOptions options
---@return Site
function practice.start(opts) end

return practice
