package child

import (
	"errors"
	"io"
	"os"

	"luafut/engine/process/wire"
)

// Main is the life of a worker process that a pool has started: what the command
// does when it was called as one. It gives the exit code.
func Main(o Options) int {
	conn, err := inherited()
	if err != nil {
		os.Stderr.WriteString("this command is for the workers of a pool: " + err.Error() + "\n")
		return ExitFault
	}
	open := o.Open
	o.Open = func(g wire.Greeting, l *Link) (Handler, error) {
		dieOfSignals(l)
		return open(g, l)
	}
	switch err := Serve(conn, o); {
	case err == nil:
		return 0
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ExitOrphan
	default:
		newLink(conn, func(int) {}).Die(ExitFault, "%v", err)
		return ExitFault
	}
}

// duplex is a stream whose two directions are files.
type duplex struct{ in, out *os.File }

func (d *duplex) Read(p []byte) (int, error)  { return d.in.Read(p) }
func (d *duplex) Write(p []byte) (int, error) { return d.out.Write(p) }
