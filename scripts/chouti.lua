-- Logs in to a link site, collects the links of its listing pages through a pool
-- of 60, and takes back the vote for each.
--
--   luafut chouti.lua                       against the built-in practice site
--   luafut chouti.lua URL PHONE PASSWORD    against a real one
--
-- Shows: futures with callbacks that hand each other fields, a pool larger than the
-- number of cores, counters of the site.
local futures = require "futures"
local http = require "http"
local json = require "json"

local PAGES = 120

local Chouti = {}
Chouti.__index = Chouti

function Chouti.new(url)
  return setmetatable({ url = url, session = http.Session(), taken_back = 0 }, Chouti)
end

-- The front page gives the cookie that the login then makes good.
function Chouti:login(phone, password)
  self.session:get(self.url .. "/"):raise_for_status()
  return self.session:post(self.url .. "/login", {
    data = { phone = phone, password = password, oneMonth = "1" },
    headers = {
      Origin = self.url,
      Referer = self.url .. "/",
      ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
    },
  }):raise_for_status()
end

function Chouti:get_html(page)
  return self.session:get(self.url .. "/all/hot/recent/" .. page):raise_for_status()
end

-- First callback: leaves the ids of the page's links on the future, for the next.
function Chouti:handle_html(future)
  local ids = {}
  for _, item in future:result():html():find("#content-list div.item"):each() do
    ids[#ids + 1] = item:find("i"):first():text()
  end
  future.links = ids
end

function Chouti:recommend(id)
  return self.session:post(self.url .. "/link/vote", { params = { linksId = id } })
end

function Chouti:cancel_recommend(id)
  return self.session:post(self.url .. "/vote/cancel/vote.do", { data = { linksId = id } })
end

-- Second callback. Both run in the worker that fetched the page, so that the
-- posts of 60 pages are on their way side by side.
function Chouti:cancel_all(future)
  for _, id in ipairs(future.links or {}) do -- none where the page failed
    if self:cancel_recommend(id).ok then
      self.taken_back = self.taken_back + 1
    end
  end
end

local url, phone, password, site = arg[1], arg[2], arg[3], nil
if not url then
  local practice = require "practice"
  site = practice.start { latency = 0.005 }
  url, phone, password = site.url, practice.PHONE, practice.PASSWORD
end

local chouti = Chouti.new((url:gsub("/+$", "")))
local answer = chouti:login(phone, password)
print("login: " .. answer.text)
if answer:json().result.code ~= "9999" then
  error("the site did not let us in")
end

local pool = futures.ThreadPoolExecutor(60)
local pages = {}
for page = 1, PAGES do
  local future = pool:submit(chouti.get_html, chouti, page)
  future:add_done_callback(function(f) chouti:handle_html(f) end)
  future:add_done_callback(function(f) chouti:cancel_all(f) end)
  pages[page] = future
end
futures.wait(pages)
pool:shutdown()

local fetched, links = 0, 0
for _, future in ipairs(pages) do
  if not future:exception() then fetched = fetched + 1 end
  links = links + #(future.links or {})
end
print("pages: " .. fetched)
print("links: " .. links)
print("votes taken back: " .. chouti.taken_back)

if site then
  local c = site:counters()
  site:close()
  local agree = c.logins == 1 and c.refused == 0
    and c.pages.distinct == PAGES and c.pages.total == PAGES
    and chouti.taken_back == links and c.links == links
    and c.cancels.distinct == links and c.cancels.total == links
  if not agree then
    error("the site counted otherwise: " .. json.encode(c))
  end
  print("the site's counters agree")
end
