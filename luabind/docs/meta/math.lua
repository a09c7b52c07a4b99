---@meta math

---Mathematics; angles are in radians.
---@class mathlib
---@field huge number Infinity.
---@field pi number The ratio of a circle's circumference to its diameter.
local math = {}

---Returns a number without its sign.
---@param x number 
---@return number
function math.abs(x) end

---Returns the arc cosine.
---@param x number 
---@return number
function math.acos(x) end

---Returns the arc sine.
---@param x number 
---@return number
function math.asin(x) end

---Returns the arc tangent.
---@param x number 
---@return number
function math.atan(x) end

---Returns the arc tangent of y/x, in the quadrant that the signs tell.
---@param y number 
---@param x number 
---@return number
function math.atan2(y, x) end

---Returns the smallest whole number that is not below x.
---@param x number 
---@return number
function math.ceil(x) end

---Returns the cosine.
---@param x number 
---@return number
function math.cos(x) end

---Returns the hyperbolic cosine.
---@param x number 
---@return number
function math.cosh(x) end

---Returns an angle in degrees.
---@param x number 
---@return number
function math.deg(x) end

---Returns e to the power of x.
---@param x number 
---@return number
function math.exp(x) end

---Returns the largest whole number that is not above x.
---@param x number 
---@return number
function math.floor(x) end

---Returns the rest of x divided by y, with the sign of x.
---@param x number 
---@param y number 
---@return number
function math.fmod(x, y) end

---Returns m and e so that x is m times 2 to the power of e, with m from 0.5 to 1, or 0.
---@param x number 
---@return number
---@return number
function math.frexp(x) end

---Returns m times 2 to the power of e.
---@param m number 
---@param e number 
---@return number
function math.ldexp(m, e) end

---Returns the logarithm, the natural one where no base is given.
---@param x number 
---@param base? number e where it is left out
---@return number
function math.log(x, base) end

---Returns the logarithm to the base 10.
---@param x number 
---@return number
function math.log10(x) end

---Returns the largest of its arguments.
---@param x number 
---@param ... number 
---@return number
function math.max(x, ...) end

---Returns the smallest of its arguments.
---@param x number 
---@param ... number 
---@return number
function math.min(x, ...) end

---Is fmod, by its name in Lua 5.0.
---@param x number 
---@param y number 
---@return number
function math.mod(x, y) end

---Returns the whole part of a number and the rest.
---@param x number 
---@return number
---@return number
function math.modf(x) end

---Returns x to the power of y.
---@param x number 
---@param y number 
---@return number
function math.pow(x, y) end

---Returns an angle given in degrees.
---@param x number 
---@return number
function math.rad(x) end

---Returns a random number from 0 up to 1, or a whole one from 1 to m, or from m to n; the seed differs from run to run until randomseed sets it.
---@param m? number 
---@param n? number 
---@return number
function math.random(m, n) end

---Begins a sequence of random numbers, the same one for the same seed.
---@param seed number 
function math.randomseed(seed) end

---Returns the sine.
---@param x number 
---@return number
function math.sin(x) end

---Returns the hyperbolic sine.
---@param x number 
---@return number
function math.sinh(x) end

---Returns the square root.
---@param x number 
---@return number
function math.sqrt(x) end

---Returns the tangent.
---@param x number 
---@return number
function math.tan(x) end

---Returns the hyperbolic tangent.
---@param x number 
---@return number
function math.tanh(x) end

return math
