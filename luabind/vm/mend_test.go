package vm_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// variables are what the programs of TestAssignmentsKeepToTheManual read and
// assign: parameters, locals, variables of an outer function, globals and
// fields.
var variables = []string{"par", "nope", "no", "loc", "up", "upnil", "glob", "globnil", "t.a", "t.b", "t.c"}

// model is what the variables of a program made at random hold by the words of
// Lua's manual. A value is written as a script would write it.
type model struct {
	rnd  *rand.Rand
	vars map[string]string
}

func newModel(seed uint64) *model {
	return &model{rnd: rand.New(rand.NewPCG(seed, 7)), vars: map[string]string{
		"par": "1", "nope": "nil", "no": "false", "loc": `"l"`, "up": `"u"`, "upnil": "nil",
		"glob": `"g"`, "globnil": "nil", "t.a": `"a"`, "t.b": "nil", "t.c": "false",
	}}
}

func (m *model) pick(list ...string) string { return list[m.rnd.IntN(len(list))] }

func isTrue(v string) bool { return v != "nil" && v != "false" }

// expr makes an expression that is at most depth deep, and its value.
func (m *model) expr(depth int) (src, value string) {
	if depth == 0 {
		switch v := m.pick(variables...); m.rnd.IntN(4) {
		case 0:
			c := m.pick("nil", "false", "true", "0", `"s"`)
			return c, c
		case 1:
			return m.pick("id("+v+")", "(id("+v+"))"), m.vars[v]
		default:
			return v, m.vars[v]
		}
	}
	a, va := m.expr(m.rnd.IntN(depth))
	b, vb := m.expr(m.rnd.IntN(depth))
	switch m.rnd.IntN(7) {
	case 0:
		return "not (" + a + ")", fmt.Sprint(!isTrue(va))
	case 1:
		return "((" + a + ") == (" + b + "))", fmt.Sprint(va == vb)
	case 2:
		return m.pick("id("+a+")", "(id("+a+"))"), va
	case 3, 4:
		if isTrue(va) {
			va = vb
		}
		return "(" + a + " and " + b + ")", va
	}
	if !isTrue(va) {
		va = vb
	}
	return "(" + a + " or " + b + ")", va
}

// assignment makes one to some of the variables, and has the model do it.
func (m *model) assignment() string {
	var targets, srcs, values []string
	for _, i := range m.rnd.Perm(len(variables))[:1+m.rnd.IntN(3)] {
		src, value := m.expr(3)
		targets, srcs, values = append(targets, variables[i]), append(srcs, src), append(values, value)
	}
	for i, v := range targets {
		m.vars[v] = values[i]
	}
	src := strings.Join(targets, ", ") + " = " + strings.Join(srcs, ", ")
	if m.rnd.IntN(4) == 0 {
		src = "do local f = function() " + src + " end f() end"
	}
	return src
}

func (m *model) all() string {
	var list []string
	for _, v := range variables {
		list = append(list, m.vars[v])
	}
	return strings.Join(list, " ")
}

// TestAssignmentsKeepToTheManual compares what programs made at random come to
// with the model: gopher-lua's own code leaves p as it was in p = t.x and y
// where t.x is nil, and makes two of one in a, b = b, a.
func TestAssignmentsKeepToTheManual(t *testing.T) {
	for seed := range uint64(120) {
		m := newModel(seed)
		var body, want []string
		for range 15 {
			body = append(body, m.assignment(), "put("+strings.Join(variables, ", ")+")")
			want = append(want, m.all())
			src, value := m.expr(3)
			then := "2"
			if isTrue(value) {
				then = "1"
			}
			body = append(body,
				"do local new = "+src+" put(new, "+src+") end",
				"if "+src+" then put(1) else put(2) end",
				"put((function() return "+src+" end)())")
			want = append(want, value+" "+value, then, value)
		}
		src := `
			local out = {}
			local function put(...)
				local s = {}
				for i = 1, select("#", ...) do
					local v = (select(i, ...))
					s[i] = type(v) == "string" and '"' .. v .. '"' or tostring(v)
				end
				out[#out + 1] = table.concat(s, " ")
			end
			local function id(v) return v end
			local up, upnil = "u", nil
			glob, globnil = "g", nil
			local function program(par, nope)
				local no, loc, t = false, "l", {a = "a", c = false}
				` + strings.Join(body, "\n\t\t\t\t") + `
			end
			program(1)
			return table.concat(out, "\n")`
		got, err := run(t, newState(t), src)
		if err != nil {
			t.Fatalf("seed %d: %v in%s", seed, err, src)
		}
		lines := strings.Split(got, "\n")
		if len(lines) != len(want) {
			t.Fatalf("seed %d: %d lines, want %d", seed, len(lines), len(want))
		}
		for i, line := range lines {
			if line != want[i] {
				t.Fatalf("seed %d: put %d: got %s, want %s in%s", seed, i+1, line, want[i], src)
			}
		}
	}
}

// TestListsInTables compares tables that mix lists of all lengths with named
// fields, calls and ... with what they must hold: gopher-lua stores batches of
// fifty items, and its own code stored some twice, under other indexes or not at
// all.
func TestListsInTables(t *testing.T) {
	for _, n := range []int{0, 1, 48, 49, 50, 51, 99, 100, 101, 150, 25549, 25550, 25551, 25600, 25601} {
		var items strings.Builder
		for i := range n {
			fmt.Fprintf(&items, "%d, ", (i+1)%7)
		}
		for _, tail := range []struct {
			src  string
			more []string // items behind the n
			k    string
			open bool // ends in what can be any number of values
		}{
			{"k = 1", nil, "1", false},
			{"k = f(7, 8)", nil, "7", false},
			{"k = ...", nil, "a", false},
			{`["k"] = f("x", "y")`, nil, "x", false},
			{"k = f(1), f(7, 8)", []string{"7", "8"}, "1", true},
			{"k = 1, ...", []string{"a", "b"}, "1", true},
			{"..., k = 1", []string{"a"}, "1", false},
			{"f(7, 8), 9, k = f(1, 2)", []string{"7", "9"}, "1", false},
			{"9, f(7, 8), k = f(1, 2), f(3, 4)", []string{"9", "7", "3", "4"}, "1", false},
			{"...", []string{"a", "b"}, "nil", true},
			{"(...)", []string{"a"}, "nil", false},
			{"f(7, 8)", []string{"7", "8"}, "nil", true},
			{"f()", nil, "nil", true},
			{"{f(7, k), k = f(8)}, k = f(2)", []string{"table"}, "2", false},
		} {
			if n > 1000 && !tail.open { // long lists take long to compile
				continue
			}
			src := fmt.Sprintf(`
				local function f(...) return ... end
				local t = (function(...) return {%s%s} end)("a", "b")
				for i = 1, %d do
					if t[i] ~= i %% 7 then return "item " .. i .. " is " .. tostring(t[i]) end
				end
				local s, count = {tostring(t.k)}, 0
				for i = %d, #t do s[#s + 1] = type(t[i]) == "table" and "table" or tostring(t[i]) end
				for _ in pairs(t) do count = count + 1 end
				if count ~= #t + (t.k and 1 or 0) then s[#s + 1] = "and more" end
				return table.concat(s, " ")`, items.String(), tail.src, n, n+1)
			got, err := run(t, newState(t), src)
			if n == 25550 && tail.open { // no room for the batch's number
				if err == nil || !strings.Contains(err.Error(), "a list of 25550 items in a table cannot end in a call") {
					t.Errorf("%d items and %s: %q, %v", n, tail.src, got, err)
				}
				continue
			}
			want := strings.Join(append([]string{tail.k}, tail.more...), " ")
			if err != nil || got != want {
				t.Errorf("%d items and %s: got %q, %v; want %q", n, tail.src, got, err, want)
			}
		}
	}
}
