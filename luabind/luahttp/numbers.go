package luahttp

import (
	"fmt"
	"math"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/charset"
)

// The options that hold one number or string, and which false sets back to the
// default.

// number is a number above 0.
type number struct{ v *float64 }

func (*number) LuaType() *bind.Type { return orFalse(bind.Number) }

func (o *number) FromLua(_ *bind.Call, v lua.LValue) error {
	n, ok := v.(lua.LNumber)
	if ok && (n <= 0 || math.IsInf(float64(n), 0)) {
		return fmt.Errorf("must be above 0 (false is no limit), not %v", n)
	}
	f := float64(n)
	o.v = &f
	return nil
}

// places is a whole number from 1.
type places struct{ v *int }

func (*places) LuaType() *bind.Type { return orFalse(bind.Count) }

func (o *places) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	n, _ := v.(lua.LNumber)
	i, err := count(n)
	o.v = &i
	return err
}

// hops is a whole number from 0.
type hops struct{ v *int }

func (*hops) LuaType() *bind.Type { return orFalse(bind.Integer) }

func (o *hops) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	i := -1 // the default
	if n, ok := v.(lua.LNumber); ok {
		i, err = count(n)
	}
	o.v = &i
	return err
}

// size is a number of bytes.
type size struct{ v *int64 }

func (*size) LuaType() *bind.Type { return orFalse(bind.Size) }

func (o *size) FromLua(_ *bind.Call, v lua.LValue) (err error) {
	var n int64
	if v != lua.LFalse {
		if n, err = bind.ToSize(v); err == nil && n == 0 {
			err = fmt.Errorf("must be at least 1 byte (false is the default), not %s", v)
		}
	}
	o.v = &n
	return err
}

// word is a string.
type word struct{ v *string }

func (*word) LuaType() *bind.Type { return orFalse(bind.String) }

func (o *word) FromLua(_ *bind.Call, v lua.LValue) error {
	s, _ := v.(lua.LString)
	text := string(s)
	o.v = &text
	return nil
}

// charsetName is the name of an encoding.
type charsetName struct{ word }

func (o *charsetName) FromLua(c *bind.Call, v lua.LValue) error {
	if s, ok := v.(lua.LString); ok {
		if _, err := charset.Lookup(string(s)); err != nil {
			return fmt.Errorf("has an %w", err)
		}
	}
	return o.word.FromLua(c, v)
}
