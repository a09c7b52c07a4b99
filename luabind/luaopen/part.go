package luaopen

import (
	"context"

	"luafut/engine/keep"
	"luafut/luabind/bind"
)

// Part is a file that a script writes bit by bit and that appears under its name, whole,
// at Close; without that there is none. The Lua lock guards it. Errors are those of
// keep.Part, but for that of a Write behind Close.
type Part struct {
	// Path is the file's name.
	Path string
	part *keep.Part // nil once closed
}

// NewPart begins a file.
func NewPart(c *bind.Call, path string) (*Part, error) {
	p := &Part{Path: path}
	return p, c.Wait(func(context.Context) (err error) {
		p.part, err = keep.NewPart(path)
		return err
	})
}

// Write adds to the file.
func (p *Part) Write(data []byte) error {
	if p.part == nil {
		return bind.Errorf(bind.RuntimeError, "the writer of %s is closed", p.Path)
	}
	_, err := p.part.Write(data)
	return err
}

// Close puts the file in its place; any number of times.
func (p *Part) Close(c *bind.Call) error {
	part := p.part
	if part == nil {
		return nil
	}
	p.part = nil
	return c.Wait(func(context.Context) error { return part.Commit() })
}
