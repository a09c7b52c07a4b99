local enough = os.clock() + 0.3

local function produce()
  local sum = 0
  while os.clock() < enough do
    for j = 1, 20000 do sum = sum + j % 7 end -- HOT
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
