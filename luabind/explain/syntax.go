package explain

import (
	"fmt"
	"slices"

	"luafut/luabind/bind"
	"luafut/luabind/source"
	"luafut/luabind/vm"
)

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
	a.Hint = w.syntaxHint(tokens, at)
	return a
}

// syntaxHint looks at the token at which the parser gave up, and at the one
// before it.
func (w World) syntaxHint(tokens []source.Token, at int) string {
	t := tokens[at]
	before := source.Token{}
	if at > 0 {
		before = tokens[at-1]
	}
	comment := slices.IndexFunc(tokens[:at+1], func(c source.Token) bool { return c.Line == t.Line && (c.Text == "//" || c.Text == "/*") })
	switch {
	case foreign[t.Text] != "":
		return foreign[t.Text]
	case follows(tokens, at, "=>"):
		return foreign["=>"]
	case foreign[before.Text] != "":
		return foreign[before.Text]
	case comment >= 0:
		return foreign[tokens[comment].Text]
	case t.Text == "<" && at > 1 && tokens[at-2].Text == "local", before.Text == "<" && (t.Text == "const" || t.Text == "close"):
		return "<const> and <close> came with Lua 5.4; leave them out"
	case foreignWord(tokens, at-1) != "":
		return foreignWord(tokens, at-1)
	case foreignWord(tokens, at) != "":
		return foreignWord(tokens, at)
	case (t.Text == ":" || before.Text == ":" || at > 1 && tokens[at-2].Text == ":") && innermost(tokens[:at]).Text == "{":
		return "a field of a table is name = value, or [\"name\"] = value"
	case t.Text == "=" && before.Kind == source.Name && innermost(tokens[:at]).Text == "(" && (tokens[at-2].Text == "(" || tokens[at-2].Text == ","):
		return fmt.Sprintf("arguments have no names in Lua; options go into a table: {%s = …}", before.Text)
	case t.Text == "[" && at > 0 && (before.Text == "=" || before.Text == "(" || before.Text == "," || before.Text == "in" || before.Text == "return"):
		return "a list is in braces, {1, 2, 3}; one made from another is filled in a loop"
	case t.Text == "{" && before.Text == ")":
		return "a block has no braces: it goes to its end"
	case (t.Text == ":" || before.Text == ":") && headsBlock(tokens[:at]):
		return noColon
	case t.Text == "in" && inCondition(tokens[:at]):
		return "whether a list holds a value is found by a loop; or keep a set: if set[value] then"
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
	if before.Kind == source.Name && t.Line == before.Line && (t.Kind == source.Name || t.Kind == source.Number) && w.isFunction(before.Text) {
		return fmt.Sprintf("a function is called with brackets: %s(…)", before.Text)
	}
	if t.Kind == source.Name && before.Kind == source.Name {
		return "two names side by side: is a comma, an operator or a bracket missing?"
	}
	for i := at - 1; i >= 0 && tokens[i].Line == t.Line; i-- {
		if text := foreignWord(tokens, i); text != "" {
			return text
		}
	}
	return ""
}

// foreignWord is what to write for the token at i, where it is a word of another
// language: "" where it is a field, or is assigned to.
func foreignWord(tokens []source.Token, i int) string {
	if i < 0 || tokens[i].Kind != source.Name || i+1 < len(tokens) && tokens[i+1].Text == "=" {
		return ""
	}
	if i > 0 && (tokens[i-1].Text == "." || tokens[i-1].Text == ":") {
		return ""
	}
	return foreignWords[tokens[i].Text]
}

// follows reports whether the text comes later on the line of the token at.
func follows(tokens []source.Token, at int, text string) bool {
	for _, t := range tokens[at:] {
		if t.Line != tokens[at].Line {
			break
		}
		if t.Text == text {
			return true
		}
	}
	return false
}

// headsBlock reports whether the line that the tokens end in begins a block.
func headsBlock(tokens []source.Token) bool {
	first := ""
	for i := len(tokens) - 1; i >= 0 && tokens[i].Line == tokens[len(tokens)-1].Line; i-- {
		first = tokens[i].Text
	}
	return slices.Contains([]string{"if", "elseif", "else", "while", "for", "function"}, first)
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

// isFunction reports whether name is a function that needs no require.
func (w World) isFunction(name string) bool {
	return w.Globals != nil && slices.ContainsFunc(w.Globals.Funcs, func(f bind.Func) bool { return f.Name == name })
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
