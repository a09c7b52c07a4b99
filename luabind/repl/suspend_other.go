//go:build !unix

package repl

// stopProcess does nothing: there is no stopping on this system.
func stopProcess() {}
