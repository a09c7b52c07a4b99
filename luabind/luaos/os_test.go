package luaos_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
	"go.uber.org/goleak"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/luaos"
	"luafut/luabind/vm"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOS(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("LUAFUT_TEST", "here")
	luatest.RunCases(t, []luatest.Case{
		{"time of a table", `return os.date("!%c", os.time{year = 2000, month = 1, day = 1, hour = 12} - os.time{year = 1970, month = 1, day = 1, hour = 12})`, "Sat Jan  1 00:00:00 2000"},
		{"fields run over", `return os.time{year = 2000, month = 14, day = -3, hour = 30} == os.time{year = 2001, month = 1, day = 29, hour = 6}`, "true"},
		{"numerals", `return os.time{year = "2000", month = "1", day = "1"} == os.time{year = 2000, month = 1, day = 1, hour = 12, min = 0, sec = 0}`, "true"},
		{"a field that is missing", `os.time{year = 2000, month = 1}`, "test:1: field 'day' missing in date table"},
		{"a field that is too large", `os.time{year = 1e18, month = 1, day = 1}`, "test:1: field 'year' is out-of-bound"},
		{"there and back", `local t = os.time() return os.time(os.date("*t", t)) == t`, "true"},
		{"a table", `local d = os.date("!*t", 86399) return d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, d.isdst`, "1970 1 1 23 59 59 5 1 false"},
		{"the default format", `return os.date("!%c", 0), #os.date() > 20`, "Thu Jan  1 00:00:00 1970 true"},
		{"an unknown letter", `os.date("%Q")`, "test:1: bad argument #1 to 'date' (invalid conversion specifier '%Q')"},
		{"an unfinished one", `os.date("x%E")`, "test:1: bad argument #1 to 'date' (invalid conversion specifier '%E')"},
		{"a time too far", `os.date("%c", 1e300)`, "test:1: bad argument #2 to 'date' (time cannot be represented in this installation)"},
		{"difftime", `return os.difftime(5, 2), os.difftime(5)`, "3 5"},
		{"clock", `local a = os.clock() for i = 1, 1e5 do end return os.clock() >= a`, "true"},
		{"getenv", `return os.getenv("LUAFUT_TEST"), os.getenv("LUAFUT_NOT_SET")`, "here nil"},
		{"remove", `return os.remove("none")`, "nil none: No such file or directory 2"},
		{"rename", `return os.rename("none", "other")`, "nil none: No such file or directory 2"},
		{"tmpname", `local n = os.tmpname() return os.rename(n, n .. "x"), os.remove(n .. "x"), os.remove(n) == nil`, "true true true"},
		{"setlocale", `return os.setlocale(), os.setlocale("C"), os.setlocale(nil, "time"), os.setlocale("de_DE")`, "C C C nil"},
		{"an unknown category", `os.setlocale("C", "smell")`, "test:1: bad argument #2 to 'setlocale' (invalid option 'smell')"},
		{"execute", `return os.execute(), os.execute("exit 3"), os.execute("true"), os.execute("kill -9 $$")`, "1 3 0 137"},
	})
}

func TestDateLetters(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	for at, letters := range map[int64]map[string]string{
		// Friday, 2 January 2009, 15:04:05 UTC
		1230908645: {
			"a": "Fri", "A": "Friday", "b": "Jan", "B": "January", "C": "20", "d": "02", "D": "01/02/09", "e": " 2", "F": "2009-01-02",
			"g": "09", "G": "2009", "h": "Jan", "H": "15", "I": "03", "j": "002", "m": "01", "M": "04", "n": "\n", "p": "PM", "r": "03:04:05 PM",
			"R": "15:04", "s": "1230908645", "S": "05", "t": "\t", "T": "15:04:05", "u": "5", "U": "00", "V": "01", "w": "5", "W": "00",
			"x": "01/02/09", "X": "15:04:05", "y": "09", "Y": "2009", "z": "+0000", "Z": "UTC", "%": "%", "Ey": "09", "Od": "02",
		},
		// Sunday, 3 January 2010: the last day of the ISO year 2009
		1262476800: {"u": "7", "w": "0", "U": "01", "W": "00", "V": "53", "G": "2009", "g": "09", "j": "003"},
		// Monday, 31 December 2012
		1356912000: {"U": "53", "W": "53", "V": "01", "G": "2013", "j": "366"},
	} {
		for letter, want := range letters {
			got, err := s.Run(`return os.date("!%` + letter + `", ` + strconv.FormatInt(at, 10) + `)`)
			if err != nil || got != want {
				t.Errorf("%%%s of %d: %q, %v; want %q", letter, at, got, err, want)
			}
		}
	}
}

// TestSummerTime holds that isdst moves the clock where there is summer time.
func TestSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("this system has no time zones")
	}
	defer func(was *time.Location) { time.Local = was }(time.Local)
	time.Local = berlin
	luatest.RunCases(t, []luatest.Case{
		{"as it is", `return os.date("!%H", os.time{year = 2020, month = 7, day = 1}), os.date("!%H", os.time{year = 2020, month = 1, day = 1})`, "10 11"},
		{"winter's clock in summer", `return os.date("!%H", os.time{year = 2020, month = 7, day = 1, isdst = false})`, "11"},
		{"summer's clock in winter", `return os.date("!%H", os.time{year = 2020, month = 1, day = 1, isdst = true})`, "10"},
	})
}

func TestExit(t *testing.T) {
	for source, want := range map[string]int{`os.exit()`: 0, `os.exit(3)`: 3, `os.exit(true)`: 0, `os.exit(false)`: 1} {
		s := luatest.New(t, luatest.Config{})
		left := errors.New("left")
		code := -1
		s.Hooks.Exit = func(c int) { code = c; s.Main().Interrupt(left) }
		if _, err := s.Run(`print("last") ` + source + ` while true do end`); err != left || code != want {
			t.Errorf("%s: %d, %v; want %d", source, code, err, want)
		}
		if s.Printed.String() != "last\n" {
			t.Errorf("%s printed %q", source, s.Printed)
		}
	}
}

// TestExecuteStops holds that a command ends with its task, and all that it
// started, while other tasks run meanwhile.
func TestExecuteStops(t *testing.T) {
	dir := t.TempDir()
	pidFile := filepath.Join(dir, "pid")
	s := luatest.New(t, luatest.Config{})
	th := s.NewThread(context.Background(), "task")
	defer th.Close()
	stop := errors.New("stop")
	done := make(chan error, 1)
	go func() {
		_, err := s.RunAs(th, "task", `os.execute("sleep 600 & echo $! > `+pidFile+`.new; mv `+pidFile+`.new `+pidFile+`; wait")`)
		done <- err
	}()
	pid := 0
	s.Set("pid", func(L *lua.LState) int {
		err := vm.Current(L).Wait(L, func(context.Context) error {
			for pid == 0 {
				text, _ := os.ReadFile(pidFile)
				pid, _ = strconv.Atoi(strings.TrimSpace(string(text)))
			}
			return nil
		})
		L.Push(lua.LBool(err == nil))
		return 1
	})
	if got, err := s.Run(`return pid()`); err != nil || got != "true" {
		t.Fatal(got, err)
	}
	th.Interrupt(stop)
	if err := <-done; err != stop {
		t.Errorf("got %v, want the cause of the interrupt", err)
	}
	for gone := false; !gone; {
		// A process that was killed stays until it is reaped.
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		gone = err != nil || strings.Contains(string(state), ") Z")
	}
}

func TestErrorText(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "none"))
	if got := luaos.ErrorText(err); got != "No such file or directory" || luaos.Errno(err) != 2 {
		t.Errorf("%q, %d", got, luaos.Errno(err))
	}
	for no, want := range map[syscall.Errno]string{syscall.EACCES: "Permission denied", syscall.EISDIR: "Is a directory", syscall.EEXIST: "File exists"} {
		if got := luaos.ErrorText(&os.PathError{Op: "open", Path: "x", Err: no}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
