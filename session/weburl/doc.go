// Package weburl reads URLs by the rules that browsers share, WHATWG's URL Standard: what no URL
// may hold is percent-encoded, a backslash is a slash in web addresses, 0x7f.1 is 127.0.0.1, host
// names are in ASCII, default ports go. Both what a script asks about a URL and what is requested
// go through it, so that the two cannot disagree about the host.
//
//	url.go      URL: the parts; writing, comparing
//	parse.go    Parse, Join: the ways through a text
//	path.go     paths, and the drive letters of file URLs
//	host.go     host names; address.go: numbers that are addresses
//	escape.go   percent-encoding; query.go: the queries of forms
//
// The judge is the standard's public test data, in testdata; relative references that stay
// relative, which the standard has not, are read as RFC 3986 does.
package weburl
