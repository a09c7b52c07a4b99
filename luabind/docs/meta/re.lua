---@meta re

---A compiled regular expression.
---@class Pattern
---@field pattern string The text that it was compiled from.
---@field groups integer How many groups it has.
local Pattern = {}

---The first match anywhere in a text, or nil; a pattern that begins with ^ matches at the beginning only.
---@param text string what is searched
---@return Match?
function Pattern:match(text) end

---All matches as a list of texts: whole matches where the pattern has no group, the group's texts where it has one, and a list for each match where it has more, "" for a group that took no part.
---@param text string what is searched
---@return string[]|string[][]
function Pattern:find_all(text) end

---Goes through all matches: each turn gives an index and a Match.
---@param text string what is searched
---@return Iterator
function Pattern:find_iter(text) end

---A text with the matches replaced.
---@param replacement string|function|table a text, in which $1 and ${name} are groups, $0 the match and $$ a dollar sign; a function that is given each Match and returns a text or a number, or nil to leave it; or as in string.gsub a table of such by what the first group matched, or where there is none the whole pattern
---@param text string what is searched
---@param count? integer how many matches at most; default all
---@return string
function Pattern:sub(replacement, text, count) end

---The texts between the matches, as a list; what a pattern's groups matched comes between them.
---@param text string what is searched
---@param count? integer how often to divide at most; default at every match
---@return string[]
function Pattern:split(text, count) end

---What a pattern found: m[0] is the whole match, m[1] the first group, m.year the group named year; nil for a group that took no part. A method's name goes before a group's.
---@class Match
local Match = {}

---The text of a group, or nil where it took no part.
---@param group? string|integer its name or number; default 0, the whole match
---@return string?
function Match:group(group) end

---The texts of all groups from 1 on, nil for those that took no part.
---@return string?
function Match:groups() end

---A table of the named groups that took part.
---@return table<string,string>
function Match:named() end

---Where the first and the last byte of a group are, counted from 1, as string.sub takes them; nil where it took no part. An empty group ends before it begins.
---@param group? string|integer its name or number; default 0, the whole match
---@return integer?
---@return integer?
function Match:span(group) end

---Regular expressions in RE2's syntax, which match in linear time: no look-around, no references within a pattern. Flags stand in the pattern: (?i) ignores case, (?s) lets . match line breaks, (?m) makes ^ and $ match at every line. A pattern in long brackets, [[\d+]], needs no doubled backslashes.
---@class relib
---@field PatternError Kind A text is not a regular expression.
local re = {}

---Compiles a regular expression. Patterns given as text are compiled once too; this names one, and finds its mistakes early.
---@param pattern string|Pattern as RE2 has it; groups are ( ), (?: ) and (?P<name> ). A Pattern is returned as it is
---@return Pattern
function re.compile(pattern) end

---The first match anywhere in a text, or nil; a pattern that begins with ^ matches at the beginning only.
---@param pattern string|Pattern a text, or what re.compile gave
---@param text string what is searched
---@return Match?
function re.match(pattern, text) end

---All matches as a list of texts: whole matches where the pattern has no group, the group's texts where it has one, and a list for each match where it has more, "" for a group that took no part.
---@param pattern string|Pattern a text, or what re.compile gave
---@param text string what is searched
---@return string[]|string[][]
function re.find_all(pattern, text) end

---Goes through all matches: each turn gives an index and a Match.
---@param pattern string|Pattern a text, or what re.compile gave
---@param text string what is searched
---@return Iterator
function re.find_iter(pattern, text) end

---A text with the matches replaced.
---@param pattern string|Pattern a text, or what re.compile gave
---@param replacement string|function|table a text, in which $1 and ${name} are groups, $0 the match and $$ a dollar sign; a function that is given each Match and returns a text or a number, or nil to leave it; or as in string.gsub a table of such by what the first group matched, or where there is none the whole pattern
---@param text string what is searched
---@param count? integer how many matches at most; default all
---@return string
function re.sub(pattern, replacement, text, count) end

---The texts between the matches, as a list; what a pattern's groups matched comes between them.
---@param pattern string|Pattern a text, or what re.compile gave
---@param text string what is searched
---@param count? integer how often to divide at most; default at every match
---@return string[]
function re.split(pattern, text, count) end

---A pattern that matches a text as it stands.
---@param text string 
---@return string
function re.escape(text) end

return re
