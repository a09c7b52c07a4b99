package spec

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"luafut/luabind/luacheck"
)

// heard gives what a listener hears of a stream that comes in pieces of some size:
// output as it is, events in angle brackets.
func heard(stream string, size int) string {
	var b strings.Builder
	l := &listener{mark: []byte("MARK")}
	l.output = func(p []byte) { b.Write(p) }
	l.event = func(e Event) { fmt.Fprintf(&b, "<%s%s>", e.Begin, e.Note) }
	for len(stream) > 0 {
		n := min(size, len(stream))
		_, _ = l.Write([]byte(stream[:n])) // it does not fail
		stream = stream[n:]
	}
	l.close()
	return b.String()
}

func TestOutputAndEventsAreToldApart(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{"plain", "plain"},
		{"two\nlines\n", "two\nlines\n"},
		{"\nMARK{\"begin\":\"a\"}\n", "<a>"},
		{"before\nMARK{\"begin\":\"a\"}\nafter", "before<a>after"},
		{"before\n\nMARK{\"begin\":\"a\"}\n\nMARK{\"note\":\"n\"}\nafter\n", "before\n<a><n>after\n"},
		{"a MARK{\"begin\":\"a\"}\n", "a MARK{\"begin\":\"a\"}\n"},
		{"MARKno event\n\n\n", "MARKno event\n\n\n"},
		{"MARK", "MARK"},
	} {
		for _, size := range []int{1, 3, 1000} {
			if got := heard(c[0], size); got != c[1] {
				t.Errorf("%q in pieces of %d: got %q, want %q", c[0], size, got, c[1])
			}
		}
	}
}

func TestTellerIsHeard(t *testing.T) {
	var out bytes.Buffer
	teller := &Teller{W: &out, Mark: "MARK", Flush: func() { out.WriteString("printed") }}
	want := luacheck.Result{Name: "a\nMARK", Outcome: luacheck.Failed, Failures: []luacheck.Failure{{Message: "m", Line: 3}}}
	teller.Tell(Event{Result: &want})
	var got *luacheck.Result
	var printed strings.Builder
	l := &listener{mark: []byte("MARK"), event: func(e Event) { got = e.Result }, output: func(p []byte) { printed.Write(p) }}
	_, _ = l.Write(out.Bytes()) // it does not fail
	l.close()
	if got == nil || fmt.Sprint(*got) != fmt.Sprint(want) || printed.String() != "printed" {
		t.Errorf("got %+v and %q", got, printed.String())
	}
}

func TestLongLinesAreNotKept(t *testing.T) {
	n, most := 0, 0
	l := &listener{mark: []byte("MARK"), output: func(p []byte) { n += len(p); most = max(most, len(p)) }}
	piece := bytes.Repeat([]byte("x"), 1<<20)
	for range 20 {
		_, _ = l.Write(piece) // it does not fail
	}
	l.close()
	if n != 20<<20 || most > maxLine+1<<20 {
		t.Errorf("%d bytes, %d at once", n, most)
	}
}

func TestKeptOutputIsBounded(t *testing.T) {
	var kept text
	kept.add(bytes.Repeat([]byte("x"), mostOutput-1))
	kept.add([]byte("yz"))
	kept.add([]byte("more"))
	if got := kept.take(); !strings.HasSuffix(got, "xy\n… (5 more bytes)") {
		t.Errorf("it ends in %q", got[len(got)-40:])
	}
	if got := kept.take(); got != "" {
		t.Errorf("got %q", got)
	}
}

// FuzzListener: a stream without the mark comes out as it went in, in whatever
// pieces; with it nothing fails, and pieces do not matter.
func FuzzListener(f *testing.F) {
	for _, seed := range []string{"a\nb", "\nMARK{\"begin\":\"a\"}\n", "MARK{}\n", "\n\n\nMARK{\"note\":1}\nMARK", "\x00MARK\r\n"} {
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, stream string, size int) {
		whole := heard(stream, len(stream)+1)
		if got := heard(stream, 1+int(uint(size)%7)); got != whole {
			t.Errorf("%q: in pieces %q, at once %q", stream, got, whole)
		}
		if !strings.Contains(stream, "MARK") && whole != stream {
			t.Errorf("%q came out as %q", stream, whole)
		}
	})
}
