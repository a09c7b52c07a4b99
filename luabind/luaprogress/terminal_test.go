//go:build unix

package luaprogress_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"

	"luafut/luabind/cli"
	"luafut/luabind/luaprogress/screentest"
)

// TestMain makes this binary serve as the command luafut as well.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"luafut": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// patience is when a screen is taken for one that will not show what it should.
const patience = time.Minute

// program is a script that runs on a terminal of its own. Its function step waits
// for the test's.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	tty    *os.File
	stdin  io.WriteCloser
	stdout bytes.Buffer // where it is no terminal
	ended  chan struct{}

	mu     sync.Mutex
	screen *screentest.Screen
	raw    bytes.Buffer
	wrote  chan struct{}
}

// start runs a script with standard error, and output too unless piped, on a
// terminal of so many columns.
func start(t *testing.T, columns int, piped bool, env []string, script string) *program {
	t.Helper()
	name := filepath.Join(t.TempDir(), "script.lua")
	script = "local futures, progress, time = require 'futures', require 'progress', require 'time'\nlocal function step() io.read() end\n" + script
	if err := os.WriteFile(name, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	tty, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, tty: tty, screen: screentest.New(columns), ended: make(chan struct{}), wrote: make(chan struct{}, 1)}
	p.size(columns)
	p.cmd = exec.Command("luafut", name)
	p.cmd.Env = append(os.Environ(), append([]string{"TERM=xterm", "CI=", "NO_COLOR=", "LC_ALL=C"}, env...)...)
	p.cmd.Stdout, p.cmd.Stderr = slave, slave
	if piped {
		p.cmd.Stdout = &p.stdout
	}
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	go func() {
		defer close(p.ended)
		io.Copy(p, tty) // ends with an error when the last writer has closed its end
	}()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		tty.Close()
	})
	return p
}

// Write implements io.Writer for what comes from the terminal.
func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.raw.Write(b)
	p.screen.Write(b)
	select {
	case p.wrote <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (p *program) size(columns int) {
	if err := pty.Setsize(p.tty, &pty.Winsize{Rows: 50, Cols: uint16(columns)}); err != nil {
		p.t.Fatal(err)
	}
}

// resize makes the terminal narrower or wider.
func (p *program) resize(columns int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.screen.Resize(columns)
	p.size(columns)
}

// step lets the script's step return.
func (p *program) step() {
	if _, err := io.WriteString(p.stdin, "\n"); err != nil {
		p.t.Fatal(err)
	}
}

// numbers that no test knows.
var (
	rate   = regexp.MustCompile(`[0-9.]+( it)?/(s|min)`)
	left   = regexp.MustCompile(`[0-9]+:[0-9]{2}( left)?`)
	folder = regexp.MustCompile(`/\S+/script.lua`)
	bar    = regexp.MustCompile(`\[[=>-]{8,}\]`)
)

func shown(screen string) string {
	screen = folder.ReplaceAllString(screen, "script.lua")
	return bar.ReplaceAllString(left.ReplaceAllString(rate.ReplaceAllString(screen, "R"), "T"), "[]")
}

// shows waits until the screen shows these lines, rates, times and bars as R, T
// and [].
func (p *program) shows(lines ...string) {
	p.t.Helper()
	want := strings.Join(lines, "\n")
	late := time.After(patience)
	for {
		got := shown(p.screen.String())
		if got == want {
			return
		}
		select {
		case <-p.wrote:
		case <-late:
			p.t.Fatalf("the screen shows\n%s\n--- want\n%s", got, want)
		}
	}
}

// end waits for the end with an exit code; the terminal must be as a shell wants it.
func (p *program) end(code int, lines ...string) {
	p.t.Helper()
	p.stdin.Close()
	hang := time.AfterFunc(patience, func() { p.cmd.Process.Kill() })
	defer hang.Stop()
	_ = p.cmd.Wait() // the code tells
	<-p.ended
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit code %d, want %d", got, code)
	}
	if got := shown(p.screen.String()); got != strings.Join(lines, "\n") {
		p.t.Errorf("the screen shows\n%s\n--- want\n%s", got, strings.Join(lines, "\n"))
	}
	if _, column := p.screen.Cursor(); column != 0 || len(p.screen.Unknown()) > 0 {
		p.t.Errorf("the cursor is left in column %d; not understood: %v", column, p.screen.Unknown())
	}
}

// All that writes to the terminal makes the line give way, and the line fits, also
// when the terminal changes.
func TestTerminal(t *testing.T) {
	t.Parallel()
	p := start(t, 80, false, nil, `
local bar = progress.bar(4, {desc = "日本語"})
print("one")
bar:add()
futures.with(futures.ProcessPoolExecutor(1), function(pool)
  pool:submit(function() print("from a worker") io.stderr:write("its stderr\n") end):result()
end)
io.stderr:write("stderr\n")
local f = futures.Future()
f:add_done_callback(function() error("in a callback", 0) end)
f:set_result(1)
bar:describe("日本語 2")
step()
io.write("a piece")
bar:fail()
step()
print(" and its end")
step()
os.execute("echo from a command")
bar:add(2)
bar:close()
print("end")
`)
	p.waits("日本語 2   25%  []  1/4  R  T")
	above := p.above()
	for _, want := range []string{"one", "from a worker", "its stderr", "stderr", "luafut: error in a callback of a future"} {
		if !strings.Contains("\n"+above, "\n"+want) {
			t.Errorf("no line begins with %q in\n%s", want, above)
		}
	}
	p.resize(30)
	p.waits("日本語 2 1/4 R T")
	p.resize(80)
	p.waits("日本語 2   25%  []  1/4  R  T")
	p.step()
	p.waits("a piece")
	p.step()
	p.waits("日本語 2   50%  []  2/4  R  1 error  T")
	above = p.above()
	p.step()
	p.end(0, append(strings.Split(above, "\n"), "from a command", "日本語 2  100%  []  4/4  R  1 error  in T", "end")...)
}

// above are the lines above the last.
func (p *program) above() string {
	text := shown(p.screen.String())
	return text[:strings.LastIndexByte(text, '\n')]
}

// waits waits until the last line of the screen is this.
func (p *program) waits(want string) {
	p.t.Helper()
	late := time.After(patience)
	for {
		text := shown(p.screen.String())
		if text[strings.LastIndexByte(text, '\n')+1:] == want {
			return
		}
		select {
		case <-p.wrote:
		case <-late:
			p.t.Fatalf("the last line is not %q:\n%s", want, text)
		}
	}
}

// Standard output is a pipe: nothing of the bar goes there.
func TestPipe(t *testing.T) {
	t.Parallel()
	p := start(t, 80, true, nil, `
local it = progress.track({"a", "b"}, {desc = "list"})
for i, v in it do print(i, v) step() end
`)
	p.shows("list    0%  []  0/2")
	p.step()
	p.shows("list   50%  []  1/2  R  T")
	p.step()
	p.end(0, "list  100%  []  2/2  R  in T")
	if got := p.stdout.String(); got != "1\ta\n2\tb\n" {
		t.Errorf("standard output has %q", got)
	}
}

// Every kind of end leaves a last whole line.
func TestEnds(t *testing.T) {
	t.Parallel()
	const open = `local bar = progress.bar(2, {desc = "open"}) bar:add() step() `
	line, last := "open   50%  []  1/2  R  T", "open   50%  []  1/2  R  in T"
	for _, test := range []struct {
		name, script string
		signal       os.Signal
		code         int
		lines        []string
	}{
		{"script", open, nil, 0, []string{last}},
		{"error", open + "\nerror('oh', 0)", nil, 1, []string{
			"luafut: oh", "  4 | error('oh', 0)", "    | ^^^^^", "stack traceback:", "        [Go]: in function 'error'", "        script.lua:4: in main chunk", last,
		}},
		{"exit", open + `os.exit(3)`, nil, 3, []string{last}},
		{"exit behind a piece", open + `io.write("piece") os.exit(3)`, nil, 3, []string{"piece", last}},
		{"exit in a task", open + `futures.ThreadPoolExecutor(1):submit(os.exit, 3):result()`, nil, 3, []string{last}},
		{"interrupt", open + `time.sleep(600)`, os.Interrupt, 130, []string{"luafut: stopped by Ctrl-C", last}},
		{"terminated", open + `time.sleep(600)`, syscall.SIGTERM, 143, []string{"luafut: stopped by SIGTERM", last}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, 80, false, nil, test.script)
			p.shows(line)
			if test.signal != nil {
				if err := p.cmd.Process.Signal(test.signal); err != nil {
					t.Fatal(err)
				}
			} else {
				p.step()
			}
			p.end(test.code, test.lines...)
		})
	}
}

// What the environment asks for.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		env     string
		escapes []string // those that the program writes
	}{
		{"LC_ALL=C", []string{"\x1b[J", "\x1b[32m", "\x1b[0m", "\x1b[31m", "\x1b[2m"}},
		{"LC_ALL=C.UTF-8", []string{"\x1b[J", "\x1b[32m", "\x1b[0m", "\x1b[31m", "\x1b[2m", "━"}},
		{"NO_COLOR=1", []string{"\x1b[J"}},
		{"TERM=dumb", nil},
		{"CI=true", nil},
	} {
		t.Run(test.env, func(t *testing.T) {
			t.Parallel()
			p := start(t, 80, false, []string{test.env}, `local bar = progress.bar(4) bar:fail() bar:add(2) step() bar:close()`)
			if test.escapes != nil {
				p.drawn()
			}
			p.step()
			p.stdin.Close()
			_ = p.cmd.Wait()
			<-p.ended
			found := map[string]bool{}
			for _, seq := range regexp.MustCompile("\x1b\\[[0-9]*[A-Za-z]|\x1b|━").FindAllString(p.raw.String(), -1) {
				found[seq] = true
			}
			for _, want := range test.escapes {
				if !found[want] {
					t.Errorf("there is no %q in %q", want, p.raw.String())
				}
				delete(found, want)
			}
			if len(found) > 0 {
				t.Errorf("also found %v in %q", found, p.raw.String())
			}
			if !strings.Contains(p.screen.String(), "1 error") {
				t.Errorf("the screen shows\n%s", p.screen)
			}
		})
	}
}

// drawn waits for the first line.
func (p *program) drawn() {
	late := time.After(patience)
	for p.screen.String() == "" {
		select {
		case <-p.wrote:
		case <-late:
			p.t.Fatal("nothing is drawn")
		}
	}
}
