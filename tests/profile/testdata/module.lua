package.path = "testdata/?.lua;" .. package.path
local lib = require "lib"

for _ = 1, 4 do lib.weigh(300000) end
