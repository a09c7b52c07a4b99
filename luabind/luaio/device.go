package luaio

import (
	"context"
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	"luafut/luabind/vm"
)

// errBlocks says that something cannot be done without waiting; it is asked for
// again with a context of the task then.
var errBlocks = errors.New("would block")

// atOnce is the context of an operation that must not wait.
var atOnce context.Context = &struct{ context.Context }{context.Background()}

// device is what a file reads from and writes to. Who has the file's turn calls
// it. The context atOnce asks for what needs no waiting, or errBlocks.
type device interface {
	read(ctx context.Context, p []byte) (int, error)
	write(ctx context.Context, p []byte) (int, error)
	seek(offset int64, whence int) (int64, error)
	close() error
	// interrupt makes what waits in a read or a write return soon. It may be
	// called by anybody.
	interrupt()
}

// deviceOf picks the device for a file of the system.
func deviceOf(f *os.File) device {
	if info, err := f.Stat(); err == nil && (info.Mode().IsRegular() || info.IsDir()) {
		return plain{f}
	}
	if f.SetDeadline(time.Time{}) == nil {
		return &pipe{f}
	}
	return &stream{from: f, plain: plain{f}}
}

// plain is a file on a disk: it never waits for anybody.
type plain struct{ f *os.File }

func (d plain) read(_ context.Context, p []byte) (int, error)  { return d.f.Read(p) }
func (d plain) write(_ context.Context, p []byte) (int, error) { return d.f.Write(p) }
func (d plain) seek(offset int64, whence int) (int64, error)   { return d.f.Seek(offset, whence) }
func (d plain) close() error                                   { return d.f.Close() }
func (d plain) interrupt()                                     {}

// past is a deadline that is over.
var past = time.Unix(1, 0)

// pipe is a file whose reads and writes can be ended by a deadline: a pipe, a
// FIFO, a terminal.
type pipe struct{ f *os.File }

func (d *pipe) read(ctx context.Context, p []byte) (int, error)  { return d.within(ctx, d.f.Read, p) }
func (d *pipe) write(ctx context.Context, p []byte) (int, error) { return d.within(ctx, d.f.Write, p) }
func (d *pipe) seek(offset int64, whence int) (int64, error)     { return d.f.Seek(offset, whence) }
func (d *pipe) close() error                                     { return d.f.Close() }

func (d *pipe) interrupt() {
	// It may have been closed meanwhile, and waits for nothing then.
	_ = d.f.SetDeadline(past)
}

// within does something that may wait until ctx ends.
func (d *pipe) within(ctx context.Context, do func([]byte) (int, error), p []byte) (int, error) {
	if ctx == atOnce {
		return 0, errBlocks
	}
	// An interrupt may have been left from before.
	if err := d.f.SetDeadline(time.Time{}); err != nil {
		return 0, err
	}
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		d.interrupt()
		close(interrupted)
	})
	n, err := do(p)
	if stop() {
		return n, err
	}
	<-interrupted
	return n, context.Cause(ctx)
}

// stream is a reader that nothing can end, such as a terminal as standard input:
// each of its reads has a goroutine of its own, which ends with the read. What a
// task that was stopped did not wait for is there for the next.
type stream struct {
	plain
	from    io.Reader
	before  func() // called before waiting, may be nil
	pending chan chunk
	rest    []byte
}

type chunk struct {
	data []byte
	err  error
}

const chunkSize = 32 << 10

func (d *stream) read(ctx context.Context, p []byte) (int, error) {
	if len(d.rest) == 0 {
		if ctx == atOnce {
			return 0, errBlocks
		}
		if d.before != nil {
			d.before()
		}
		if d.pending == nil {
			d.pending = make(chan chunk, 1)
			go func(from io.Reader, to chan<- chunk) {
				buf := make([]byte, chunkSize)
				n, err := from.Read(buf)
				to <- chunk{buf[:n], err}
			}(d.from, d.pending)
		}
		select {
		case c := <-d.pending:
			d.pending = nil
			if len(c.data) == 0 {
				return 0, c.err
			}
			d.rest = c.data
		case <-ctx.Done():
			return 0, context.Cause(ctx)
		}
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

func (d *stream) seek(int64, int) (int64, error) { return 0, syscall.ESPIPE }

// close leaves a read that is under way to itself: it ends with the program.
func (d *stream) close() error {
	if d.f == nil {
		return nil
	}
	return d.f.Close()
}

// output is standard output, which print shares: it has its own buffer.
type output struct{ to *vm.Output }

func (d output) read(context.Context, []byte) (int, error)      { return 0, syscall.EBADF }
func (d output) write(_ context.Context, p []byte) (int, error) { return d.to.Write(p) }
func (d output) seek(int64, int) (int64, error)                 { return 0, syscall.ESPIPE }
func (d output) close() error                                   { return d.to.Flush() }
func (d output) interrupt()                                     {}

// writer is standard error.
type writer struct{ to io.Writer }

func (d writer) read(context.Context, []byte) (int, error)      { return 0, syscall.EBADF }
func (d writer) write(_ context.Context, p []byte) (int, error) { return d.to.Write(p) }
func (d writer) seek(int64, int) (int64, error)                 { return 0, syscall.ESPIPE }
func (d writer) close() error                                   { return nil }
func (d writer) interrupt()                                     {}
