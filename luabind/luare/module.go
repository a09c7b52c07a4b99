package luare

import (
	"errors"
	"regexp"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// BadPattern is the module's error kind.
var BadPattern = &bind.Kind{
	Name: "PatternError", Doc: "A text is not a regular expression.",
	Parents: []*bind.Kind{bind.ArgumentError},
}

// Module is the Lua module re.
var Module = &bind.Module{
	Name: "re",
	Elsewhere: map[string]string{ // Python's
		"search": "match", "fullmatch": "match, of a pattern in ^…$", "findall": "find_all", "finditer": "find_iter", "test": "match", "replace": "sub", "gsub": "sub",
	},
	Doc: "Regular expressions in RE2's syntax, which match in linear time: no look-around, no references within a pattern. " +
		"Flags stand in the pattern: (?i) ignores case, (?s) lets . match line breaks, (?m) makes ^ and $ match at every line. " +
		"A pattern in long brackets, [[\\d+]], needs no doubled backslashes.",
	Funcs: []bind.Func{
		compileRow, matchRow.function(), findAllRow.function(), findIterRow.function(), subRow.function(), splitRow.function(), escapeRow,
	},
	Classes:   []*bind.Class{patternClass, matchClass},
	Kinds:     []*bind.Kind{BadPattern},
	Translate: translate,
}

func translate(_ *vm.State, err error) *bind.Err {
	if bad := (*PatternError)(nil); errors.As(err, &bad) {
		return &bind.Err{Kind: BadPattern, Message: bad.Error()}
	}
	return nil
}

var patternType = bind.Or(bind.String, patternClass.Type())

// PatternOf is the pattern that an argument stands for: a compiled one, or a text. ok is false for
// any other value; a text that is no pattern is a [*PatternError].
func PatternOf(v lua.LValue) (p *Pattern, ok bool, err error) {
	if text, ok := v.(lua.LString); ok {
		p, err = Compile(string(text))
		return p, true, err
	}
	p, ok = bind.To[*Pattern](v)
	return p, ok, nil
}

var compileRow = bind.Func{
	Name: "compile", Doc: "Compiles a regular expression. Patterns given as text are compiled once too; this names one, and finds its mistakes early.",
	Params:  []bind.Param{bind.P("pattern", patternType, "as RE2 has it; groups are ( ), (?: ) and (?P<name> ). A Pattern is returned as it is")},
	Returns: "Pattern", Raises: []*bind.Kind{BadPattern},
	Example: `local price = re.compile([[\$(?P<amount>\d+)]])
print(price:match("for $12").amount) --> 12`,
	Fn: func(c *bind.Call) error {
		if _, compiled := c.Arg(1).(*lua.LUserData); compiled {
			return c.Return(c.Arg(1))
		}
		p, err := Compile(c.String(1))
		if err != nil {
			return err
		}
		return c.Return(c.New(patternClass, p))
	},
}

// Codecs let patterns travel to other processes and interpreters, as their text.
var Codecs = []travel.Codec{{
	Class: patternClass,
	Encode: func(_ *vm.State, value any) (lua.LValue, error) {
		return lua.LString(value.(*Pattern).re.String()), nil
	},
	Decode: func(_ *vm.State, data lua.LValue) (any, error) {
		text, ok := data.(lua.LString)
		if !ok {
			return nil, errors.New("a pattern that is no text")
		}
		return Compile(string(text))
	},
}}

var escapeRow = bind.Func{
	Name: "escape", Doc: "A pattern that matches a text as it stands.",
	Params:  []bind.Param{bind.P("text", bind.String, "")},
	Returns: "string",
	Example: `print(re.escape("1+1")) --> 1\+1`,
	Fn:      func(c *bind.Call) error { return c.Return(lua.LString(regexp.QuoteMeta(c.String(1)))) },
}
