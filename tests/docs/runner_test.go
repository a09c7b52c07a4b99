package docs

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"luafut/scripts/practice"
)

// siteAddress is where the guide has its reader start the practice site.
const siteAddress = "127.0.0.1:8080"

// limit is how long a command may take before it is ended, which fails the test.
const limit = 2 * time.Minute

// A runner does what a page says, in a folder of its own.
type runner struct {
	t      *testing.T
	page   *page
	dir    string // the reader's; "cd" leads below it
	cwd    string // where the reader is
	site   string // where the page's practice site is, "" while it needed none
	status int    // the exit code of the last command
	edits  []edit // outputs that were not as the page has them
}

// An edit puts other lines in the place of lines[first:end] of a page.
type edit struct {
	first, end int
	lines      []string
}

// run does what the blocks say, one after the other.
func (r *runner) run() {
	for i, b := range r.page.blocks {
		switch {
		case b.flag == notRun:
		case b.flag != "":
			r.t.Errorf("%s: ```%s %s: there is only ```%[2]s %s", r.page.where(b), b.lang, b.flag, notRun)
		case r.page.fileName(b) != "":
			r.save(r.page.fileName(b), r.page.text(b))
		case b.lang == "lua":
			r.program(i, b)
		case b.lang == "console":
			r.terminal(b)
		case b.lang == "text":
			if i == 0 || r.page.output(i-1) != b || r.page.blocks[i-1].lang != "lua" {
				r.t.Errorf("%s: the output of no program: a block of Lua comes before it", r.page.where(b))
			}
		default:
			r.t.Errorf("%s: ```%s is neither lua, console nor text", r.page.where(b), b.lang)
		}
	}
	r.lint()
}

// lint checks the files of the page, but those that the page itself checks.
func (r *runner) lint() {
	var files []string
	for _, b := range r.page.blocks {
		name := r.page.fileName(b)
		if name != "" && !slices.ContainsFunc(r.page.blocks, func(b *block) bool {
			return b.lang == "console" && strings.Contains(r.page.text(b), "luafut check "+name)
		}) {
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		return
	}
	if told := r.execute("luafut check "+strings.Join(files, " "), nil); r.status != 0 {
		r.t.Errorf("%s: luafut check says:\n%s", r.page.path, told)
	}
}

// save writes a file of the page's.
func (r *runner) save(name, text string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.cwd, name), []byte(r.here(text)), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// here is a text of the page with the address of its practice site in it, which
// is started where the page first names it.
func (r *runner) here(text string) string {
	if !strings.Contains(text, siteAddress) {
		return text
	}
	if r.site == "" {
		site, err := practice.Start(r.t.Context(), practice.Options{})
		if err != nil {
			r.t.Fatal(err)
		}
		r.t.Cleanup(site.Close)
		r.site = strings.TrimPrefix(site.URL(), "http://")
	}
	return strings.ReplaceAll(text, siteAddress, r.site)
}

func (r *runner) program(i int, b *block) {
	source := r.page.text(b)
	r.save("block.lua", source)
	printed := r.execute("luafut block.lua", nil)
	if r.status != 0 {
		r.t.Errorf("%s: exit code %d:\n%s", r.page.where(b), r.status, printed)
		return
	}
	if output := r.page.output(i); output != nil {
		r.compare(b, printed, r.page.text(output), output.first, output.end, func() []string { return lines(printed) })
	} else if shown, says := remarks(source); says {
		if !matches(shown, strings.ReplaceAll(printed, "\t", " ")) {
			r.t.Errorf("%s: printed\n%s\nthe page has\n%s", r.page.where(b), printed, shown)
		}
	} else if printed == "" {
		r.t.Errorf("%s: it prints nothing", r.page.where(b))
	}
}

func (r *runner) terminal(b *block) {
	commands, err := r.page.commands(b)
	if err != nil {
		r.t.Error(err)
		return
	}
	for _, c := range commands {
		line := c.line
		if len(c.typed) > 0 && line == "luafut" {
			line = "luafut -i" // the prompt, without a terminal
		}
		printed := r.execute(line, c.typed)
		r.compare(b, printed, r.page.shown(c), c.first, c.end, func() []string { return r.session(line, printed, c.typed) })
	}
}

// compare holds what was printed to what the page shows, in lines[first:end], and
// has put what anew makes of it there where they differ.
func (r *runner) compare(b *block, printed, shown string, first, end int, anew func() []string) {
	if matches(shown, printed) {
		return
	}
	r.t.Errorf("%s: printed\n%s\nthe page has\n%s", r.page.where(b), printed, shown)
	if *update {
		r.edits = append(r.edits, edit{first, end, anew()})
	}
}

// session is what a command printed, with each line that was typed into it before
// what that added: the command is run with none of them, with one, and so on.
func (r *runner) session(line, printed string, typed []string) []string {
	if len(typed) == 0 {
		return lines(printed)
	}
	printed = r.execute(line, nil)
	list := lines(printed)
	for i := range typed {
		longer := r.execute(line, typed[:i+1])
		list = append(list, "> "+typed[i])
		list = append(list, lines(strings.TrimPrefix(longer, printed))...)
		printed = longer
	}
	return list
}

// goCaches are where go keeps what it has built, which it would look for below the
// reader's home: it builds its tools when they are first used.
var goCaches = sync.OnceValue(func() []string {
	var list []string
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		if out, err := exec.Command("go", "env", name).Output(); err == nil {
			list = append(list, name+"="+strings.TrimSpace(string(out)))
		}
	}
	return list
})

// execute has sh run a line, with lines typed into it, and gives what it
// printed to both streams, ports of the practice site as the page has them.
func (r *runner) execute(line string, typed []string) string {
	r.t.Helper()
	at := filepath.Join(r.t.TempDir(), "at") // where the command leaves the reader
	cmd := exec.CommandContext(r.t.Context(), "sh", "-c",
		fmt.Sprintf("(exit %d)\n%s\ncode=$?; pwd >\"$READER_AT\"; exit $code", r.status, r.here(line)))
	cmd.Dir, cmd.WaitDelay = r.cwd, time.Second
	cmd.Env = append(os.Environ(), "HOME="+r.dir, "TERM=dumb", "CI=", "READER_AT="+at)
	cmd.Env = append(cmd.Env, goCaches()...)
	cmd.Stdin = strings.NewReader(r.here(joined(typed)))
	timer := time.AfterFunc(limit, func() { _ = cmd.Cancel() })
	out, err := cmd.CombinedOutput()
	if !timer.Stop() {
		r.t.Fatalf("%s: %q goes on for ever", r.page.path, line)
	}
	if cmd.ProcessState == nil {
		r.t.Fatal(err)
	}
	r.status = cmd.ProcessState.ExitCode()
	if path, err := os.ReadFile(at); err == nil {
		r.cwd = strings.TrimSuffix(string(path), "\n")
	}
	printed := string(out)
	if r.site != "" {
		printed = strings.ReplaceAll(printed, r.site, siteAddress)
	}
	return strings.ReplaceAll(printed, r.dir, "/home/you")
}

// rewritten is the page with its outputs as they were.
func (r *runner) rewritten() string {
	all := slices.Clone(r.page.lines)
	for _, e := range slices.Backward(r.edits) {
		all = slices.Replace(all, e.first, e.end, e.lines...)
	}
	return strings.Join(all, "\n")
}
