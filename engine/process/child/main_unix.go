//go:build unix

package child

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// The files that a pool gives its worker; standard input, output and error stay
// what they are.
const (
	fileIn  = 3
	fileOut = 4
)

// inherited is the connection to the pool that started this process. What the
// worker starts does not get it.
func inherited() (*duplex, error) {
	var files [2]*os.File
	for i, fd := range []int{fileIn, fileOut} {
		var stat syscall.Stat_t
		if err := syscall.Fstat(fd, &stat); err != nil || stat.Mode&syscall.S_IFMT != syscall.S_IFIFO {
			return nil, errors.New("there is no pool at the other end")
		}
		syscall.CloseOnExec(fd)
		if err := syscall.SetNonblock(fd, true); err != nil {
			return nil, err
		}
		files[i] = os.NewFile(uintptr(fd), "pool")
	}
	return &duplex{files[0], files[1]}, nil
}

// dieOfSignals has the signals of a crash, sent from outside, end the worker with
// their name and without the Go runtime's report.
func dieOfSignals(l *Link) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGABRT, syscall.SIGTRAP, syscall.SIGSYS, syscall.SIGQUIT)
	go func() {
		// It waits as long as the process lives.
		if s, ok := (<-signals).(syscall.Signal); ok {
			l.Die(128+int(s), "was killed by %s", unix.SignalName(s))
		}
	}()
}
