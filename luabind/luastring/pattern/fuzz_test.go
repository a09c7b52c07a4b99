package pattern_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/gopher-lua/pm"

	"luafut/luabind/luastring/pattern"
)

// FuzzFind holds the Matcher against the oracle: same match, same captures, same fault; and holds
// that it ends within a bound of steps.
func FuzzFind(f *testing.F) {
	for _, c := range cases {
		if len(c.pattern) < 100 {
			f.Add(c.subject, c.pattern, 0)
		}
	}
	f.Add("aab  aab", "(a-)%s*%1()b?", 1)
	f.Add("ab12 cd", "%a*%d-%s?$", 1)
	f.Fuzz(func(t *testing.T, subject, source string, init int) {
		if len(subject) > 200 || len(source) > 60 {
			return
		}
		init = min(max(init, 0), len(subject))
		want, known := fromOracle(subject, source, init)
		if !known {
			return
		}
		if got := find(subject, source, init); got != want {
			t.Errorf("find(%q, %q) from %d = %s, want %s", subject, source, init, got, want)
		}
	})
}

// TestAgainstOracle is the same over patterns that backtrack enough for single failures to be
// remembered, which short inputs hardly do.
func TestAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	pieces := []string{"a", "b", "%a", "[ab1]", "[^a]", ".", "%d", "%f[%a]", "(a-)", "(.*)", "()", "%b1a", "%w", " "}
	repetitions := []string{"", "*", "+", "-", "?", "*", "-"}
	heavy := 0
	for range 1500 {
		source, subject := "", ""
		for range 4 + random.IntN(7) {
			piece := pick(pieces)
			source += piece
			if piece[0] != '(' && !strings.HasPrefix(piece, "%f") && !strings.HasPrefix(piece, "%b") {
				source += pick(repetitions)
			}
		}
		if random.IntN(4) > 0 {
			source += pick([]string{"!", "$", "%1?!", "b$"})
		}
		for range 20 + random.IntN(40) {
			subject += pick([]string{"a", "a", "b", "1", " "})
		}
		want, known := fromOracle(subject, source, 0)
		if !known {
			heavy++
			continue
		}
		if got := find(subject, source, 0); got != want {
			t.Fatalf("find(%q, %q) = %s, want %s", subject, source, got, want)
		}
	}
	if heavy > 500 {
		t.Errorf("the oracle gave up on %d patterns: too few are left", heavy)
	}
}

// fromOracle is what find must return; false where the oracle takes too long.
func fromOracle(subject, source string, init int) (want string, known bool) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case oracleFault:
			want, known = "error: "+string(fault), true
		case oracleSteps:
		default:
			panic(fault)
		}
	}()
	o := &oracle{subject: subject, pattern: source, steps: 200000}
	start, end, captures, ok := o.find(init)
	if !ok {
		return "nil", true
	}
	want = fmt.Sprintf("%d,%d", start+1, end)
	for _, c := range captures {
		switch c := c.(type) {
		case int:
			want += fmt.Sprintf(" @%d", c+1)
		case string:
			want += fmt.Sprintf(" %q", c)
		}
	}
	return want, true
}

// FuzzFindPeer holds the Matcher against gopher-lua's, over patterns built of pieces on which that
// one is right: no sets with "]" or "-" in odd places, no frontiers, no captures.
func FuzzFindPeer(f *testing.F) {
	pieces := []string{"a", "b", ".", "%a", "%d", "%s", "%W", "[ab1]", "[^a]", "[a-c]", "%b()", " "}
	repetitions := []string{"", "", "*", "+", "-", "?"}
	f.Add("aab (1) b", []byte{3, 2, 9, 4})
	f.Add("((a)b1", []byte{60, 1, 7})
	f.Fuzz(func(t *testing.T, subject string, choices []byte) {
		if len(subject) > 30 || len(choices) > 6 {
			return
		}
		source := ""
		for _, c := range choices {
			piece := pieces[int(c)%len(pieces)]
			source += piece
			if piece != "%b()" {
				source += repetitions[int(c)/len(pieces)%len(repetitions)]
			}
		}
		matches, err := pm.Find(source, []byte(subject), 0, 1)
		if err != nil {
			return
		}
		want := "nil"
		if len(matches) > 0 {
			want = fmt.Sprintf("%d,%d", matches[0].Capture(0)+1, matches[0].Capture(1))
		}
		if got := find(subject, source, 0); got != want {
			t.Errorf("find(%q, %q) = %s, gopher-lua has %s", subject, source, got, want)
		}
	})
}

// FuzzBounded holds that any pattern ends within steps that grow with the squares of its parts, as
// long as it has no back-reference.
func FuzzBounded(f *testing.F) {
	f.Add("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a-a-a-a-a-a-a-a-a-a-b")
	f.Add("a1a1a1a1a1a1a1a1a1a1a1a1", ".*%a*.*%d*.-%a-.-%d?%a?!")
	f.Fuzz(func(t *testing.T, subject, source string) {
		if len(subject) > 300 || len(source) > 60 {
			return
		}
		for i := 1; i < len(source); i++ {
			if source[i-1] == '%' && '0' <= source[i] && source[i] <= '9' {
				return
			}
		}
		p, err := pattern.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		bound := (len(subject)+1)*(len(subject)+1)*len(source)/pattern.PollSteps + 3
		var m pattern.Matcher
		m.Reset(p, subject, func() error {
			if bound--; bound < 0 {
				return errStop
			}
			return nil
		})
		if _, err := m.Find(0); err == errStop {
			t.Errorf("%q in %q: too many steps", source, subject)
		}
	})
}
