-- What goes through lists goes through the objects that have items, too.
local check = require "check"
local html = require "html"

local items = html.parse("<ul><li>one<li>two<li>three</ul>"):find("li")
local texts = {}
for i, li in ipairs(items) do texts[i] = li:text() end
check.equal(texts, {"one", "two", "three"})
for _ in ipairs(items:find("b")) do error("there is none") end

-- A task that waits within keeps its place.
local pool = require("futures").ThreadPoolExecutor(4)
local doubled = pool:map(function(n)
  local sum = 0
  for i in ipairs(items) do require("time").sleep(0) sum = sum + i * n end
  return sum
end, {1, 2}):collect()
check.equal(doubled, {6, 12})
pool:shutdown()

check.raises("table expected, got nil", ipairs, nil)
check.raises("table expected, got string", ipairs, "text")
check.raises("this is an iterator itself", ipairs, require("csv").rows("a\n1"))
check.raises("a Queue has no member the number 1", function() for _ in ipairs(require("queue").Queue()) do end end)
