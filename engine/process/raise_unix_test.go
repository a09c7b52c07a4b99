//go:build unix

package process_test

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// raise sends the worker a signal by name.
func (s *script) raise(name string) { syscall.Kill(os.Getpid(), unix.SignalNum(name)) }
