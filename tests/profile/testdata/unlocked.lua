local html = require "html"

local function parse(text)
  return html.parse(text) -- HOT
end

local text = ("<div><p class='a'>one <b>two</b></p></div>"):rep(2000)
local enough = os.clock() + 0.3
repeat
  local page = parse(text)
  page = nil
until os.clock() > enough
