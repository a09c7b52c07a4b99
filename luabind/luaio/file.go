package luaio

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luaos"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

var (
	errClosed  = errors.New("attempt to use a closed file")
	errTooLong = fmt.Errorf("too long for a string (at most %d bytes)", stdlib.MaxString)
)

const (
	// bufferSize is how much is read at once, and held back of what is written.
	bufferSize = 32 << 10
	// maxBuffer bounds the size that a script may ask for.
	maxBuffer = 16 << 20
	// keptBuffer is how large an empty buffer may be to be kept.
	keptBuffer = 256 << 10
	// slowSize is from what size on a plain file is read or written with the
	// Lua lock released.
	slowSize = 1 << 20
)

// flushing says when what was written leaves the buffer.
type flushing int

const (
	flushFull flushing = iota // when the buffer is full
	flushLine                 // after a line's end too
	flushEach                 // at once
)

// file is an open file. What follows turn is guarded by it.
type file struct {
	name               string
	readable, writable bool
	standard           bool // cannot be closed
	dev                device
	closed             atomic.Bool

	turn chan struct{}
	in   []byte // in[at:] was read and not yet asked for
	at   int
	out  []byte // was written and not yet passed on
	size int    // of out
	when flushing
	// cmd is the command at the other end of a popen; nil for none.
	cmd *exec.Cmd
	// temporary is what is deleted when the file is closed; "" for nothing.
	temporary string
}

func newFile(name string, dev device, readable, writable bool) *file {
	return &file{name: name, dev: dev, readable: readable, writable: writable, turn: make(chan struct{}, 1), size: bufferSize}
}

// do does something with the file when its turn comes: at once where op needs no
// waiting, else with the Lua lock released. An op that returns errBlocks must have
// changed nothing.
func (f *file) do(L *lua.LState, op func(ctx context.Context) error) error {
	select {
	case f.turn <- struct{}{}:
		err := f.try(atOnce, op)
		<-f.turn
		if err != errBlocks {
			return err
		}
	default:
	}
	return vm.Current(L).Wait(L, func(ctx context.Context) error { return f.await(ctx, op) })
}

// await is do without Lua.
func (f *file) await(ctx context.Context, op func(ctx context.Context) error) error {
	select {
	case f.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-f.turn }()
	return f.try(ctx, op)
}

func (f *file) try(ctx context.Context, op func(ctx context.Context) error) error {
	if f.closed.Load() {
		return errClosed
	}
	return op(ctx)
}

// buffered is what was read and not yet asked for.
func (f *file) buffered() []byte { return f.in[f.at:] }

// take gives n bytes of the buffer.
func (f *file) take(n int) string {
	s := string(f.in[f.at : f.at+n])
	f.skip(n)
	return s
}

func (f *file) skip(n int) {
	if f.at += n; f.at == len(f.in) {
		f.at, f.in = 0, f.in[:0]
		if cap(f.in) > keptBuffer {
			f.in = nil
		}
	}
}

// fill reads more into the buffer; io.EOF where there is no more.
func (f *file) fill(ctx context.Context) error {
	if !f.readable {
		return syscall.EBADF
	}
	if len(f.out) > 0 {
		if err := f.flush(ctx); err != nil {
			return err
		}
	}
	if f.at > 0 {
		f.in, f.at = f.in[:copy(f.in, f.in[f.at:])], 0
	}
	if len(f.in) >= stdlib.MaxString {
		return errTooLong
	}
	if cap(f.in)-len(f.in) < bufferSize/2 {
		grown := make([]byte, len(f.in), max(bufferSize, 2*cap(f.in)))
		copy(grown, f.in)
		f.in = grown
	}
	n, err := f.dev.read(ctx, f.in[len(f.in):cap(f.in)])
	f.in = f.in[:len(f.in)+n]
	switch {
	case n > 0:
		return nil
	case err == nil:
		return io.ErrNoProgress
	}
	return err
}

// write takes p, or says errBlocks and has taken nothing.
func (f *file) write(ctx context.Context, p []byte) error {
	if !f.writable {
		return syscall.EBADF
	}
	if ctx == atOnce && len(p) >= slowSize {
		return errBlocks
	}
	if err := f.unread(); err != nil {
		return err
	}
	now := f.when == flushEach || f.when == flushLine && bytes.IndexByte(p, '\n') >= 0
	if !now && len(f.out)+len(p) <= f.size {
		f.out = append(f.out, p...)
		return nil
	}
	if err := f.flush(ctx); err != nil {
		return err
	}
	if !now && len(p) <= f.size {
		f.out = append(f.out, p...)
		return nil
	}
	_, err := f.dev.write(ctx, p)
	return err
}

// flush passes on what was written.
func (f *file) flush(ctx context.Context) error {
	if len(f.out) == 0 {
		return nil
	}
	n, err := f.dev.write(ctx, f.out)
	f.out = f.out[:copy(f.out, f.out[n:])]
	if err != nil && err != errBlocks {
		// It will not get better: a disk is full, nobody reads the pipe.
		f.out = f.out[:0]
	}
	return err
}

// unread puts the place in the file where the script believes it to be.
func (f *file) unread() error {
	ahead := len(f.buffered())
	if ahead == 0 {
		return nil
	}
	_, err := f.dev.seek(int64(-ahead), io.SeekCurrent)
	if err == nil {
		f.skip(ahead)
	}
	return err
}

func (f *file) seek(ctx context.Context, offset int64, whence int) (int64, error) {
	if err := f.flush(ctx); err != nil {
		return 0, err
	}
	if err := f.unread(); err != nil {
		return 0, err
	}
	return f.dev.seek(offset, whence)
}

// shut flushes and closes. The first error counts, but everything is tried.
func (f *file) shut(ctx context.Context) error {
	err := f.flush(ctx)
	if err == errBlocks {
		return err
	}
	f.closed.Store(true)
	if closing := f.dev.close(); err == nil {
		err = closing
	}
	if f.temporary != "" {
		if removing := os.Remove(f.temporary); err == nil {
			err = removing
		}
	}
	return err
}

// end shuts the file and waits for the command at its other end, whose status it
// gives.
func (f *file) end(ctx context.Context) (status int, err error) {
	if f.cmd == nil {
		return 0, f.shut(ctx)
	}
	if ctx == atOnce {
		return 0, errBlocks
	}
	err = f.shut(ctx)
	status, waiting := luaos.Wait(ctx, f.cmd)
	if waiting != nil {
		err = waiting
	}
	return status, err
}
