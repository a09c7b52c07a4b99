package keep

import (
	"errors"
	"io/fs"
)

// Error says what could not be kept. Make it with Errorf of a path.
type Error struct {
	// Path is the file.
	Path string
	// Problem is what is wrong, and where there is one, what to do.
	Problem string
	// Err is the cause, or nil.
	Err error
}

// Error is "PATH: PROBLEM: CAUSE".
func (e *Error) Error() string {
	text := e.Path + ": " + e.Problem
	if e.Err != nil {
		text += ": " + Reason(e.Err)
	}
	return text
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Reason is an error of the file system without the operation and the path,
// which the message around it says already.
func Reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
