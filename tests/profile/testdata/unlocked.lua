local html = require "html"

local function parse(text)
  return html.parse(text) -- HOT
end

local text = ("<div><p class='a'>one <b>two</b></p></div>"):rep(20000)
for _ = 1, 4 do
  local page = parse(text)
  page = nil
end
