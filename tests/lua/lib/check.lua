-- What the programs check themselves with. Each function raises an error that
-- says what was wanted and what came, at the line that called it.
local errors = require "errors"

local check = {}

local function show(v)
  if type(v) == "string" then return string.format("%q", v) end
  return tostring(v)
end

function check.ok(v, what)
  if not v then error((what or "check") .. ": got " .. show(v), 2) end
  return v
end

function check.eq(got, want, what)
  if got ~= want then error((what or "check") .. ": got " .. show(got) .. ", want " .. show(want), 2) end
end

-- same compares lists of plain values.
function check.same(got, want, what)
  local a, b = {}, {}
  for i = 1, math.max(#got, #want) do a[i], b[i] = show(got[i]), show(want[i]) end
  local x, y = table.concat(a, " "), table.concat(b, " ")
  if x ~= y then error((what or "check") .. ": got {" .. x .. "}, want {" .. y .. "}", 2) end
end

-- raises calls fn, which must raise an error of a kind, and returns that.
-- Where text is given, the message must have it (plain text).
function check.raises(kind, text, fn, ...)
  local ok, err = pcall(fn, ...)
  if ok then error("nothing was raised, want " .. tostring(kind), 2) end
  if not errors.is(err, kind) then error("raised " .. tostring(err) .. ", want " .. tostring(kind), 2) end
  if text and not tostring(err.message):find(text, 1, true) then
    error("the message is " .. show(err.message) .. ", want " .. show(text) .. " in it", 2)
  end
  return err
end

-- until_ waits for a condition that other tasks bring about.
function check.wait_for(condition)
  local time = require "time"
  while not condition() do time.sleep(0.001) end
end

function check.done() print("ok") end

return check
