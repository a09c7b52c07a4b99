package child

import "os"

// inherited is the connection to the pool that started this process: standard
// input and output. What the worker itself writes there goes to standard error.
func inherited() (*duplex, error) {
	conn := &duplex{os.Stdin, os.Stdout}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return nil, err
	}
	os.Stdin, os.Stdout = null, os.Stderr
	return conn, nil
}

// dieOfSignals does nothing: there are none.
func dieOfSignals(*Link) {}
