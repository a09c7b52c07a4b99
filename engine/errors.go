package engine

import "fmt"

// Kind is a kind of error, with at most one parent. Kinds are compared by
// identity, and a Kind is itself an error, so that
// errors.Is(err, engine.ErrTimeout) asks whether err is of that kind or of a
// kind below it.
type Kind struct {
	name   string
	parent *Kind
}

// NewKind makes a kind. parent may be nil.
func NewKind(name string, parent *Kind) *Kind { return &Kind{name, parent} }

// Name is the kind's name as scripts see it, such as "TimeoutError".
func (k *Kind) Name() string { return k.name }

// Parent is the kind above, or nil.
func (k *Kind) Parent() *Kind { return k.parent }

// Error makes a kind usable as a target of errors.Is.
func (k *Kind) Error() string { return k.name }

// Under reports whether k is other or lies below it.
func (k *Kind) Under(other *Kind) bool {
	for ; k != nil; k = k.parent {
		if k == other {
			return true
		}
	}
	return false
}

// New makes an error of this kind, its message formatted as by fmt.Sprintf.
func (k *Kind) New(format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...)}
}

// Wrap is New with a cause.
func (k *Kind) Wrap(cause error, format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// The kinds of the engine. Names and tree are those of concurrent.futures;
// ErrDeadlock has no counterpart there.
var (
	ErrCancelled             = NewKind("CancelledError", nil)
	ErrTimeout               = NewKind("TimeoutError", nil)
	ErrInvalidState          = NewKind("InvalidStateError", nil)
	ErrDeadlock              = NewKind("DeadlockError", nil)
	ErrRuntime               = NewKind("RuntimeError", nil)
	ErrBrokenExecutor        = NewKind("BrokenExecutor", ErrRuntime)
	ErrBrokenThreadPool      = NewKind("BrokenThreadPool", ErrBrokenExecutor)
	ErrBrokenProcessPool     = NewKind("BrokenProcessPool", ErrBrokenExecutor)
	ErrBrokenInterpreterPool = NewKind("BrokenInterpreterPool", ErrBrokenExecutor)
)

// Error is an error of a kind.
type Error struct {
	Kind    *Kind
	Message string
	Cause   error // what led to it, or nil
}

// Error is the message, followed by the cause's where there is one.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is matches the error's kind and the kinds above it.
func (e *Error) Is(target error) bool {
	kind, ok := target.(*Kind)
	return ok && e.Kind.Under(kind)
}

// PanicError is a Go panic of a task, a callback or an initializer: a fault of
// the code behind them, never of the script. It carries the stack.
type PanicError struct {
	Value any
	Stack []byte
}

// Error names the panic's value.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap gives the value where it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
