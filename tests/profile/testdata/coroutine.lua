local function produce()
  local sum = 0
  for i = 1, 30 do
    for j = 1, 50000 do sum = sum + j % 7 end -- HOT
    coroutine.yield(sum)
  end
end

local function consume()
  local co = coroutine.create(produce)
  repeat
    local _, sum = coroutine.resume(co)
  until not sum
end

consume()
