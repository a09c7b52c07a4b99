-- Several tasks use one document, some change it.
local check = require "check"
local futures = require "futures"
local html = require "html"

local items = {}
for i = 1, 1000 do items[i] = ("<div class=item><a href='/%d'>Item %d</a><b>%d</b></div>"):format(i, i, i) end
local markup = table.concat(items)
local doc = html.parse(markup, {base_url = "https://example.org/"})
local spec = {items = ".item", fields = {title = "a", url = "a@href", n = {select = "b", convert = "number"}}}

local function read(task)
  for _ = 1, 3 do
    local records = doc:extract(spec)
    assert(#records == 1000 and records[1000].n == 1000 and records[7].url == "https://example.org/7")
    assert(#doc:find("a") == 1000 and #doc:find("a::text") == 1000 and #doc:xpath("//b") == 1000)
    assert(doc:find(".item"):eq(task):find("b"):text() == tostring(task))
    assert(#doc:links() == 1000 and #doc:markdown() > 0 and #doc:visible_text() > 0)
    for i, item in doc:find(".item"):slice(1, 50):each() do assert(item:find("b"):text() == tostring(i)) end
  end
  return true
end

local function change(task)
  local mine = doc:find(".item")[task]
  for turn = 1, 20 do
    mine:set_attr("data-task", tostring(task)):add_class("seen"):append("<i>new</i>"):find("i"):last():set_text("turn " .. turn)
    doc:find("body"):append("<u>" .. task .. "</u>")
    mine:find("i"):first():remove()
    assert(mine:attr("data-task") == tostring(task))
  end
  return true
end

local pool = futures.ThreadPoolExecutor(8)
local running = {}
for task = 1, 8 do
  running[#running + 1] = pool:submit(read, task)
  running[#running + 1] = pool:submit(change, task)
end
for f in futures.as_completed(running) do check.equal(f:result(), true) end
check.equal(#doc:find(".seen"), 8)
check.equal(#doc:find("u"), 160)
-- Nodes move between pages in both directions at once.
local left, right = html.parse("<ul><li>l</ul>"), html.parse("<ul><li>r</ul>")
local there = pool:submit(function() for _ = 1, 200 do left:find("ul"):append(right:find("li"):first()) end end)
local back = pool:submit(function() for _ = 1, 200 do right:find("ul"):append(left:find("li"):first()) end end)
there:result()
back:result()
check.equal(#left:find("li") + #right:find("li"), 402)
pool:shutdown()
