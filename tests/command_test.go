package tests

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// exitCode is the script command code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N CMD [ARG ...]")
	}
	checkCode(ts, ts.Exec(args[1], args[2:]...), args[0])
}

// told is the script command told. Further lines may stand between: a report
// shows lines of the script too.
func told(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: told FILE")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	for _, line := range strings.Split(ts.ReadFile("stderr"), "\n") {
		if len(lines) > 0 && line == lines[0] {
			lines = lines[1:]
		}
	}
	if len(lines) > 0 {
		ts.Fatalf("stderr has no line %q where it should", lines[0])
	}
}

// checkCode compares how a command ended with the code that was wanted.
func checkCode(ts *testscript.TestScript, err error, want string) {
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != want {
		ts.Fatalf("exit code %d, want %s", got, want)
	}
}

var signals = map[string]os.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "QUIT": syscall.SIGQUIT}

// signalled is the script command signal.
func signalled(ts *testscript.TestScript, neg bool, args []string) {
	split := slices.Index(args, "--")
	if neg || split < 1 || split == len(args)-1 {
		ts.Fatalf("usage: signal N SIG:TEXT ... -- CMD [ARG ...]")
	}
	path, err := exec.LookPath(args[split+1])
	ts.Check(err)
	cmd := exec.Command(path, args[split+2:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "HOME="+ts.Getenv("HOME"))
	var all transcript
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.MultiWriter(&out, &all), io.MultiWriter(&errs, &all)
	ts.Check(cmd.Start())
	hang := time.AfterFunc(patience, func() { cmd.Process.Kill() })
	defer hang.Stop()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for _, step := range args[1:split] {
		name, text, _ := strings.Cut(step, ":")
		sig := signals[name]
		if sig == nil {
			ts.Fatalf("no signal is called %q", name)
		}
		select {
		case <-all.seen(text):
			ts.Check(cmd.Process.Signal(sig))
		case err := <-ended:
			ts.Fatalf("it ended before it printed %q: %v\n%s%s", text, err, out.String(), errs.String())
		}
	}
	err = <-ended
	io.WriteString(ts.Stdout(), out.String())
	io.WriteString(ts.Stderr(), errs.String())
	ts.Logf("[stdout]\n%s[stderr]\n%s", out.String(), errs.String())
	checkCode(ts, err, args[0])
}

// transcript keeps what a process writes and tells when a text has come. The
// zero value is empty.
type transcript struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	text  string // that is waited for
	found chan struct{}
}

// Write implements io.Writer.
func (t *transcript) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, err := t.buf.Write(p)
	t.look()
	return n, err
}

// seen is closed once text has been written. One text is waited for at a time.
func (t *transcript) seen(text string) <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text, t.found = text, make(chan struct{})
	found := t.found
	t.look()
	return found
}

func (t *transcript) look() {
	if t.found != nil && bytes.Contains(t.buf.Bytes(), []byte(t.text)) {
		close(t.found)
		t.found = nil
	}
}

func (t *transcript) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}
