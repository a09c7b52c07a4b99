package luastore

import (
	"context"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep/store"
	"luafut/luabind/bind"
)

// current is the transaction that the calling task is in, or nil.
func (o *object) current(c *bind.Call) *store.Tx { return o.tx[c.Thread] }

// transaction calls fn within a transaction of the calling task.
func transaction(c *bind.Call) error {
	o, fn := c.Self().(*object), c.Arg(1)
	tx := o.current(c)
	outer := tx == nil
	err := c.Wait(func(ctx context.Context) (err error) {
		if outer {
			tx, err = o.Begin(ctx)
			return err
		}
		return tx.Savepoint()
	})
	if err != nil {
		if outer && tx != nil {
			return errors.Join(err, tx.Rollback())
		}
		return err
	}
	if outer {
		o.tx[c.Thread] = tx
	}
	ended := false
	end := func(do func() error) (err error) {
		ended = true
		if outer {
			delete(o.tx, c.Thread)
		}
		// Not cut short: what holds everybody up must end.
		c.Unlocked(func() { err = do() })
		return err
	}
	defer func() {
		if !ended { // the script's function has left by a panic
			_ = end(tx.Rollback)
		}
	}()
	results, err := c.CallLua(fn, c.SelfValue())
	if err != nil {
		_ = end(tx.Rollback) // what the function raised is what counts
		return err
	}
	if err := end(tx.Commit); err != nil {
		return err
	}
	return c.Return(append([]lua.LValue(nil), results...)...)
}
