package practice

import "net/http"

// A route is one address: its pattern for http.ServeMux, the sentence about it
// on the front page, and what answers it.
type route struct {
	pattern string
	doc     string
	answer  http.HandlerFunc
}

// The two addresses that are not counted themselves.
const (
	countersPath = "/counters"
	resetPath    = "/counters/reset"
)

// routes is the table of contents of the site.
func (h *handler) routes() []route {
	return []route{
		{"GET /{$}", "This page; the first visit sets the session cookie.", h.front},
		{"POST /login", "Form phone, password, oneMonth: marks the session as logged in.", h.login},
		{"GET /all/hot/recent/{page}", "Listing pages, numbered from 1.", h.listing},
		{"GET /wide/{page}", "More listing pages, for measuring; their links take no votes.", h.wideListing},
		{"GET /link/{id}", "The page of one link.", h.link},
		{"POST /link/vote", "Votes for the link of the query's linksId; needs the login.", h.vote},
		{"POST /vote/cancel/vote.do", "Takes back the vote for the link of the form's linksId; needs the login.", h.cancelVote},
		{"GET " + countersPath, "What has been asked of the site, as JSON.", h.showCounters},
		{"POST " + resetPath, "Sets the counters, and the keys of /flaky, to nothing.", h.resetCounters},

		{"GET /titles/{n}", "A small page with a title, for n from 1 to 100.", h.title},
		{"GET /title/{n}", "The former address of /titles/n, moved for good.", h.formerTitle},
		{"GET /redirect/{n}", "n redirects one after the other; absolute=1 makes their addresses absolute, loop=1 makes them never end.", h.redirect},
		{"/redirect-to", "Redirects to the query's url, with the query's status.", h.redirectTo},
		{"/slow", "Answers after the query's s seconds.", h.slow},
		{"GET /drip", "The query's bytes, one after the other over the query's s seconds.", h.drip},
		{"/status/{code}", "Answers with that status.", h.status},
		{"/flaky/{key}", "Fails the first fails (2) times for each key, with the query's status (503); retry_after says how many seconds to wait.", h.failFirst},
		{"GET /malformed/{kind}", "Answers that break the rules of HTTP.", h.malformed},
		{"GET /endless", "A body of no announced length that goes on, up to the query's bytes.", h.endless},
		{"GET /bomb", "A gzip body that grows a thousandfold, to the query's bytes.", h.bomb},
		{"GET /encoding/{charset}", "A page in that charset, declared by=header, meta, bom or none.", h.encoding},

		{"GET /api/items", "The links of the query's page, as JSON; the Link header leads to the next page.", h.items},
		{"GET /bytes/{n}", "n bytes that look random; ranges can be asked for.", h.bytes},
		{"/echo", "What was sent, as JSON.", h.echo},
		{"/echo/{rest...}", "The same under any path.", h.echo},
		{"GET /cookies", "The cookies that were sent, as JSON.", h.showCookies},
		{"GET /cookies/set", "Sets each name=value of the query as a cookie, and redirects to /cookies.", h.setCookies},
		{"GET /cookies/delete", "Expires each name of the query, and redirects to /cookies.", h.deleteCookies},
		{"GET /robots.txt", "What a polite crawler leaves out.", h.robots},
		{"GET /sitemap.xml", "The listing pages.", h.sitemap},
		{"GET /private/{rest...}", "What robots.txt forbids.", h.private},
		{"GET /static/{name...}", "Styles, scripts and pictures of the other pages.", h.static},
	}
}
