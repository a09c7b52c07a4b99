package cli

import (
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

func isSignal(err error) bool {
	var s *signalError
	return errors.As(err, &s)
}

// handleSignals passes SIGINT and SIGTERM to the state, in three steps, and
// answers SIGQUIT with what every task is doing, until stop is called.
func handleSignals(s *luabind.State) (stop func()) {
	signals := make(chan os.Signal, 4)
	done := make(chan struct{})
	ended := make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case sig := <-signals:
				switch sig {
				case syscall.SIGQUIT:
					s.Log("SIGQUIT\n" + s.Dump())
				case syscall.SIGTERM:
					s.Signal(&signalError{"SIGTERM", exitTerminated}, exitTerminated)
				default:
					s.Signal(&signalError{"Ctrl-C", exitInterrupted}, exitInterrupted)
				}
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		<-ended
	}
}
