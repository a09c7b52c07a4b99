-- A generator of numbers that can travel: random(seed)(n) is one of 1 to n.
return function(seed)
  local state = seed % 2147483646 + 1
  return function(n)
    state = state * 16807 % 2147483647
    return state % n + 1
  end
end
