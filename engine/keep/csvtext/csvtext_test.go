package csvtext_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"luafut/engine/keep/csvtext"
)

// rows reads a text to its end.
func rows(text, delimiter string) ([][]string, error) {
	r := csvtext.NewReader(strings.NewReader(text), delimiter)
	r.MaxRow = 1 << 20
	var all [][]string
	for {
		row, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
}

var texts = []struct{ text, want string }{
	{"a,b\n1,2\n", `[["a" "b"] ["1" "2"]]`},
	{"a,b\r\n1,2", `[["a" "b"] ["1" "2"]]`},
	{"a\rb\r", `[["a"] ["b"]]`},
	{"\ufeffa,b\n", `[["a" "b"]]`},
	{"\ufeff\"a\",b\n", `[["a" "b"]]`},
	{"", `[]`},
	{"\n\n\r\n", `[]`},
	{",\n", `[["" ""]]`},
	{"\"\"\n", `[[""]]`},
	{"\"a\r\nb\",\"c\nd\"\n", `[["a\r\nb" "c\nd"]]`},
	{"\"a \"\"b\"\" c\"\n", `[["a \"b\" c"]]`},
	{"a \"b\" c,d\n", `[["a \"b\" c" "d"]]`},
	{"\"a\"b,c\n", `[["ab" "c"]]`},
	{" a , b \n", `[[" a " " b "]]`},
	{"a,b", `[["a" "b"]]`},
	{"a,", `[["a" ""]]`},
	{"\"a\nb", `[] line 1: the quotes that a cell of this row opens are never closed`},
	{"x\ny\n\"", `[["x"] ["y"]] line 3: the quotes that a cell of this row opens are never closed`},
}

func TestReader(t *testing.T) {
	for _, test := range texts {
		got, err := rows(test.text, ",")
		shown := fmt.Sprintf("%q", got)
		if err != nil {
			shown += " " + err.Error()
		}
		if shown != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, shown, test.want)
		}
	}
}

func TestLimit(t *testing.T) {
	_, err := rows("a\n"+strings.Repeat(",", 2<<20), ",")
	var syntax *csvtext.SyntaxError
	if !errors.As(err, &syntax) || syntax.Line != 2 {
		t.Errorf("got %v", err)
	}
}

func TestDelimiter(t *testing.T) {
	for text, want := range map[string]string{"a,b": ",", "a;b;c,d": ";", "a\tb\n,,,,": "\t", "": ",", "a|b": "|", "\"a;b;c\",d": ","} {
		if got := csvtext.Delimiter(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzReader holds that whatever is read and written again reads the same.
func FuzzReader(f *testing.F) {
	for _, test := range texts {
		f.Add(test.text, ",")
	}
	f.Add("a;b\n", ";")
	f.Add("a\u20ac\"b\u20ac\"\u20ac\xe2c\n", "\u20ac")
	f.Fuzz(func(t *testing.T, text, delimiter string) {
		if utf8.RuneCountInString(delimiter) != 1 || !utf8.ValidString(delimiter) || strings.ContainsAny("\"\r\n\x00\ufeff", delimiter) {
			t.Skip()
		}
		first, _ := rows(text, delimiter)
		var again []byte
		for _, row := range first {
			again = csvtext.AppendRow(again, delimiter, row)
		}
		second, err := rows(string(again), delimiter)
		if err != nil || !slices.EqualFunc(first, second, slices.Equal) {
			t.Errorf("%q\nread %q\nwrote %q\nread %q, %v", text, first, again, second, err)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	text := strings.Repeat("12345,A title with some words,\"quoted, text\",https://news.example/link/12345\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := rows(text, ","); err != nil {
			b.Fatal(err)
		}
	}
}
