package display_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"luafut/luabind/luaprogress/display"
	"luafut/luabind/luaprogress/screentest"
)

// onScreen runs fn with a display on a screen; its clock stands still but while fn
// sleeps. The cursor must rest at the beginning of a line at the end, and the
// screen have understood everything.
func onScreen(t *testing.T, columns int, fn func(s *screentest.Screen, d *display.Display, out io.Writer)) {
	synctest.Test(t, func(t *testing.T) {
		s := screentest.New(columns)
		d := display.New(s, display.Options{Columns: s.Columns})
		fn(s, d, d.Around(s))
		synctest.Wait()
		if _, column := s.Cursor(); column != 0 || len(s.Unknown()) > 0 {
			t.Errorf("the cursor is in column %d; not understood: %v\n%s", column, s.Unknown(), s)
		}
	})
}

var drawn = regexp.MustCompile(`\[[=>-]{8,}\]`)

// shows compares what the screen shows; [] stands for a bar of any length.
func shows(t *testing.T, s *screentest.Screen, want ...string) {
	t.Helper()
	if got := drawn.ReplaceAllString(s.String(), "[]"); got != strings.Join(want, "\n") {
		t.Errorf("the screen shows\n%s\n--- want\n%s", got, strings.Join(want, "\n"))
	}
}

func pass(d time.Duration) {
	time.Sleep(d) // the clock of synctest
	synctest.Wait()
}

func TestPrintingAbove(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		fmt.Fprintln(out, "before")
		b := d.Open(display.BarOptions{Total: 4, Desc: "pages"})
		shows(t, s, "before")
		b.Add(1)
		pass(1 * time.Second)
		shows(t, s, "before", "pages   25%  []  1/4  1.0 it/s  0:03 left")
		fmt.Fprint(out, "one\ntwo\n")
		shows(t, s, "before", "one", "two", "pages   25%  []  1/4  1.0 it/s  0:03 left")
		if row, column := s.Cursor(); row != 3 || column != 0 {
			t.Errorf("the cursor rests at %d, %d", row, column)
		}
		fmt.Fprint(out, "three ") // not at its end: the bar waits
		pass(time.Second)
		shows(t, s, "before", "one", "two", "three")
		b.Add(2)
		b.Fail(1)
		fmt.Fprintln(out, "four")
		pass(100 * time.Millisecond)
		if got := s.String(); !strings.Contains(got, "three four\npages   75%") || !strings.Contains(got, "1 error") {
			t.Errorf("the screen shows\n%s", got)
		}
		b.Add(1)
		pass(1900 * time.Millisecond)
		b.Close()
		b.Close()
		shows(t, s, "before", "one", "two", "three four", "pages  100%  []  4/4  1.0 it/s  1 error  in 0:04")
		fmt.Fprintln(out, "after")
		shows(t, s, "before", "one", "two", "three four", "pages  100%  []  4/4  1.0 it/s  1 error  in 0:04", "after")
		writes := s.Writes()
		pass(time.Minute)
		if s.Writes() != writes {
			t.Error("it goes on drawing")
		}
	})
}

// A script that prints a lot is not slowed down by a line that goes and comes.
func TestChatty(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		b := d.Open(display.BarOptions{Total: 2, Desc: "a"})
		pass(time.Second)
		writes := s.Writes()
		for range 1000 {
			fmt.Fprintln(out, "x")
		}
		if n := s.Writes() - writes; n > 1100 {
			t.Errorf("%d writes for 1000 lines", n)
		}
		pass(100 * time.Millisecond)
		shows(t, s, strings.Repeat("x\n", 1000)+"a    0%  []  0/2")
		b.Close()
	})
}

// What ends behind a piece of a line begins a line of its own.
func TestEndBehindPiece(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		b := d.Open(display.BarOptions{Total: display.Unknown, Desc: "a"})
		fmt.Fprint(out, "piece")
		b.Close()
		shows(t, s, "piece", "a  0  in 0:00")
	})
}

func TestTransient(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		b := d.Open(display.BarOptions{Total: 2, Desc: "a", Transient: true})
		pass(time.Second)
		shows(t, s, "a    0%  []  0/2")
		b.Close()
		shows(t, s, "")
	})
}

// An idle bar is not drawn again and again, but for its clock.
func TestIdle(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		d.Open(display.BarOptions{Total: 2, Desc: "a"})
		pass(time.Second)
		writes := s.Writes()
		pass(time.Minute)
		if s.Writes() != writes {
			t.Errorf("%d writes", s.Writes()-writes)
		}
		d.CloseOf(nil)
	})
}

func TestSeveralBars(t *testing.T) {
	onScreen(t, 80, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		owner := new(int)
		var list []*display.Bar
		for i := range 4 {
			list = append(list, d.Open(display.BarOptions{Total: 10, Desc: fmt.Sprint("bar", i+1), Owner: owner}))
			list[i].Add(int64(i))
		}
		pass(100 * time.Millisecond)
		shows(t, s, "bar1    0%  []  0/10 | bar4  30% 3/10 30.0/s 0:00 +2")
		s.Resize(50)
		pass(100 * time.Millisecond)
		shows(t, s, "bar1    0%  []  0/10 +3")
		s.Resize(10)
		pass(100 * time.Millisecond)
		shows(t, s, "  0% 0/10")
		s.Resize(50)
		pass(100 * time.Millisecond)
		list[0].Close()
		list[2].Close()
		d.CloseOf("somebody else")
		shows(t, s,
			"bar1    0%  []  0/10  in 0:00",
			"bar3   20%  []  2/10  5.0 it/s  in 0:00",
			"bar2   10%  1/10  2.5 it/s  0:03 left +1")
		d.CloseOf(owner)
		shows(t, s,
			"bar1    0%  []  0/10  in 0:00",
			"bar3   20%  []  2/10  5.0 it/s  in 0:00",
			"bar2   10%  []  1/10  2.5 it/s  in 0:00",
			"bar4   30%  []  3/10  7.5 it/s  in 0:00")
	})
}

// A terminal that becomes narrower breaks the line; nothing of it is left.
func TestNarrower(t *testing.T) {
	onScreen(t, 100, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		fmt.Fprintln(out, "before")
		b := d.Open(display.BarOptions{Total: 9, Desc: "pages"})
		b.Add(3)
		pass(time.Second)
		s.Resize(30)
		if strings.Count(s.String(), "\n") < 3 {
			t.Fatalf("the line was not broken:\n%s", s)
		}
		fmt.Fprintln(out, "between")
		shows(t, s, "before", "between", "pages  33% 3/9 2.9/s 0:02")
		s.Resize(12)
		pass(100 * time.Millisecond)
		shows(t, s, "before", "between", "3/9 0:02")
		s.Resize(60)
		pass(100 * time.Millisecond)
		shows(t, s, "before", "between", "pages   33%  []  3/9  2.4 it/s  0:02 left")
		b.Close()
	})
}

func TestHold(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		a, b := d.Open(display.BarOptions{Total: 2, Desc: "a"}), d.Open(display.BarOptions{Total: 2, Desc: "b"})
		pass(time.Second)
		release := d.Hold()
		other := d.Hold()
		pass(time.Second)
		shows(t, s, "")
		b.Close() // a whole line, as always
		shows(t, s, "b    0%  []  0/2  in 0:02")
		other()
		other()
		pass(time.Second)
		shows(t, s, "b    0%  []  0/2  in 0:02")
		release()
		shows(t, s, "b    0%  []  0/2  in 0:02", "a    0%  []  0/2")
		a.Close()
	})
}

// The pace is that of lately, and a halt makes the time left grow.
func TestPace(t *testing.T) {
	onScreen(t, 60, func(s *screentest.Screen, d *display.Display, out io.Writer) {
		b := d.Open(display.BarOptions{Total: 1000})
		for range 20 {
			b.Add(1)
			pass(100 * time.Millisecond)
		}
		shows(t, s, "  2%  []  20/1000  10.0 it/s  1:38 left")
		for range 600 {
			b.Add(1)
			pass(50 * time.Millisecond)
		}
		if got := s.String(); !strings.Contains(got, "620/1000  19.") && !strings.Contains(got, "620/1000  20.0 it/s") {
			t.Errorf("the pace has changed: %s", got)
		}
		pass(30 * time.Second)
		if got := s.String(); !strings.Contains(got, "it/s") || strings.Contains(got, " 1") && !strings.Contains(got, "1.0 it/s") {
			t.Errorf("it stands still: %s", got)
		}
		b.Close()
	})
}

// Where the total is not told, it is the sum of the parts.
func TestExpect(t *testing.T) {
	d := display.New(io.Discard, display.Options{})
	b := d.Open(display.BarOptions{Total: display.Unknown})
	defer b.Close()
	for _, step := range []struct{ part, want int64 }{{5, 5}, {7, 12}, {-1, -1}, {3, -1}} {
		if b.Expect(step.part); b.Total() != step.want {
			t.Errorf("with %d: %d, want %d", step.part, b.Total(), step.want)
		}
	}
	b.SetTotal(20)
	b.Expect(5)
	if b.Total() != 20 {
		t.Errorf("the total that was set is %d", b.Total())
	}
}

func TestPlainLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var mu sync.Mutex
		held := "printed before\n"
		d := display.New(&log, display.Options{Before: func() {
			mu.Lock()
			defer mu.Unlock()
			log.WriteString(held)
			held = ""
		}})
		if w := d.Around(&log); w != io.Writer(&log) {
			t.Error("there is nothing to go around")
		}
		a := d.Open(display.BarOptions{Total: 100, Desc: "a"})
		b := d.Open(display.BarOptions{Total: display.Unknown, Desc: "b", Every: 4 * time.Second, Unit: "page"})
		quiet := d.Open(display.BarOptions{Total: 3, Desc: "quiet", Every: display.Never, Transient: true})
		for range 11 {
			a.Add(4)
			b.Add(1)
			pass(time.Second)
		}
		quiet.Close()
		b.Fail(2)
		b.Close()
		a.Close()
		writes := log.Len()
		pass(time.Hour)
		if log.Len() != writes {
			t.Error("it goes on")
		}
		want := `printed before
b: 4, 1.0 page/s, 0:04
b: 8, 1.0 page/s, 0:08
a: 40 of 100, 40%, 3.9 it/s, 0:15 left
b: 11, 1.0 page/s, 2 errors, in 0:11
a: 44 of 100, 44%, 4.0 it/s, in 0:11
`
		if log.String() != want {
			t.Errorf("got\n%s--- want\n%s", &log, want)
		}
	})
}

// Any number of goroutines print and move bars. No line is torn, and none is lost.
func TestManyAtOnce(t *testing.T) {
	s := screentest.New(80)
	d := display.New(s, display.Options{Columns: s.Columns})
	out, log := d.Around(s), d.Around(s)
	all := d.Open(display.BarOptions{Total: 4000, Desc: "all"})
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 500 {
				w := out
				if i%2 == 0 {
					w = log
				}
				fmt.Fprintf(w, "task %d step %d\n", g, i)
				all.Add(1)
				if i%100 == 0 {
					one := d.Open(display.BarOptions{Total: 1, Transient: true})
					one.Describe(fmt.Sprint(g, i))
					one.Add(1)
					one.Close()
					d.Hold()()
				}
			}
		})
	}
	wg.Wait()
	all.Close()
	lines := strings.Split(s.String(), "\n")
	next := make([]int, 8)
	for _, line := range lines[:len(lines)-1] {
		var g, i int
		if _, err := fmt.Sscanf(line, "task %d step %d", &g, &i); err != nil || i != next[g] || line != fmt.Sprintf("task %d step %d", g, i) {
			t.Fatalf("a line that nobody wrote: %q", line)
		}
		next[g]++
	}
	if last := lines[len(lines)-1]; len(lines) != 4001 || !strings.HasPrefix(last, "all  100%  [") || len(s.Unknown()) > 0 {
		t.Errorf("%d lines, the last %q; not understood: %v", len(lines), last, s.Unknown())
	}
}
