package explain

import (
	"fmt"
	"slices"

	"luafut/luabind/bind"
	"luafut/luabind/source"
	"luafut/luabind/vm"
)

// foreign are symbols that Lua 5.1 does not have, and what to write.
var foreign = map[string]string{
	"//":  "integer division came with Lua 5.3; here: math.floor(a / b). A comment begins with --",
	"!=":  "not equal is ~=",
	"!":   "not is written not",
	"&&":  "and is written and",
	"||":  "or is written or",
	"+=":  "there is no +=; write x = x + y",
	"-=":  "there is no -=; write x = x - y",
	"*=":  "there is no *=; write x = x * y",
	"/=":  "not equal is ~=; x /= y is x = x / y",
	"..=": "there is no ..=; write s = s .. t",
	"++":  "there is no ++; write x = x + 1",
	"<<":  "bit operations came with Lua 5.3; x << n is x * 2^n",
	">>":  "bit operations came with Lua 5.3; x >> n is math.floor(x / 2^n)",
	"&":   "bit operations came with Lua 5.3; and is written and",
	"|":   "bit operations came with Lua 5.3; or is written or",
	"?":   "a choice between two values is: condition and this or that",
	"=>":  "a function without a name is function(x) return … end",
	"->":  "a function without a name is function(x) return … end; members are x.name",
	"/*":  "a comment begins with --, a long one is --[[ … ]]",
	"`":   "strings are in \"…\", '…', or [[…]] over lines; string.format fills values in",
	"@":   "Lua has no decorators",
	"$":   "names need no $",
}

// foreignWords are words that begin statements elsewhere.
var foreignWords = map[string]string{
	"continue": "Lua has no continue; write goto continue, and ::continue:: before the loop's end",
	"var":      "a local variable is local name = value",
	"let":      "a local variable is local name = value",
	"const":    "a local variable is local name = value",
	"def":      "a function is function name(…) … end",
	"func":     "a function is function name(…) … end",
	"fn":       "a function is function name(…) … end",
	"elif":     "else if is one word: elseif",
	"elsif":    "else if is one word: elseif",
	"import":   "a module is local name = require \"name\"",
	"from":     "a module is local name = require \"name\"",
	"try":      "errors are caught by local ok, err = pcall(fn, …)",
	"except":   "errors are caught by local ok, err = pcall(fn, …)",
	"catch":    "errors are caught by local ok, err = pcall(fn, …)",
	"raise":    "errors are raised by error(value)",
	"throw":    "errors are raised by error(value)",
	"switch":   "Lua has no switch; use if … elseif … end, or a table of functions",
	"class":    "Lua has no classes; a table with __index serves: Class = {}; Class.__index = Class",
	"global":   "a name that is not local is global",
	"async":    "tasks run by pool:submit(fn), with futures.ThreadPoolExecutor",
	"await":    "what waits needs no await; a future's result is future:result()",
}

// closers are what ends what a word opens.
var closers = map[string]string{
	"function": "end", "do": "end", "then": "end", "repeat": "until", "(": ")", "{": "}", "[": "]",
}

// Syntax is the advice on a text that does not compile.
func (w World) Syntax(e *vm.SyntaxError) Advice {
	tokens := source.Tokens(e.Source)
	if a := unclosed(tokens, e.Source); e.Column == 0 && a.Line > 0 {
		return a
	} else if e.Column == 0 {
		return Advice{Line: e.Line, Text: source.Line(e.Source, e.Line)}
	}
	a := Advice{Line: e.Line, Text: source.Line(e.Source, e.Line), Column: e.Column, Width: len(e.Near)}
	at := slices.IndexFunc(tokens, func(t source.Token) bool {
		return t.Line == e.Line && t.Column <= max(e.Column, 1) && e.Column < t.Column+len(t.Text)
	})
	if at < 0 {
		at = slices.IndexFunc(tokens, func(t source.Token) bool { return t.Line > e.Line || t.Line == e.Line && t.Column >= e.Column })
	}
	if at < 0 {
		return a
	}
	t := tokens[at]
	if t.Line == e.Line {
		a.Column, a.Width = t.Column, len(t.Text)
	}
	a.Hint = syntaxHint(tokens, at)
	return a
}

// syntaxHint looks at the token at which the parser gave up, and at the one
// before it.
func syntaxHint(tokens []source.Token, at int) string {
	t := tokens[at]
	before := source.Token{}
	if at > 0 {
		before = tokens[at-1]
	}
	comment := slices.IndexFunc(tokens[:at+1], func(c source.Token) bool { return c.Line == t.Line && (c.Text == "//" || c.Text == "/*") })
	switch {
	case foreign[t.Text] != "":
		return foreign[t.Text]
	case foreign[before.Text] != "":
		return foreign[before.Text]
	case comment >= 0:
		return foreign[tokens[comment].Text]
	case t.Text == "<" && at > 1 && tokens[at-2].Text == "local", before.Text == "<" && (t.Text == "const" || t.Text == "close"):
		return "<const> and <close> came with Lua 5.4; leave them out"
	case foreignWords[before.Text] != "" && before.Kind == source.Name:
		return foreignWords[before.Text]
	case foreignWords[t.Text] != "" && t.Kind == source.Name:
		return foreignWords[t.Text]
	case (t.Text == ":" || before.Text == ":" || at > 1 && tokens[at-2].Text == ":") && innermost(tokens[:at]).Text == "{":
		return "a field of a table is name = value, or [\"name\"] = value"
	case t.Text == "=" && inCondition(tokens[:at]):
		return "equal is =="
	case t.Text[0] >= 0x80 || before.Text != "" && before.Kind == source.Name && before.Text[0] >= 0x80:
		return "names are made of the letters a to z, digits and _; other letters belong into strings"
	case t.Text == "~":
		return "bit operations came with Lua 5.3; not equal is ~="
	case t.Text == "#" && (at == 0 || before.Line < t.Line):
		return "a comment begins with --"
	case before.Text == "else" && t.Text == "if", before.Text == "if" && at > 1 && tokens[at-2].Text == "else":
		return "else if is one word: elseif"
	case t.Kind == source.String && t.Open:
		return "the string has no closing quote on its line; [[…]] goes over lines"
	case before.Kind == source.Name && (t.Kind == source.Name || t.Kind == source.Keyword || t.Text == "("):
		if near := bind.Nearest(before.Text, source.Keywords); near != "" {
			return fmt.Sprintf("did you mean '%s' for '%s'?", near, before.Text)
		}
	case t.Text == "end" || t.Text == "until" || t.Text == ")" || t.Text == "}" || t.Text == "]":
		return fmt.Sprintf("nothing is open that '%s' could close here, or something before it is not whole", t.Text)
	case t.Text == "then" || t.Text == "do":
		return fmt.Sprintf("what comes before '%s' is not whole", t.Text)
	}
	if begins(t) {
		if opener, word := headless(tokens[:at]); word != "" {
			return fmt.Sprintf("a '%s' is missing before this: %s … %s", word, opener, word)
		}
	}
	if open := innermost(tokens[:at]); open.Text == "(" || open.Text == "{" {
		where := ""
		if open.Line < t.Line {
			where = fmt.Sprintf(" of line %d", open.Line)
		}
		return fmt.Sprintf("is a comma missing, or the '%s' of the '%s'%s?", closers[open.Text], open.Text, where)
	}
	if begins(t) && afterReturn(tokens[:at]) {
		return "return ends its block; do return end returns in the middle of one"
	}
	if before.Kind == source.Name && t.Kind == source.Keyword {
		return fmt.Sprintf("'%s' alone is no statement: %s() calls it, %s = value sets it", before.Text, before.Text, before.Text)
	}
	if t.Kind == source.Name && before.Kind == source.Name {
		return "two names side by side: is a comma, an operator or a bracket missing?"
	}
	return ""
}

// begins reports whether a statement may begin with t.
func begins(t source.Token) bool {
	switch t.Text {
	case "local", "return", "if", "for", "while", "repeat", "function", "break", "goto", "do":
		return true
	}
	return t.Kind == source.Name
}

// headless is the word that begins a statement in whose head the tokens end, and the
// word that its head would end with; both are "" where they end elsewhere.
func headless(tokens []source.Token) (opener, word string) {
	for i := len(tokens) - 1; i >= 0; i-- {
		switch t := tokens[i].Text; t {
		case "if", "elseif":
			return t, "then"
		case "while", "for":
			return t, "do"
		case "then", "do", "end", "else", "repeat", "until", "function", "local", "return":
			return "", ""
		}
	}
	return "", ""
}

// innermost is the last of the tokens that opens something which none of them closes.
func innermost(tokens []source.Token) source.Token {
	var open []source.Token
	for _, t := range tokens {
		if t.Kind != source.Keyword && t.Kind != source.Symbol {
			continue
		}
		if n := len(open); n > 0 && (closers[open[n-1].Text] == t.Text || t.Text == "elseif" && open[n-1].Text == "then") {
			open = open[:n-1]
		}
		if closers[t.Text] != "" {
			open = append(open, t)
		}
	}
	if len(open) == 0 {
		return source.Token{}
	}
	return open[len(open)-1]
}

// afterReturn reports whether a return of the same block stands before.
func afterReturn(tokens []source.Token) bool {
	for i := len(tokens) - 1; i >= 0; i-- {
		switch tokens[i].Text {
		case "return":
			return true
		case "then", "do", "end", "else", "repeat", "until", "function", "local", "=":
			return false
		}
	}
	return false
}

// inCondition reports whether the tokens end within what follows if, elseif or
// while.
func inCondition(tokens []source.Token) bool {
	for i := len(tokens) - 1; i >= 0; i-- {
		switch tokens[i].Text {
		case "if", "elseif", "while", "until":
			return true
		case "then", "do", "end", "local", "=", "return":
			return false
		}
	}
	return false
}

// unclosed is the advice where the text ended too early: what was opened and
// not closed, and where.
func unclosed(tokens []source.Token, text string) Advice {
	var open []source.Token
	var suspect *source.Token
	for i, t := range tokens {
		if t.Open {
			a := Advice{Line: t.Line, Column: t.Column, Width: 1, Text: source.Line(text, t.Line), Hint: "the string has no closing quote on its line; [[…]] goes over lines"}
			if t.Text[0] == '[' || t.Text[0] == '-' {
				a.Width, a.Hint = 2, "this goes on to the end of the text: what closes it is missing"
			}
			return a
		}
		if t.Kind != source.Keyword && t.Kind != source.Symbol {
			continue
		}
		if n := len(open); t.Text == "elseif" && n > 0 && open[n-1].Text == "then" {
			open = open[:n-1]
		}
		if closers[t.Text] != "" {
			open = append(open, t)
			continue
		}
		n := len(open)
		if n == 0 || closers[open[n-1].Text] != t.Text || t.Kind == source.String {
			continue
		}
		opener := open[n-1]
		first := i == 0 || tokens[i-1].Line < t.Line
		if first && suspect == nil && opener.Line != t.Line && indent(text, opener.Line) > indent(text, t.Line) {
			suspect = &opener
		}
		open = open[:n-1]
	}
	if suspect == nil && len(open) > 0 {
		suspect = &open[len(open)-1]
	}
	if suspect == nil {
		return Advice{}
	}
	return Advice{
		Line: suspect.Line, Column: suspect.Column, Width: len(suspect.Text), Text: source.Line(text, suspect.Line),
		Hint: fmt.Sprintf("this '%s' seems to have no '%s'", suspect.Text, closers[suspect.Text]),
	}
}

// indent is how far a line is indented.
func indent(text string, line int) int {
	n := 0
	for _, c := range source.Line(text, line) {
		if c != ' ' && c != '\t' {
			break
		}
		n++
	}
	return n
}
