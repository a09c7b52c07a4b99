package soak

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
	"go.uber.org/goleak"
)

// self is this program's file, which the workers run too.
var self, _ = os.Readlink("/proc/self/exe")

// snapshot is what there is at a moment.
type snapshot struct {
	goroutines goleak.Option
	files      map[string]bool
}

func look() *snapshot { return &snapshot{goleak.IgnoreCurrent(), files()} }

// left says what there is now and was not then, and does not go away within a
// few seconds: a worker whose parent was killed needs a moment to see that.
func (s *snapshot) left() (list []string) {
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		list = nil
		for pid, how := range workers() {
			list = append(list, fmt.Sprintf("process %d (%s)", pid, how))
		}
		for file := range files() {
			if !s.files[file] {
				list = append(list, "file "+file)
			}
		}
		if len(list) == 0 || time.Now().After(end) {
			break
		}
	}
	if err := goleak.Find(s.goroutines); err != nil {
		list = append(list, err.Error())
	}
	return list
}

// files are the open files of this process, where the system tells.
func files() map[string]bool {
	open := map[string]bool{}
	list, _ := filepath.Glob("/proc/self/fd/*")
	for _, path := range list {
		if what, err := os.Readlink(path); err == nil { // the list's own is closed
			open[filepath.Base(path)+" "+what] = true
		}
	}
	return open
}

// workers are the processes that run this program besides this one, children or
// not, and children that were not reaped, where the system tells.
func workers() map[int]string {
	found := map[int]string{}
	list, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range list {
		pid, _ := strconv.Atoi(filepath.Base(dir))
		if pid == os.Getpid() {
			continue
		}
		exe, _ := os.Readlink(filepath.Join(dir, "exe"))
		stat, _ := os.ReadFile(filepath.Join(dir, "stat"))
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if len(fields) < 2 {
			continue
		}
		if child := fields[1] == strconv.Itoa(os.Getpid()); child || exe == self && self != "" {
			found[pid] = fmt.Sprintf("%s, state %s, child %v", exe, fields[0], child)
		}
	}
	return found
}

// kill is the script's kill(pid): it ends a worker, however deep, by SIGKILL.
func kill(L *lua.LState) int {
	pid := int(L.CheckNumber(1))
	_, there := workers()[pid]
	if there {
		process, err := os.FindProcess(pid)
		there = err == nil && process.Kill() == nil && process.Release() == nil
	}
	L.Push(lua.LBool(there))
	return 1
}
