package luaos

import (
	"syscall"
	"time"
)

// cpuTime is how long the process has computed, by itself and in the system.
func cpuTime() (time.Duration, error) {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0, err
	}
	var created, ended, system, user syscall.Filetime
	if err := syscall.GetProcessTimes(self, &created, &ended, &system, &user); err != nil {
		return 0, err
	}
	const unit = 100 * time.Nanosecond
	ticks := func(t syscall.Filetime) time.Duration {
		return time.Duration(int64(t.HighDateTime)<<32|int64(t.LowDateTime)) * unit
	}
	return ticks(system) + ticks(user), nil
}
