package cookies

import (
	"fmt"
	"strconv"
)

// RejectedError says why the jar did not take a cookie of a response. It is no
// fault of the program: browsers drop the same header in silence.
type RejectedError struct {
	// Header is the Set-Cookie header, cut off where it is long.
	Header string
	// Reason is what is wrong with it.
	Reason string
}

// Error is the header and the reason.
func (e *RejectedError) Error() string {
	return fmt.Sprintf("cookie %s not taken: %s", strconv.Quote(e.Header), e.Reason)
}

// InvalidError says which part of a cookie that the program gave, or that a
// file held, cannot be.
type InvalidError struct {
	// Field is the name of the field in [Cookie].
	Field string
	// Value is what came, cut off where it is long.
	Value string
	// Reason is what was wanted.
	Reason string
}

// Error is the field, its value and the reason.
func (e *InvalidError) Error() string {
	return fmt.Sprintf("cookie %s %s: %s", e.Field, strconv.Quote(e.Value), e.Reason)
}

// FileError says where a cookie file is wrong. Nothing of such a file is taken.
type FileError struct {
	// Path of the file; empty where the cookies came from a reader or from JSON in memory.
	Path string
	// Line counts from 1; 0 where the file as a whole is meant.
	Line int
	// Reason is what is wrong there.
	Reason string
}

// Error is the place in the file and the reason.
func (e *FileError) Error() string {
	where := e.Path
	if where == "" {
		where = "cookies"
	}
	if e.Line > 0 {
		where += ":" + strconv.Itoa(e.Line)
	}
	return where + ": " + e.Reason
}

// shorten keeps errors readable, and logs free of a server's four kilobytes.
func shorten(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
