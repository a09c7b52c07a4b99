package repl

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// forms are the short forms of objects, in Lua: what tostring says of them is
// for scripts, and says less.
const forms = `
local function size(n)
  if n < 1024 then return n .. " bytes" end
  if n < 1024 * 1024 then return math.floor(n / 1024 + 0.5) .. " KB" end
  return ("%.1f MB"):format(n / 1024 / 1024)
end

local function outline(el)
  local name = el:is("*") and el:outer_html():match("^<([%w:-]+)") or "text"
  local id, class = el:attr("id"), el:attr("class")
  local text = el:text():gsub("%s+", " "):match("^ ?(.-) ?$")
  if #text > 60 then text = text:sub(1, 60):gsub("[\192-\255][\128-\191]*$", "") .. "…" end
  return name .. (id and "#" .. id or "") .. (class and "." .. class:gsub("%s+", ".") or "") .. (text ~= "" and "  " .. text or "")
end

return {
  Response = function(r)
    local kind = (r.headers["content-type"] or "no type"):match("^[^;]*")
    local length = r.headers["content-length"]
    local ok, body = pcall(function() return #r.content end)
    return ("<Response %d %s %s %s>"):format(r.status_code, kind, ok and size(body) or length and size(tonumber(length)) or "streamed", r.url)
  end,
  Selection = function(s)
    local text = tostring(s)
    if text:find("^<Document") then return text end
    local lines = { text }
    for i = 1, math.min(#s, 10) do lines[#lines + 1] = "  " .. outline(s[i]) end
    if #s > 10 then lines[#lines + 1] = "  … " .. (#s - 10) .. " more" end
    return table.concat(lines, "\n")
  end,
  Form = function(form)
    local names = {}
    for _, field in ipairs(form.fields) do names[#names + 1] = field.name end
    return ("<Form %s %s: %s>"):format(form.method, form.action or "nowhere", table.concat(names, ", "))
  end,
  Future = function(f)
    local text = tostring(f)
    if not f:done() or f:cancelled() then return text end
    local problem = f:exception(0)
    if problem ~= nil then return text:gsub(">$", "") .. ": " .. tostring(problem) .. ">" end
    local value = tostring((f:result(0)))
    if #value > 60 then value = value:sub(1, 60) .. "…" end
    return text:gsub(">$", "") .. ": " .. value .. ">"
  end,
}
`

// object is the short form of an object; within a table only its first line.
func (pr *printer) object(ud *lua.LUserData, depth int) string {
	class := bind.ClassOf(ud)
	if class == nil {
		return pr.text(ud)
	}
	form := pr.p.form(class.Name)
	if form == nil {
		return pr.text(ud)
	}
	th := pr.p.s.VM.Main()
	values, err := th.Call(th.LState(), form, ud)
	if err != nil || len(values) == 0 {
		return pr.text(ud) // a closed response, say: it has no more to tell
	}
	text := values[0].String()
	if depth > 0 {
		text, _, _ = strings.Cut(text, "\n")
	}
	return text
}

// form is the function that makes the short form of a class, or nil. The lock
// is held.
func (p *session) form(class string) *lua.LFunction {
	if p.forms == nil {
		th := p.s.VM.Main()
		fn, err := p.s.VM.Load("=forms", forms)
		if err != nil {
			panic(fmt.Sprintf("repl: the short forms: %v", err))
		}
		values, err := th.Call(th.LState(), fn)
		if err != nil {
			panic(fmt.Sprintf("repl: the short forms: %v", err))
		}
		p.forms = values[0].(*lua.LTable)
	}
	fn, _ := p.forms.RawGetString(class).(*lua.LFunction)
	return fn
}
