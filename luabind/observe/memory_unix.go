//go:build unix

package observe

import (
	"runtime"
	"syscall"
)

// peakRSS is the most memory that the process has had; 0 where the system does not
// tell.
func peakRSS() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss) // in bytes there, in kilobytes elsewhere
	}
	return int64(u.Maxrss) << 10
}
