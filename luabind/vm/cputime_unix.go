//go:build unix

package vm

import "syscall"

// processTime is the processor time that the process has used, in nanoseconds.
func processTime() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return clock() // never, for oneself
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
