package engine

import (
	"context"
	"time"
)

// Waitable is what somebody waits for.
type Waitable interface {
	// Ready reports whether the wait is over, though the waiter may not have
	// noticed yet. It stays true until the waiter has returned from Park, also
	// where wake has been received from. It is called from any goroutine and must
	// not call the engine.
	Ready() bool

	// String says what is waited for, to be read after "waits for", such as
	// "an item of a queue".
	String() string
}

// Park blocks until wake can be received from or is closed, and returns true; or
// until timeout has passed (negative is never), and returns false; or until ctx
// is done, and returns its cause. w tells the Env of ctx's actor what is waited
// for. The caller holds no lock. Every wait of the engine's packages is a Park.
func Park(ctx context.Context, w Waitable, wake <-chan struct{}, timeout time.Duration) (bool, error) {
	select {
	case <-wake:
		return true, nil
	default:
	}
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	if timeout == 0 {
		return false, nil
	}
	a := ActorOf(ctx)
	if err := a.Block(ctx, w, timeout > 0); err != nil {
		return false, err
	}
	defer a.Unblock()
	if timeout < 0 {
		select {
		case <-wake:
			return true, nil
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-wake:
		return true, nil
	case <-timer.C:
		return false, nil
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
}

// Sleep waits for d, or until ctx is done, whose cause it then returns.
func Sleep(ctx context.Context, d time.Duration) error {
	_, err := Park(ctx, sleeping(d), nil, max(d, 0))
	return err
}

type sleeping time.Duration

func (sleeping) Ready() bool      { return false }
func (d sleeping) String() string { return "the end of a sleep of " + time.Duration(d).String() }
