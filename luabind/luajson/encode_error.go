package luajson

import (
	"fmt"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// EncodeError says which part of a value cannot be JSON, and why. It is only ever made by this
// package.
type EncodeError struct {
	// Path leads from the value to the part, each step written as Lua would: ".items", "[3]". It is
	// empty where the value itself is at fault.
	Path []string
	// Problem is what is wrong there.
	Problem string
}

// shownSteps is how many steps of a long path are shown at each of its ends.
const shownSteps = 8

// Error is the path, cut short where it is long, and the problem.
func (e *EncodeError) Error() string {
	var b strings.Builder
	b.WriteString("value")
	for i, step := range e.Path {
		if len(e.Path) > 2*shownSteps && i == shownSteps {
			b.WriteString("…")
		}
		if i < shownSteps || i >= len(e.Path)-shownSteps {
			b.WriteString(step)
		}
	}
	return b.String() + ": " + e.Problem
}

// inIndex and inKey add the step that leads to a failed part; the steps gather from the inside out.
func inIndex(err error, i int) error {
	if e, ok := err.(*EncodeError); ok {
		e.Path = append(e.Path, "["+strconv.Itoa(i)+"]")
	}
	return err
}

func inKey(err error, key lua.LValue) error {
	e, ok := err.(*EncodeError)
	if !ok {
		return err
	}
	step := "[" + quoteKey(key) + "]"
	if name, ok := key.(lua.LString); ok && isName(string(name)) {
		step = "." + string(name)
	}
	e.Path = append(e.Path, step)
	return e
}

func mixedKeys(first, key lua.LValue) error {
	return &EncodeError{Problem: fmt.Sprintf("a table with the keys %s and %s is neither a list nor an object: "+
		"all its keys must be strings, or numbers", quoteKey(first), quoteKey(key))}
}

// shownKey is how many bytes of a key an error shows.
const shownKey = 40

func quoteKey(key lua.LValue) string {
	name, ok := key.(lua.LString)
	if !ok {
		return key.String()
	}
	if len(name) > shownKey {
		name = name[:shownKey] + "…"
	}
	return strconv.Quote(string(name))
}

// isName reports whether s can follow a dot in Lua.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != "" && len(s) <= shownKey
}
