local function clean(text)
  local size = 0
  for _ = 1, 60 do
    local found = text:gsub("b", "xyz") -- HOT
    size = size + #found
    size = size - 1
  end
  return size
end

clean(("abc"):rep(100000))
