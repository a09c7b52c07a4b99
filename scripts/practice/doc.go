// Package practice is a web site to learn and to test crawling on: it listens
// on loopback only, needs nothing from outside, and answers the same on every
// machine.
//
// Its main part is a link aggregator: listing pages of some 60 KB at
// /all/hot/recent/N, a login by cookie and form, votes and cancelled votes that
// need the login, and counters that tell afterwards exactly what was asked of
// it. Around that are the corners that a crawler must survive: redirects, slow,
// failing and malformed answers, odd charsets, JSON, robots.txt. The front page
// lists every address with a sentence; routes.go is where that list lives.
//
// Where things are:
//
//	options.go    what can be chosen, and its bounds
//	site.go       Start and Site: the listener and its life
//	handler.go    New: latency, counting, the mux
//	routes.go     every address, with the sentence on the front page
//	catalogue.go  the links: ids, and which page holds which
//	words.go      the text of a link, made from the seed
//	listing.go    the listing pages, rendered once and kept compressed
//	pages/        their templates
//	visitors.go   session cookies
//	login.go, vote.go                       the part that needs a cookie
//	counters.go                             what was asked
//	redirects.go, slow.go, failing.go, malformed.go, charsets.go, data.go,
//	echo.go, cookies.go, simple.go          the corners
//	answer.go                               helpers: JSON answers, parameters
//
// Nothing here is secure, and nothing needs to be: the session ids can be
// guessed, /redirect-to redirects anywhere, and the password is in the source.
package practice
