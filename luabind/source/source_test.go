package source_test

import (
	"slices"
	"testing"

	"luafut/luabind/source"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"local x<const> =7//2", []string{"local", "x", "<", "const", ">", "=", "7", "//", "2"}},
		{"a.b:c[1]...'x'", []string{"a", ".", "b", ":", "c", "[", "1", "]", "...", "'x'"}},
		{"x='a\\'b'..[[c\nd]]--e", []string{"x", "=", "'a\\'b'", "..", "[[c\nd]]", "--e"}},
		{"--[==[ a ]] ]==] b", []string{"--[==[ a ]] ]==]", "b"}},
		{"1..2 0x1F 1e-5 .5", []string{"1", "..", "2", "0x1F", "1e-5", ".5"}},
		{"\"open\nnext", []string{"\"open", "next"}},
		{"#!/usr/bin/luafut\nprint", []string{"#!/usr/bin/luafut", "print"}},
		{"\ufeff#!/x\nprint", []string{"#!/x", "print"}},
		{"\ufeffprint", []string{"print"}},
		{"é = `x`", []string{"é", "=", "`", "x", "`"}},
	} {
		var got []string
		for _, tok := range source.Tokens(c.text) {
			got = append(got, tok.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	tokens := source.Tokens("a\n  b = [[x\ny]] c")
	last := tokens[len(tokens)-1]
	if last.Text != "c" || last.Line != 3 || last.Column != 5 {
		t.Errorf("the place of %q is %d:%d, want c at 3:5", last.Text, last.Line, last.Column)
	}
}

// FuzzTokens holds tokens to the text that they are of.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"local x = [[a]] .. 'b' -- c", "\"\\", "[==[", "--[[", "0x.e+1..", "#!x\n'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, tok := range source.Tokens(text) {
			if tok.Offset < at || tok.Text == "" && tok.Kind != source.Comment || text[tok.Offset:tok.End()] != tok.Text {
				t.Fatalf("%q: a token %+v at %d", text, tok, at)
			}
			at = tok.End()
		}
	})
}
