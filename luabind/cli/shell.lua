-- What luafut shell has at hand: session, resp, doc, data, fetch, links, view, try.
local url, options, system = ...
arg[2], arg[3] = nil, nil
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

-- The command that shows a file in a browser, or nil: $BROWSER, in which %s stands for the file and a
-- last & for one that has a window of its own; else the system's way, where there are windows.
local function browser(file)
  local command = os.getenv "BROWSER" or ""
  if command == "" then
    if system == "windows" then return 'start "" "' .. file .. '"' end
    if system == "darwin" then return 'open "' .. file .. '"' end
    local windows = (os.getenv "DISPLAY" or "") ~= "" or (os.getenv "WAYLAND_DISPLAY" or "") ~= ""
    if not windows or os.execute "command -v xdg-open >/dev/null 2>&1" ~= 0 then return nil end
    command = "xdg-open"
  end
  local background = command:match "&%s*$"
  command = command:gsub("&%s*$", "")
  if not command:find("%s", 1, true) then command = command .. " %s" end
  command = command:gsub("%%s", function() return '"' .. file .. '"' end)
  return background and command .. " >/dev/null 2>&1 &" or command
end

-- Shows the page in a browser; in the terminal as text where there is none, or with view "text".
function view(how)
  local name = os.tmpname()
  os.remove(name)
  name = name .. ".html"
  local command = how ~= "text" and browser(name)
  if not command then
    say(page():visible_text())
    return
  end
  page()
  local file = assert(io.open(name, "wb"))
  local base = ('<base href="%s">'):format((resp.url:gsub('[&"<>]', { ["&"] = "&amp;", ['"'] = "&quot;", ["<"] = "&lt;", [">"] = "&gt;" })))
  file:write(base, resp.content)
  file:close()
  if os.execute(command) ~= 0 then error("no browser could be started: " .. command .. "; view \"text\" shows the page here", 2) end
end

say "session, resp, doc, data; fetch(url), links(), view(), try \"css\"; help(x) tells more"
local fetched, problem = pcall(fetch, url)
if not fetched then io.stderr:write("luafut: ", tostring(problem), "\n") end
