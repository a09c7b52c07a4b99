package keep

import (
	"errors"
	"io/fs"
	"os"
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
	if cause := ofFile(err); cause != nil {
		return cause.Error()
	}
	return err.Error()
}

// IsOfFile reports whether an error is one of the file system about a file.
func IsOfFile(err error) bool { return ofFile(err) != nil }

func ofFile(err error) error {
	var path *fs.PathError
	var link *os.LinkError // a rename
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return nil
}
