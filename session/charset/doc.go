// Package charset turns the bytes of a page into text, and text into bytes.
//
// # The map
//
//	decode.go   Decode, Sniff, DecodeAs: the order of evidence
//	labels.go   Lookup: the names that pages use for encodings
//	prescan.go  what a page declares of itself: meta tags, XML declarations
//	detect.go   what its bytes look like where nothing is declared
//
// # The order of evidence
//
//  1. A byte order mark.
//  2. The charset of the Content-Type header.
//  3. For HTML and XML, the page's own declaration: <meta charset>, <meta
//     http-equiv>, or the encoding of the XML declaration.
//  4. The bytes: valid UTF-8 is UTF-8, whatever the type. RFC 2616 made
//     ISO-8859-1 the default of text types, and requests still goes by it; RFC
//     7231 dropped that.
//  5. A statistical detection, over a sample of what is not ASCII.
//  6. The fallback, windows-1252 unless the caller has another.
//
// A label that nobody knows counts as none. Labels and names are those of the
// WHATWG Encoding Standard, so "latin1" is windows-1252 and "gb2312" is gbk, as
// in browsers. Bytes that an encoding does not have become U+FFFD.
//
// The detection is that of ICU in Go (github.com/gogs/chardet). On the 36
// texts of this package's tests, as short pages, it names 35 rightly; a port of
// Python's chardet (github.com/wlynxg/chardet) got 29, as it has no models for
// Central European, Turkish and Arabic pages. Its candidates are then held to the bytes: one under which the
// sample does not decode is passed over. Thai, which ICU's does not know, is
// told by where its letters lie.
//
// Everything here is free of state and may be called from any goroutine.
package charset
