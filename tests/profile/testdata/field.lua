local http, practice = require "http", require "practice"

local function read(response)
  local size = 0
  for i = 1, 4 do
    response.encoding = i % 2 == 0 and "gbk" or "big5"
    size = size + #response.text -- HOT
  end
  return size
end

local site = practice.start()
local response = http.post(site.url .. "/echo", { data = ("page of text "):rep(100000) })
local enough = os.clock() + 0.3
repeat read(response) until os.clock() > enough
