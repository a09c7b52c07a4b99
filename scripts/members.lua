-- Logs in by the form of a site, hidden token and all, and collects the pages that
-- only members see. The session ends now and then: the script notices that it was
-- led back to the login, logs in again, and goes on.
--
--   luafut members.lua [FILE]                        from the built-in practice site
--   luafut members.lua FILE URL EMAIL PASSWORD       by default into a temporary folder
--
-- Shows: forms, cookies, redirects, dates, export to CSV.
local export = require "export"
local fs = require "fs"
local http = require "http"

local path, url, email, password = arg[1], arg[2], arg[3], arg[4]
path = path or fs.join(fs.mkdtemp("members-"), "orders.csv")
if not url then
  local practice = require "practice"
  url, email, password = practice.start().url, practice.MEMBER, practice.PASSWORD
end

local session = http.Session { base_url = url, retries = 2 }
local logins = 0

-- Fetches a page, and logs in where the site asks for it. The form knows where the
-- visitor wanted to go, so that what comes after the login is the page.
local function get(address)
  local response = session:get(address):raise_for_status()
  local form = response:html():find("form#login"):forms()[1]
  if not form then return response end
  logins = logins + 1
  response = form:submit(session, { email = email, password = password }):raise_for_status()
  if #response:html():find("form#login") > 0 then error("the site did not let us in") end
  return response
end

local out = export.open(path)
local address, spent = "/members/orders", {}
while address do
  local doc = get(address):html()
  local orders = doc:extract { items = ".orders tbody tr", fields = {
    id = ".id",
    placed = { select = "time@datetime", convert = "date" },
    status = ".status",
    things = { "li a" },
    total = { select = ".total", convert = "number" },
    currency = { select = ".total", re = "[A-Z]{3}$" },
  } }
  for _, order in ipairs(orders) do
    out:write(order)
    spent[order.currency] = (spent[order.currency] or 0) + order.total
  end
  address = doc:find("a[rel=next]"):links()[1]
end
out:close()

print(("%d orders, %d logins"):format(out.written, logins))
local currencies = {}
for currency in pairs(spent) do currencies[#currencies + 1] = currency end
table.sort(currencies)
for _, currency in ipairs(currencies) do print(("%12.2f %s"):format(spent[currency], currency)) end
print("in " .. path)
