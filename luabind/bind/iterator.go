package bind

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Iterator is what stands behind the objects that a for loop calls: for i, v
// in x do. It yields an index before each value, since a value may be nil.
type Iterator struct {
	// Next gives the next values, nil at the end. It holds the Lua lock and may
	// wait.
	Next func(c *Call) ([]lua.LValue, error)
	// Close ends it early; nil where there is nothing to release.
	Close func(c *Call) error

	n int
}

// Indexed is implemented by objects of classes whose __call yields an index
// before each value.
type Indexed interface {
	// YieldsIndex does nothing: having it is the mark.
	YieldsIndex()
}

// YieldsIndex marks Iterator as Indexed.
func (*Iterator) YieldsIndex() {}

// IteratorClass is the class of plain iterators.
var IteratorClass = &Class{
	Name: "Iterator",
	Doc:  "What a for loop goes through: each turn gives an index and what belongs to it.",
	Methods: []Func{{
		Name: "close", Doc: "Ends the iteration and releases what it holds; any number of times.",
		Fn: func(c *Call) error {
			it := c.Self().(*Iterator)
			it.Next = nil
			if it.Close == nil {
				return nil
			}
			end := it.Close
			it.Close = nil
			return end(c)
		},
	}},
	Meta: []Func{{
		Name: "__call", Doc: "The next index and values, or nil at the end.",
		Params: []Param{Rest(Any, "what a for loop passes; not looked at")}, Returns: "integer?, any",
		Fn: func(c *Call) error {
			it := c.Self().(*Iterator)
			if it.Next == nil {
				return c.Return(lua.LNil)
			}
			values, err := it.Next(c)
			if err != nil {
				return err
			}
			if values == nil {
				it.Next = nil
				return c.Return(lua.LNil)
			}
			it.n++
			c.Push(lua.LNumber(it.n))
			return c.Return(values...)
		},
	}},
}

// NewIterator makes an iterator over what next gives. The lock must be held.
func NewIterator(s *vm.State, next func(c *Call) ([]lua.LValue, error)) *lua.LUserData {
	return New(s, IteratorClass, &Iterator{Next: next})
}
