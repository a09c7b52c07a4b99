// Package cookies is a cookie jar that behaves as current browsers do, and
// that can list, change, save and load what it holds.
//
// # The map
//
//	cookie.go     Cookie and SameSite, and how cookies become a Cookie header
//	setcookie.go  the parser of one Set-Cookie header (RFC 6265bis 5.6)
//	date.go       the parser of its dates (RFC 6265bis 5.1.1)
//	host.go       hosts, domains, public suffixes, paths (RFC 6265bis 5.1.2 to 5.1.4)
//	accept.go     which parsed cookies a response may set (RFC 6265bis 5.7)
//	jar.go        Jar: the store, its index and its lock
//	evict.go      the bounds on how many cookies there are
//	header.go     which cookies a request gets, and in which order (RFC 6265bis 5.8.3)
//	script.go     Get, Set, Delete, Clear, All: what a program does to its own jar
//	netscape.go   cookies.txt, as curl and wget read and write it
//	json.go       the same as JSON, with nothing lost
//	file.go       Save and Load
//	errors.go     what goes wrong, and what to do about it
//
// The way of a cookie: a header is parsed, checked against the URL that it came
// from, and stored under its domain; a request visits the domains of its host
// from the longest to the shortest.
//
// # Where it stands
//
// The model is RFC 6265bis. Of the 222 cases of the public http-state suite,
// written for RFC 6265 in 2011, the jar answers 196 as the suite has it, when
// its clock is set to that time. The other 26 are these:
//
//   - 22 expect that a Set-Cookie header without "=", or with nothing before
//     it, is dropped. Browsers keep its value as a cookie without a name, as
//     RFC 6265bis 5.6 says.
//   - 2 expect that a header with a NUL or a carriage return inside is cut off
//     there. It is dropped as a whole (5.6, step 1).
//   - 1 expects that %6F in a path matches "o". No browser decodes paths.
//   - 1 is broken: its expected header is a pair of Set-Cookie lines.
//
// On today's date three further cases expect a cookie that expired in 2019.
//
// Where browsers and the text differ, or leave it open:
//
//   - An empty Domain attribute is ignored, so that an earlier one counts (RFC
//     6265 5.2.3, and what the web platform tests ask).
//   - "Secure" needs https or wss. Browsers also take http on loopback; here it
//     would hide the mistake from a program that is tested on loopback.
//   - SameSite is kept and shown, and never holds a cookie back: a program has
//     no page that another site could have embedded its request in.
//   - A server cannot make a cookie last longer than 400 days (5.5). A program
//     and its files can.
//
// # Bounds
//
// Name and value together 4096 bytes, an attribute's value 1024 bytes (5.6); 1000
// cookies for a registrable domain, cut back to 900, and 3300 in all, cut back
// to 3000; files of 64 MB.
package cookies
