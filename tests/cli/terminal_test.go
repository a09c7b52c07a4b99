//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/term"
)

// patience bounds how long a test waits for what a terminal shows.
const patience = 30 * time.Second

// keys are those that are no letters.
var keys = map[string]string{
	"ctrl-c": "\x03", "ctrl-d": "\x04", "ctrl-g": "\x07", "ctrl-r": "\x12", "ctrl-z": "\x1a",
	"tab": "\t", "enter": "\r", "up": "\x1b[A", "escape": "\x1b",
}

var signals = map[string]syscall.Signal{"TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "INT": syscall.SIGINT, "CONT": syscall.SIGCONT}

// terminalCommand runs a command on a terminal of its own, of 80 columns and 24
// rows, and does there what a file says, line by line:
//
//	%wait REGEXP    wait until what was shown since the last wait matches
//	%type TEXT      type it, without Enter
//	%paste FILE     paste it, as terminals do that mark what is pasted
//	%key NAME       press a key
//	%signal NAME    send a signal
//	%touch FILE     make the file, for which the command waits
//	TEXT            type it, and Enter
//
// What was shown is left in the file screen, without the codes that move the
// cursor and colour it; the exit code is the last line of it, and below it what
// became of the terminal.
func terminalCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: terminal FILE CMD [ARG ...]")
	}
	cmd := exec.Command(inPath(ts, args[1]), args[2:]...)
	cmd.Args[0] = args[1]
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "WORK", "TERM", "NO_COLOR", "XDG_CACHE_HOME", "BROWSER", "DISPLAY"} {
		if value := ts.Getenv(name); value != "" {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	master, tty, err := pty.Open()
	ts.Check(err)
	defer master.Close()
	ts.Check(pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: 80}))
	before, err := term.GetState(int(tty.Fd()))
	ts.Check(err)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	// Under nohup SIGHUP is ignored, which commands inherit; a signal that is
	// caught is theirs to answer again.
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	ts.Check(cmd.Start())
	t := &terminal{ts: ts, master: master, tty: tty, cmd: cmd, more: make(chan struct{}, 1), ended: make(chan struct{}), exited: make(chan struct{})}
	go t.show()
	go func() {
		_ = cmd.Wait() // how it ended is in cmd.ProcessState
		close(t.exited)
	}()
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		t.step(strings.TrimSuffix(line, "\n"))
	}
	select {
	case <-t.exited:
	case <-time.After(patience):
		t.fail("it does not end")
	}
	after, err := term.GetState(int(tty.Fd()))
	ts.Check(err)
	state := "the terminal is as it was"
	if !reflect.DeepEqual(before, after) {
		state = "the terminal is left raw"
	}
	tty.Close()
	select {
	case <-t.ended: // nobody has the terminal open any more
	case <-time.After(patience):
		t.fail("something that it started has the terminal still")
	}
	screen := fmt.Sprintf("%s\nexit code %d\n%s\n", t.text(), cmd.ProcessState.ExitCode(), state)
	ts.Check(os.WriteFile(ts.MkAbs("screen"), []byte(screen), 0o644))
	ts.Logf("[screen]\n%s", screen)
}

// inPath is where a command is that the script may run.
func inPath(ts *testscript.TestScript, name string) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if file := filepath.Join(dir, name); isFile(file) {
			return file
		}
	}
	ts.Fatalf("there is no command %s", name)
	return ""
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// terminal is a command that runs on one.
type terminal struct {
	ts          *testscript.TestScript
	master, tty *os.File
	cmd         *exec.Cmd
	more        chan struct{} // something was shown
	ended       chan struct{} // nothing will be any more
	exited      chan struct{} // the command has

	mu    sync.Mutex
	shown bytes.Buffer
	seen  int // what the last wait has matched up to, of the text
}

// show collects what the command writes, until nobody can write any more.
func (t *terminal) show() {
	defer close(t.ended)
	buf := make([]byte, 4096)
	for {
		n, err := t.master.Read(buf)
		t.mu.Lock()
		t.shown.Write(buf[:n])
		t.mu.Unlock()
		select {
		case t.more <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

var (
	codes    = regexp.MustCompile(`\x1b\[[?0-9;]*[ ]?[A-Za-z]|\x1b[A-Z=>]|\x07`)
	newLines = regexp.MustCompile(` *[\r\n]+`)
)

// text is what was shown, without the codes; each time that a line was drawn it
// is a line of its own.
func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return newLines.ReplaceAllString(codes.ReplaceAllString(t.shown.String(), ""), "\n")
}

func (t *terminal) step(line string) {
	name, rest, _ := strings.Cut(line, " ")
	switch name {
	case "%wait":
		t.wait(regexp.MustCompile(rest))
	case "%type":
		t.enter(rest)
	case "%paste":
		t.enter("\x1b[200~" + strings.ReplaceAll(t.ts.ReadFile(rest), "\n", "\r") + "\x1b[201~")
	case "%key":
		if keys[rest] == "" {
			t.ts.Fatalf("there is no key %s", rest)
		}
		t.enter(keys[rest])
	case "%signal":
		t.ts.Check(t.cmd.Process.Signal(signals[rest]))
	case "%touch":
		t.ts.Check(os.WriteFile(t.ts.MkAbs(rest), nil, 0o644))
	default:
		t.enter(line + "\r")
	}
}

func (t *terminal) enter(text string) {
	_, err := t.master.WriteString(text)
	t.ts.Check(err)
}

func (t *terminal) wait(want *regexp.Regexp) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		text := t.text()
		if found := want.FindStringIndex(text[t.seen:]); found != nil {
			t.seen += found[1]
			return
		}
		select {
		case <-t.more:
		case <-t.exited:
			t.fail("it ended before it showed " + want.String())
		case <-timer.C:
			t.fail("it does not show " + want.String())
		}
	}
}

// fail ends the command and the test.
func (t *terminal) fail(why string) {
	_ = t.cmd.Process.Kill() // it may have ended
	<-t.exited
	t.ts.Fatalf("%s:\n%s", why, t.text())
}
