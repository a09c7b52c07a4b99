// Package practice is a web site to learn and to test crawling on: it listens
// on loopback only, needs nothing from outside, and answers the same on every
// machine.
//
// Its first part is a link aggregator: listing pages of some 60 KB at
// /all/hot/recent/N, a login by cookie and form, votes and cancelled votes that
// need the login, and counters that tell afterwards exactly what was asked of
// it. Around that are the sites that people crawl: a shop whose prices change
// from day to day, a members' part with sessions that end, a JSON API, quotes,
// articles, feeds, reports, downloads, a handbook; the ways of paging; and the
// corners that a crawler must survive: redirects, slow, failing and malformed
// answers, broken markup, odd charsets, a calendar that never ends. The front
// page links every address with a sentence; routes.go is where that list lives.
//
// All of it is made from the seed when it is asked for: the same bytes for the
// same seed, and dates that are told from firstDay. What a visitor does changes
// only what that visitor sees, but for the shop's day and the counters.
//
// Where things are:
//
//	options.go    what can be chosen, and its bounds
//	site.go       Start and Site: the listener and its life
//	handler.go    New: latency, counting, the mux
//	routes.go     every address, with the sentence on the front page
//	words.go, prose.go                      made-up texts, from the seed
//	catalogue.go  the links: ids, and which page holds which
//	listing.go    the listing pages, rendered once and kept compressed
//	pages/        the templates; parts.html is what most of them share
//	register.go, visitors.go                ids given out, session cookies, what is known of each
//	login.go, vote.go                       the part that needs a cookie
//	counters.go                             what was asked
//	shop.go, shop_pages.go, shop_images.go, search.go   the shop
//	orders.go                               the members' part
//	api.go, tokens.go                       the API, its tokens and their limit
//	quotes.go, articles.go, feeds.go, handbook.go, reports.go   things to read
//	downloads.go, conditional.go            files, ranges and validators
//	paging.go, sitemaps.go                  ways to find all pages
//	redirects.go, slow.go, failing.go, malformed.go, charsets.go, data.go,
//	echo.go, cookies.go, simple.go          the corners
//	answer.go                               helpers: JSON answers, parameters
//
// Nothing here is secure, and nothing needs to be: the session ids can be
// guessed, /redirect-to redirects anywhere, and the password is in the source.
package practice
