//go:build unix

package luaio_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luaio"
)

// TestReadsLetOthersRun holds that a read which waits releases the lock, is cut
// short, and that what comes later is there for the next reader.
func TestReadsLetOthersRun(t *testing.T) {
	dir := t.TempDir()
	fifo, held := filepath.Join(dir, "fifo"), filepath.Join(dir, "held")
	for _, name := range []string{fifo, held} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// The commands wait for the other end of this, until the test is over.
	other, err := os.OpenFile(held, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for name, source := range map[string]string{
		"standard input":      `begins() return io.read()`,
		"popen":               `local p = io.popen("cat ` + held + `") begins() return p:read()`,
		"popen's end":         `local p = io.popen("cat ` + held + `") begins() return p:close()`,
		"a FIFO's other end":  `begins() return io.open("` + fifo + `")`,
		"a FIFO that is full": `local f = io.open("` + fifo + `", "r+") begins() f:write(("x"):rep(10000000)) return 1`,
	} {
		t.Run(name, func(t *testing.T) {
			in, feed := io.Pipe()
			defer feed.Close()
			s := luatest.New(t, luatest.Config{Streams: luaio.Streams{In: in}})
			begun := make(chan struct{})
			s.Set("begins", func(*lua.LState) int { close(begun); return 0 })
			th := s.NewThread(context.Background(), "task")
			defer th.Close()
			done := make(chan error, 1)
			go func() {
				_, err := s.RunAs(th, "task", source)
				done <- err
			}()
			<-begun
			// It has the lock only until it waits.
			if got, err := s.Run(`local n = 0 for i = 1, 1000 do n = n + i end return n`); err != nil || got != "500500" {
				t.Errorf("the other task got %q, %v", got, err)
			}
			stop := errors.New("stop")
			th.Interrupt(stop)
			if err := <-done; err != stop {
				t.Errorf("got %v, want the cause of the interrupt", err)
			}
			if name != "standard input" {
				return
			}
			go io.WriteString(feed, "late\n")
			if got, err := s.Run(`return io.read()`); err != nil || got != "late" {
				t.Errorf("the next reader got %q, %v", got, err)
			}
		})
	}
}

// TestDroppedFiles holds that files which a script opens and forgets do not use
// up what the system allows.
func TestDroppedFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	low := limit
	low.Cur = 128
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
			t.Fatal(err)
		}
	}()
	got, err := luatest.New(t, luatest.Config{}).Run(`
		local f = io.open("f", "w") f:write("x") f:close()
		for i = 1, 2000 do assert(io.open("f")):read("*a") for l in io.lines("f") do break end end
		return "fine"`)
	if err != nil || got != "fine" {
		t.Errorf("%q, %v", got, err)
	}
}
