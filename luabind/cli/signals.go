package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"luafut/luabind"
)

// signalError is the cause that a signal stops the main script with.
type signalError struct {
	name string
	code int
}

func (e *signalError) Error() string { return "stopped by " + e.name }

// stopping is the error of a signal that stops scripts; nil for others.
func stopping(sig os.Signal) *signalError {
	switch sig {
	case os.Interrupt:
		return &signalError{"Ctrl-C", exitInterrupted}
	case syscall.SIGTERM:
		return &signalError{"SIGTERM", exitTerminated}
	case syscall.SIGHUP:
		return &signalError{"SIGHUP", exitHungUp}
	}
	return nil
}

func isSignal(err error) bool {
	var s *signalError
	return errors.As(err, &s)
}

// handleSignals passes SIGINT and SIGTERM to the state, in three steps, and
// answers SIGQUIT with what every task is doing, until stop is called. That gives
// the exit code of the first one that came, exitOK where none did: a signal may
// come in the last moment, when nothing is left to be stopped by it.
func handleSignals(s *luabind.State) (stop func() int) {
	return passSignals(s, func(error) {}, os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
}

// handleSignalsAtPrompt is handleSignals while lines are read, which end then:
// ended is called with the signal. SIGINT is the prompt's own; the hang-up of the
// terminal ends what was begun there in order.
func handleSignalsAtPrompt(s *luabind.State, ended func(error)) (stop func() int) {
	list := []os.Signal{syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return passSignals(s, ended, list...)
}

func passSignals(s *luabind.State, passed func(error), list ...os.Signal) (stop func() int) {
	signals := make(chan os.Signal, 4)
	done := make(chan struct{})
	ended := make(chan struct{})
	first := exitOK
	signal.Notify(signals, list...)
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case sig := <-signals:
				cause := stopping(sig)
				if cause == nil {
					s.Report("SIGQUIT")
					continue
				}
				if first == exitOK {
					first = cause.code
				}
				s.Signal(cause, cause.code)
				passed(cause)
			}
		}
	}()
	return func() int {
		signal.Stop(signals)
		close(done)
		<-ended
		return first
	}
}

// untilSignal gives a context that SIGINT and SIGTERM end, with a *signalError as
// its cause, until stop is called.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals, ended := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer close(ended)
		select {
		case <-ctx.Done():
		case sig := <-signals:
			cancel(stopping(sig))
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
		<-ended
	}
}
