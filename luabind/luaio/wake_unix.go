//go:build unix

package luaio

import (
	"os"
	"syscall"
)

// wake opens a FIFO from the other side, for a moment, where somebody waits in
// an open with flags.
func wake(name string, flags int) {
	other := syscall.O_WRONLY
	if flags&os.O_WRONLY != 0 {
		other = syscall.O_RDONLY
	}
	// Nobody may wait any more.
	if fd, err := syscall.Open(name, other|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0); err == nil {
		_ = syscall.Close(fd)
	}
}
