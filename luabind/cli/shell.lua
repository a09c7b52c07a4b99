-- What luafut shell has at hand: session, resp, doc, data, fetch, links, view, try.
local url, options = ...
arg[2] = nil
local http, json = require "http", require "json"

session = http.Session(json.decode(options))

local function say(...) io.write(table.concat({ ... }), "\n") end

-- Fetches a page into resp, and doc or data; addresses may be relative to the last one.
function fetch(address, opts)
  if resp then address = require("url").join(resp.url, address) end
  resp, doc, data = session:get(address, opts), nil, nil
  local kind = resp.headers["content-type"] or ""
  if kind:find "json" then
    data = resp:json()
  elseif kind:find "html" or kind:find "xml" or kind == "" then
    doc = resp:html()
  end
  say(("%d %s  %s  %d bytes  %s"):format(resp.status_code, resp.reason, kind, #resp.content, resp.url))
end

local function page()
  if not doc then error("the answer is no page: resp.text, resp.content and data have what it is", 3) end
  return doc
end

-- The page's links.
function links() return page():links() end

-- What a CSS selector, or an XPath that begins with a slash, finds.
function try(selector)
  if selector:sub(1, 1) == "/" then return page():xpath(selector) end
  return page():find(selector)
end

local function opener()
  if package.config:sub(1, 1) == "\\" then return "start \"\" " end
  local graphical = os.getenv "DISPLAY" or os.getenv "WAYLAND_DISPLAY"
  for _, name in ipairs { "open", "xdg-open" } do
    if (name == "open" or graphical) and os.execute("command -v " .. name .. " >/dev/null 2>&1") == 0 then return name .. " " end
  end
end

-- Shows the page in a browser; in the terminal as text where there is none, or with view "text".
function view(how)
  local open = how ~= "text" and opener()
  if not open then
    say(page():visible_text())
    return
  end
  local name = os.tmpname() .. ".html"
  local file = assert(io.open(name, "wb"))
  local base = ('<base href="%s">'):format((resp.url:gsub('[&"<>]', { ["&"] = "&amp;", ['"'] = "&quot;", ["<"] = "&lt;", [">"] = "&gt;" })))
  file:write(base, resp.content)
  file:close()
  os.execute(open .. '"' .. name .. '"')
end

say "session, resp, doc, data; fetch(url), links(), view(), try \"css\"; help(x) tells more"
fetch(url)
