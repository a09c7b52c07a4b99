package luatable

import "luafut/luabind/bind"

// Module is the table "table".
var Module = &bind.Module{
	Name:  "table",
	Doc:   "Lists and other tables. The functions use no metamethods, as in Lua 5.1.",
	Plain: true,
	Funcs: []bind.Func{
		{
			Name: "concat", Doc: "Returns the strings and numbers of a list from i to j, one behind the other with sep in between.",
			Params: []bind.Param{list, bind.Opt("sep", bind.String, "nothing where it is left out"), bind.Opt("i", bind.Number, "1 where it is left out"),
				bind.Opt("j", bind.Number, "the list's length where it is left out")},
			Returns: "string", Example: `print(table.concat({"a", "b", 3}, ", ")) --> a, b, 3`, Raw: bind.Raw(concat),
		},
		{
			Name: "foreach", Doc: "Calls fn(key, value) for each field of a table until it returns something other than nil, and returns that; pairs is the newer way.",
			Params:  []bind.Param{bind.P("t", bind.Table, ""), bind.P("fn", bind.Function, "")},
			Returns: "any", Example: `print(table.foreach({x = 1}, function(k, v) return k end)) --> x`, Raw: bind.Raw(foreach),
		},
		{
			Name: "foreachi", Doc: "Calls fn(i, value) for each item of a list until it returns something other than nil, and returns that; ipairs is the newer way.",
			Params:  []bind.Param{list, bind.P("fn", bind.Function, "")},
			Returns: "any", Example: `print(table.foreachi({5, 7}, function(i, v) if v > 5 then return i end end)) --> 2`, Raw: bind.Raw(foreachi),
		},
		{
			Name: "getn", Doc: "Returns the length of a list, as the operator # does.",
			Params:  []bind.Param{list},
			Returns: "integer", Example: `print(table.getn({5, 7})) --> 2`, Raw: bind.Raw(getn),
		},
		{
			Name: "insert", Doc: "Puts a value behind the end of a list, or at a place, from where on the items move up.",
			Params: []bind.Param{list, bind.P("pos", bind.Any, "the place, counted from 1; with two arguments in all, the value for the end"),
				bind.Opt("value", bind.Any, "what goes to pos")},
			Example: `local t = {1, 3} table.insert(t, 2, 2) table.insert(t, 4) print(unpack(t)) --> 1 2 3 4`, Raw: bind.Raw(insert),
		},
		{
			Name: "maxn", Doc: "Returns the largest positive number among a table's keys, or 0.",
			Params:  []bind.Param{bind.P("t", bind.Table, "")},
			Returns: "number", Example: `print(table.maxn({[3] = "c", [7.5] = "x"})) --> 7.5`, Raw: bind.Raw(maxn),
		},
		{
			Name: "remove", Doc: "Takes an item out of a list and returns it, and moves down what stands behind it; returns nothing where there is none.",
			Params:  []bind.Param{list, bind.Opt("pos", bind.Number, "its place; the last one where it is left out")},
			Returns: "any", Example: `print(table.remove({5, 7, 9}, 1)) --> 5`, Raw: bind.Raw(remove),
		},
		{
			Name: "sort", Doc: "Sorts a list in place. The list is written at the end, so that a comparison that raises an error leaves it as it was.",
			Params:  []bind.Param{list, bind.Opt("before", bind.Function, "before(a, b) tells whether a must come before b; the operator < where it is left out")},
			Example: `local t = {3, 1, 2} table.sort(t) print(unpack(t)) --> 1 2 3`, Raw: bind.Raw(sortList),
		},
	},
}

// list is the parameter that most rows begin with.
var list = bind.P("list", bind.Table, "")
