package luaos

import (
	"errors"
	"io/fs"
	"syscall"

	lua "github.com/yuin/gopher-lua"
)

// ErrorText is an error of the system as C's strerror words it: "No such file
// or directory". Others are as they are, without the operation and the path.
// Safe from any goroutine.
func ErrorText(err error) string {
	var no syscall.Errno
	if errors.As(err, &no) {
		// Go has the same texts, begun in lower case.
		text := []byte(no.Error())
		if len(text) > 0 && 'a' <= text[0] && text[0] <= 'z' {
			text[0] -= 'a' - 'A'
		}
		return string(text)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// Errno is the number of an error of the system, or 0 for another one. Safe
// from any goroutine.
func Errno(err error) int {
	var no syscall.Errno
	errors.As(err, &no)
	return int(no)
}

// Fail pushes what a function of Lua 5.1 returns where the system said no: nil,
// a message, and the number. name goes in front, unless it is "". It returns how
// many values it pushed.
func Fail(L *lua.LState, name string, err error) int {
	text := ErrorText(err)
	if name != "" {
		text = name + ": " + text
	}
	L.Push(lua.LNil)
	L.Push(lua.LString(text))
	L.Push(lua.LNumber(Errno(err)))
	return 3
}
