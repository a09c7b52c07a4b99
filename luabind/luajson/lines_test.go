package luajson_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
)

func TestLines(t *testing.T) {
	marks := luajson.MarksOf(bindtest.NewState(t, luajson.Module))
	long := strings.Repeat("x", 100_000)
	text := "\ufeff{\"a\":1}\r\n\n  \n[1,\n\"" + long + "\"\n\"ok\"\n2"
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(text), "bytewise": iotest.OneByteReader(strings.NewReader(text))} {
		t.Run(name, func(t *testing.T) {
			lines := luajson.NewLines(r, marks, 1000)
			var got []string
			for {
				v, err := lines.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					got = append(got, err.Error())
					continue
				}
				text, err := luajson.Encode(v, luajson.EncodeOptions{})
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, string(text))
			}
			want := []string{
				`{"a":1}`,
				`line 4 column 4: expected a value after ',', got the end of the text (the text is cut short)`,
				`line 5 is longer than 1000 bytes`,
				`"ok"`, `2`,
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if lines.Line() != 7 {
				t.Errorf("the last line is %d", lines.Line())
			}
			if _, err := lines.Next(); err != io.EOF {
				t.Errorf("after the end: %v", err)
			}
		})
	}
}

func TestLinesReadError(t *testing.T) {
	broken := errors.New("broken")
	lines := luajson.NewLines(io.MultiReader(strings.NewReader("1\n2"), iotest.ErrReader(broken)), luajson.MarksOf(bindtest.NewState(t, luajson.Module)), 0)
	if _, err := lines.Next(); err != nil {
		t.Fatal(err)
	}
	if v, err := lines.Next(); err != broken {
		t.Errorf("half a line before an error was read as %v, %v", v, err)
	}
}
