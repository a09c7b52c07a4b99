package pattern_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"luafut/luabind/luastring/pattern"
)

// find is the first match from init on, as "start,end capture capture …", places counted from 1 as
// in Lua; "nil" for none, "error: …" for a fault.
func find(subject, source string, init int) string {
	p, err := pattern.Compile(source)
	if err != nil {
		return "error: " + err.Error()
	}
	var m pattern.Matcher
	m.Reset(p, subject, nil)
	found, err := m.Find(init)
	return describe(&m, subject, found, err)
}

func describe(m *pattern.Matcher, subject string, found bool, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	if !found {
		return "nil"
	}
	out := fmt.Sprintf("%d,%d", m.Start()+1, m.End())
	for n := range m.Captures() {
		if start, end, position := m.Capture(n); position {
			out += fmt.Sprintf(" @%d", start+1)
		} else {
			out += fmt.Sprintf(" %q", subject[start:end])
		}
	}
	return out
}

var cases = []struct{ subject, pattern, want string }{
	{"", "", "1,0"},
	{"alo", "", "1,0"},
	{"alo123alo", "12", "4,5"},
	{"alo123alo", "^12", "nil"},
	{"aaab", "a-", "1,0"},
	{"aaa", "^.-$", "1,3"},
	{"aabaaabaaabaaaba", "b.*b", "3,15"},
	{"aabaaabaaabaaaba", "b.-b", "3,7"},
	{"alo xo", ".o$", "5,6"},
	{"a$a", "a$a", "1,3"},
	{"a^b", "a^b", "1,3"},
	{"a$a", "$$", "nil"},
	{" \n isto  assim", "%S%S*", "4,7"},
	{"aloALO", "%l*", "1,3"},
	{"aaab", "^a?a?b$", "nil"},
	{"aab", "^a?a?a?b$", "1,3"},
	{"THE (quick) fox", "%((%a+)%)", `5,11 "quick"`},
	{"hello world", "(o)(.)()", `5,6 "o" " " @7`},
	{"0123456789", "(.+(.?)())", `1,10 "0123456789" "" @11`},
	{"alo alx 123 b\x00o b\x00o", "(..*) %1", "13,19 \"b\\x00o\""},
	{"axz123= 4= 4 34", "(.+)=(.*)=%2 %1", `6,14 "3" " 4"`},
	{"=======", "^(=*)=%1$", `1,7 "==="`},
	{"()", "()%1", "nil"},
	{"a(b(c)d)e", "%b()", "2,8"},
	{"a(b(c)d", "%b()", "4,6"},
	{"alo 'oi' alo", "%b''", "5,8"},
	{"THE (quick) fox", "%f[%a]%a+%f[%A]", "1,3"},
	{"function", "%f[\x01-\xff]%w", "1,1"},
	{"function", "%f[^\x01-\xff]", "9,8"},
	{"[[]]", "%f[[].", "1,1"},
	{"a]b", "[]]", "2,2"},
	{"]]]b", "[^]]", "4,4"},
	{"a-z", "[a-]+", "1,2"},
	{"%bz", "[a-%z]", "3,3"},
	{"a-b", "[+--]", "2,2"},
	{"a%b", "[%%]", "2,2"},
	{"a\x00b", "%z", "2,2"},
	{"a\x00b", "\x00b", "2,3"},
	{"a\x00b", "[\x00]", "2,2"},
	{"ab", "%Z+", "1,2"},
	{"g", "%g", "1,1"},
	{"a+", "a%+", "1,2"},
	{"+", "+", "1,1"},
	{"**", "^**", "1,2"},
	{"x)", "[)]", "2,2"},
	{"key = value  ", "^(%w+)%s*=%s*(.-)%s*$", `1,13 "key" "value"`},
	{"<a href=\"x\">", `href="(.-)"`, `4,11 "x"`},
	{"aXb", "%u", "2,2"},
	{"abc", "%a-c", "1,3"},
	{"abc", "[a-c]-$", "1,3"},
	{"abab", "(ab)%1", `1,4 "ab"`},
	// Faults, with the words of Lua 5.1, and only where the match gets to them.
	{"a", "%", "error: malformed pattern (ends with '%')"},
	{"a", "a%", "error: malformed pattern (ends with '%')"},
	{"b", "a%", "nil"},
	{"a", "[a", "error: malformed pattern (missing ']')"},
	{"a", "[]", "error: malformed pattern (missing ']')"},
	{"a", "[^]", "error: malformed pattern (missing ']')"},
	{"a", "[a%", "error: malformed pattern (missing ']')"},
	{"a", "[a%]", "error: malformed pattern (missing ']')"},
	{"", "[", "error: malformed pattern (missing ']')"},
	{"a", "(", "error: unfinished capture"},
	{"alo", "(.", "error: unfinished capture"},
	{"", "(.", "nil"},
	{"alo", ".)", "error: invalid pattern capture"},
	{"a", "(%1)", "error: invalid capture index"},
	{"a", "%0", "error: invalid capture index"},
	{"a", "%1", "error: invalid capture index"},
	{"a", "%f", "error: missing '[' after '%f' in pattern"},
	{"a", "%fa", "error: missing '[' after '%f' in pattern"},
	{"a", "%b", "error: unbalanced pattern"},
	{"a", "%b(", "error: unbalanced pattern"},
	{"a", strings.Repeat("()", 33), "error: too many captures"},
	{strings.Repeat("a", 8), strings.Repeat("a?", pattern.MaxItems+1), "error: pattern too complex"},
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		if got := find(c.subject, c.pattern, 0); got != c.want {
			t.Errorf("find(%q, %.40q) = %s, want %s", c.subject, c.pattern, got, c.want)
		}
	}
}

func TestFindFromInit(t *testing.T) {
	for _, c := range []struct {
		subject, pattern string
		init             int
		want             string
	}{
		{"ababab", "ab", 1, "3,4"},
		{"ababab", "^ab", 2, "3,4"},
		{"ababab", "^ab", 1, "nil"},
		{"foo bar", "%f[%a]%a+", 1, "5,7"},
		{"abc", "$", 0, "4,3"},
		{"abc", "", 3, "4,3"},
	} {
		if got := find(c.subject, c.pattern, c.init); got != c.want {
			t.Errorf("find(%q, %q) from %d = %s, want %s", c.subject, c.pattern, c.init, got, c.want)
		}
	}
}

// TestPlain: only patterns without a special character are text to string.find; ")" and "]" alone
// are none, as in Lua 5.1.
func TestPlain(t *testing.T) {
	for source, want := range map[string]bool{"": true, "abc": true, ")": true, "]": true, "a.b": false, "a-": false, "%": false, "$": false, "^": false} {
		p, err := pattern.Compile(source)
		if err != nil || p.Plain() != want {
			t.Errorf("Compile(%q).Plain() = %v, %v; want %v", source, p.Plain(), err, want)
		}
	}
}

// TestReuse: what a Matcher remembers of one subject does not outlive Reset, and matches that
// follow each other in one subject do not disturb each other.
func TestReuse(t *testing.T) {
	p, err := pattern.Compile("%a-%s*(%d*)$")
	if err != nil {
		t.Fatal(err)
	}
	var m pattern.Matcher
	for _, c := range []struct{ subject, want string }{{"ab  c 12x", `9,9 ""`}, {"ab  c 12", `5,8 "12"`}, {"", `1,0 ""`}, {"ab  ", `1,4 ""`}} {
		m.Reset(p, c.subject, nil)
		found, err := m.Find(0)
		if got := describe(&m, c.subject, found, err); got != c.want {
			t.Errorf("%q: %s, want %s", c.subject, got, c.want)
		}
		m.Release()
	}
	words, err := pattern.Compile("(%a+)%s*")
	if err != nil {
		t.Fatal(err)
	}
	subject := "one two  three"
	m.Reset(words, subject, nil)
	var got []string
	for at := 0; ; at = m.End() {
		found, err := m.Find(at)
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			break
		}
		start, end, _ := m.Capture(0)
		got = append(got, subject[start:end])
	}
	if want := []string{"one", "two", "three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
}

var errStop = errors.New("stop")

// TestPollStops: every kind of long work can be stopped. The back-reference keeps the first from
// being cut short by what has failed already.
func TestPollStops(t *testing.T) {
	long := strings.Repeat("a", 30<<20)
	for _, c := range []struct{ name, subject, pattern string }{
		{"backtracking", long[:4000], strings.Repeat("a-", 8) + "(b?)%1b"},
		{"run", long, "a+%f[b]"},
		{"lazy", long, "^[ab]-c"},
		{"giving back", long, "^.*[bc]"},
		{"candidates", long, "[bc]d"},
		{"balance", strings.Repeat("(", 30<<20), "%b()"},
		{"starts", long, "aab?c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := pattern.Compile(c.pattern)
			if err != nil {
				t.Fatal(err)
			}
			polls := 0
			var m pattern.Matcher
			m.Reset(p, c.subject, func() error {
				if polls++; polls > 3 {
					return errStop
				}
				return nil
			})
			if found, err := m.Find(0); found || !errors.Is(err, errStop) {
				t.Errorf("Find = %v, %v after %d polls; want to be stopped", found, err, polls)
			}
			if polls != 4 {
				t.Errorf("polled %d times, want 4: once more would be after the end", polls)
			}
		})
	}
}

// TestPolynomial: patterns that take for ever where every way is tried take few steps here.
func TestPolynomial(t *testing.T) {
	for _, c := range []struct {
		subject, pattern string
		polls            int
	}{
		{strings.Repeat("a", 30), strings.Repeat("a-", 10) + "b", 2},
		{strings.Repeat("a", 1000), strings.Repeat("a-", 20) + "b", 20},
		{strings.Repeat("a", 1000), strings.Repeat("a*", 20) + "b", 20},
		{strings.Repeat("a", 1000), strings.Repeat("a?", 500) + "b", 700},
		{strings.Repeat("a", 1000), strings.Repeat(".*", 20) + "b", 20},
		{strings.Repeat("ab ", 1000), strings.Repeat("%a*.-%s*", 6) + "!", 700},
		{strings.Repeat(" ", 100000) + "x", "%s+$", 200},
		{strings.Repeat(" ", 100000) + "x", "^(.-)%s*$", 200},
		{strings.Repeat("a ", 50000) + "x", "^%s*(.-)%s*$", 200},
		{strings.Repeat("a", 100000), "a*b", 200},
	} {
		p, err := pattern.Compile(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		polls := 0
		var m pattern.Matcher
		m.Reset(p, c.subject, func() error {
			if polls++; polls > c.polls {
				return errStop
			}
			return nil
		})
		if _, err := m.Find(0); err != nil {
			t.Errorf("%.20q in %d bytes: not done after %d steps", c.pattern, len(c.subject), c.polls*pattern.PollSteps)
		}
	}
}

func TestCache(t *testing.T) {
	var c pattern.Cache
	first, err := c.Get("%a+")
	if err != nil {
		t.Fatal(err)
	}
	for n := range 300 {
		if _, err := c.Get(fmt.Sprint("x", n)); err != nil {
			t.Fatal(err)
		}
		if again, _ := c.Get("%a+"); again != first {
			t.Fatalf("compiled again after %d others", n)
		}
	}
	for n := range 1000 {
		if _, err := c.Get(fmt.Sprint("y", n)); err != nil {
			t.Fatal(err)
		}
	}
	if again, _ := c.Get("%a+"); again == first {
		t.Error("nothing is ever dropped")
	}
	long := strings.Repeat("a", 5000)
	one, _ := c.Get(long)
	if two, _ := c.Get(long); one == two {
		t.Error("a very long pattern is kept")
	}
	if _, err := c.Get(strings.Repeat("a?", pattern.MaxItems+1)); err == nil {
		t.Error("no error for a pattern too complex")
	}
}
