//go:build !unix

package vm

// processTime takes the process to have had a processor all the time.
func processTime() int64 { return clock() }
