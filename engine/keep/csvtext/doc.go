// Package csvtext reads and writes CSV text, after RFC 4180, and what is met
// beside it: other delimiters, bare line feeds, a byte order mark, quotes in the
// middle of a field. Cells come back as they were written, line breaks in them too.
//
//	reader.go   Reader: rows from an io.Reader
//	append.go   AppendRow: rows to text
package csvtext
