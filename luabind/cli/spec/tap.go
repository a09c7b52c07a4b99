package spec

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"luafut/luabind/luacheck"
)

// TAP writes reports in the Test Anything Protocol, version 14
// (https://testanything.org/tap-version-14-specification.html): a line for each
// test, and below one that failed a block of YAML that says why.
type TAP struct {
	W io.Writer
	// Verbose shows what tests print that pass, too.
	Verbose bool
	// Old has the first line say version 13, for readers that refuse a later one;
	// what follows is the same.
	Old bool
	// Paint colours a line of a test that failed or was skipped; nil leaves them
	// as they are.
	Paint func(o luacheck.Outcome, line string) string

	n int
}

// Begin writes the first line.
func (t *TAP) Begin() {
	version := 14
	if t.Old {
		version = 13
	}
	fmt.Fprintln(t.W, "TAP version", version)
}

// Report writes of one test.
func (t *TAP) Report(r Report) {
	t.n++
	name := r.File
	if r.Name != "" {
		name += ": " + r.Name
	}
	line := fmt.Sprintf("ok %d - %s", t.n, description(name))
	switch r.Outcome {
	case luacheck.Failed:
		line = "not " + line
	case luacheck.Skipped:
		line += " # SKIP " + oneLine(r.Reason)
	}
	if t.Paint != nil && r.Outcome != luacheck.Passed {
		line = t.Paint(r.Outcome, line)
	}
	fmt.Fprintln(t.W, line)
	if r.Outcome == luacheck.Failed {
		t.diagnose(r)
	} else if t.Verbose && r.Output != "" {
		for line := range strings.Lines(r.Output) {
			t.Comment(strings.TrimSuffix(line, "\n"))
		}
	}
}

// Comment writes a line that is no test.
func (t *TAP) Comment(text string) { fmt.Fprintln(t.W, "# "+oneLine(text)) }

// End writes the plan and the count.
func (t *TAP) End(s Summary) {
	fmt.Fprintf(t.W, "1..%d\n", t.n)
	t.Comment(fmt.Sprintf("%d passed, %d failed, %d skipped, in %s", s.Passed, s.Failed, s.Skipped, count(s.Files, "file")))
	if s.Stopped {
		t.Comment("stopped at the first failure (--fail-fast)")
	}
}

// BailOut ends it early.
func (t *TAP) BailOut(why string) { fmt.Fprintln(t.W, "Bail out! "+oneLine(why)) }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// diagnose writes why a test failed.
func (t *TAP) diagnose(r Report) {
	fmt.Fprintln(t.W, "  ---")
	for i, f := range r.Failures {
		key := ""
		if i > 0 {
			key = fmt.Sprintf("also_%d_", i)
		}
		message := f.Message
		if f.Where != "" {
			message = "in " + f.Where + ": " + message
		}
		t.entry(key+"message", message)
		if f.File != "" {
			t.entry(key+"at", fmt.Sprintf("%s:%d", f.File, f.Line))
		}
		if f.Expected != "" || f.Got != "" {
			t.entry(key+"expected", f.Expected)
			t.entry(key+"got", f.Got)
		}
		if f.Source != "" {
			t.entry(key+"source", outdented(f.Source))
		}
		if trace := traceback(f); trace != "" {
			t.entry(key+"traceback", trace)
		}
	}
	if r.Output != "" {
		t.entry("output", r.Output)
	}
	fmt.Fprintln(t.W, "  ...")
}

// outdented is a text without the blanks that all of its lines begin with.
func outdented(text string) string {
	lines := strings.Split(text, "\n")
	least := len(text)
	for _, line := range lines {
		least = min(least, len(line)-len(strings.TrimLeft(line, " ")))
	}
	for i := range lines {
		lines[i] = lines[i][least:]
	}
	return strings.Join(lines, "\n")
}

// traceback is that of a failure as far as it tells more than its place: without
// what is around the test, and without tabs.
func traceback(f luacheck.Failure) string {
	own, rest, _ := strings.Cut(f.Traceback, "\t[Go]: in function 'test'\n")
	if _, task, found := strings.Cut("\n"+rest, "\nin "); found { // what the task did that the test waited for
		own += "in " + task
	}
	own = strings.TrimPrefix(own, "stack traceback:\n")
	lines := strings.Split(strings.TrimSuffix(own, "\n"), "\n")
	lua := 0
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
		if !strings.HasPrefix(lines[i], "[Go]") {
			lua++
		}
	}
	if lua < 2 && f.Line > 0 {
		return ""
	}
	return strings.Join(lines, "\n")
}

// entry writes one of YAML: several lines as they stand where they can.
func (t *TAP) entry(key, text string) {
	if !strings.Contains(text, "\n") || !literal(text) {
		fmt.Fprintf(t.W, "  %s: %s\n", key, yamlString(text))
		return
	}
	fmt.Fprintf(t.W, "  %s: |\n", key)
	for line := range strings.Lines(text) {
		fmt.Fprintf(t.W, "    %s\n", strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "  "))
	}
}

// literal reports whether a text can stand as it is in a block of YAML.
func literal(text string) bool {
	if !utf8.ValidString(text) || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\n") {
		return false
	}
	for _, r := range text {
		if r != '\n' && r != '\t' && !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// yamlString is a text in quotes; JSON's are YAML's too.
func yamlString(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(fmt.Sprintf("spec: a string as JSON: %v", err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// description is a test's name as a line of TAP has it.
func description(name string) string {
	return strings.NewReplacer(`\`, `\\`, `#`, `\#`).Replace(oneLine(name))
}

// oneLine makes a text one line.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || !unicode.IsPrint(r) && r != '\t' {
			return ' '
		}
		return r
	}, text)
}
