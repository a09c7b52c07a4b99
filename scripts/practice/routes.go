package practice

import "net/http"

// A section is a group of addresses on the front page.
type section struct {
	Title, Doc string
	Routes     []route
}

// A route is one address: its pattern for http.ServeMux, the sentence about it
// on the front page, an address that it answers by GET, where there is one, and
// what answers it.
type route struct {
	Pattern string
	Doc     string
	Try     string
	answer  http.HandlerFunc
}

// Broken says whether the address of Try is one that cannot be read, which is
// what it is for.
func (r route) Broken() bool {
	switch r.Pattern {
	case "/status/{code}", "/flaky/{key}", "GET /malformed/{kind}", "GET /unsteady/{n}", "GET /api/v1/orders":
		return true
	}
	return false
}

// The two addresses that are not counted themselves.
const (
	countersPath = "/counters"
	resetPath    = "/counters/reset"
)

// sections is the table of contents of the site.
func (h *handler) sections() []section {
	return []section{
		{"Links and votes", "A link aggregator with a login.", []route{
			{"GET /{$}", "This page; the first visit sets the session cookie.", "/", h.front},
			{"POST /login", "Form phone, password, oneMonth: marks the session as logged in.", "", h.login},
			{"GET /all/hot/recent/{page}", "Listing pages, numbered from 1.", "/all/hot/recent/1", h.listing},
			{"GET /wide/{page}", "More listing pages, for measuring; their links take no votes.", "/wide/1", h.wideListing},
			{"GET /link/{id}", "The page of one link.", "", h.link},
			{"POST /link/vote", "Votes for the link of the query's linksId; needs the login.", "", h.vote},
			{"POST /vote/cancel/vote.do", "Takes back the vote for the link of the form's linksId; needs the login.", "", h.cancelVote},
			{"GET " + countersPath, "What has been asked of the site, as JSON.", countersPath, h.showCounters},
			{"POST " + resetPath, "Sets the counters, the failures of /flaky and /unsteady, the tokens' calls and the shop's day to nothing.", "", h.resetCounters},
		}},
		{"The shop", "Products whose prices and stock change from day to day.", []route{
			{"GET /shop/{$}", "The categories.", "/shop/", h.shopFront},
			{"GET /shop/category/{category}", "The products of a category by pages, each with its price as its country writes it.", "/shop/category/lamps", h.category},
			{"GET /shop/product/{sku}", "A product: pictures, variants, specifications, JSON-LD, OpenGraph; 410 once the shop has it no more.", "/shop/product/LA-100", h.product},
			{"GET /shop/product/{sku}/reviews", "What was said of it, by pages.", "/shop/product/LA-100/reviews", h.reviews},
			{"GET /shop/images/{file}", "The pictures, PNG and JPEG.", "/shop/images/la-100-1.jpg", h.shopImage},
			{"POST /shop/tomorrow", "Lets a day pass: some prices and stocks change, a product goes, another comes.", "", h.tomorrow},
			{"GET /search", "A search by GET, with its results by pages.", "/search", h.search},
			{"GET /search/advanced", "A form with check boxes, choices and a hidden token.", "/search/advanced", h.advancedSearch},
			{"POST /search/advanced", "Its results; 403 without the token of the form.", "", h.findAdvanced},
		}},
		{"Members", "What only who has logged in can see, for some pages.", []route{
			{"GET /members/login", "The form of the login, with a hidden token.", "/members/login", h.membersLogin},
			{"POST /members/login", "Form csrf_token, email, password, next: good for 10 pages, then the session has ended.", "", h.membersEnter},
			{"POST /members/logout", "Ends the session.", "", h.membersLeave},
			{"GET /members/{$}", "The member's front page.", "/members/", h.membersFront},
			{"GET /members/orders", "The member's orders, by pages.", "/members/orders", h.membersOrders},
		}},
		{"API", "JSON for programs.", []route{
			{"GET /api/items", "The links of the query's page, as JSON; the Link header leads to the next page.", "/api/items?page=1", h.items},
			{"GET /api/v1/products", "The shop's products by page and per_page, with Link headers and X-Total-Count.", "/api/v1/products", h.apiProducts},
			{"GET /api/v1/products/{sku}", "One product, with ETag and Last-Modified.", "/api/v1/products/LA-100", h.apiOneProduct},
			{"POST /api/v1/token", "JSON user, password: gives out a token.", "", h.apiToken},
			{"GET /api/v1/orders", "The member's orders from cursor on; needs a token, which may call 10 times a second.", "/api/v1/orders", h.apiOrders},
		}},
		{"Reading", "Texts to collect, compare and copy.", []route{
			{"GET /quotes/{$}", "Quotes, by pages.", "/quotes/", h.quotes},
			{"GET /quotes/tag/{tag}", "Those with a tag.", "", h.taggedQuotes},
			{"GET /quotes/author/{slug}", "Who said it.", "", h.author},
			{"GET /articles/{$}", "Articles.", "/articles/", h.articleIndex},
			{"GET /articles/{n}", "One of them; each seventh is an earlier one with some words changed.", "/articles/1", h.articlePage},
			{"GET /feeds/articles.rss", "The newest of them as RSS.", "/feeds/articles.rss", h.rss},
			{"GET /feeds/articles.atom", "Every second of those as Atom.", "/feeds/articles.atom", h.atom},
			{"GET /handbook/{$}", "A handbook of parts and chapters; some of its links are broken.", "/handbook/", h.handbook},
			{"GET /handbook/{part}/{$}", "The chapters of a part.", "/handbook/1/", h.handbookPart},
			{"GET /handbook/{part}/{chapter}", "A chapter.", "/handbook/1/1", h.chapter},
			{"GET /reports/{$}", "Yearly reports.", "/reports/", h.reportIndex},
			{"GET /reports/{year}", "A table with cells that span rows and columns.", "/reports/2025", h.report},
			{"GET /downloads/{$}", "Files to fetch.", "/downloads/", h.downloadIndex},
			{"GET /downloads/{file}", "One of them, by ranges where wanted; cut=N ends each answer after N bytes.", "/downloads/file-1", h.download},
			{"GET /downloads/SHA256SUMS", "Their checksums.", "/downloads/SHA256SUMS", h.checksums},
		}},
		{"Ways of paging", "The same items in each.", []route{
			{"GET /pages/number", "By the query's page, with links to all pages.", "/pages/number", h.pagesByNumber},
			{"GET /pages/next/{key}", "By next links that cannot be guessed, from start on.", "/pages/next/start", h.pagesByNext},
			{"GET /pages/scroll", "A page whose script loads more as it is scrolled.", "/pages/scroll", h.pagesByScrolling},
			{"GET /pages/scroll/more", "What the script loads: JSON, from after on.", "/pages/scroll/more?after=8", h.scrollOn},
			{"GET /calendar/{year}/{month}", "A calendar, whose next links never end.", "/calendar/2026/3", h.calendar},
			{"GET /robots.txt", "What a polite crawler leaves out.", "/robots.txt", h.robots},
			{"GET /sitemap.xml", "The listing pages.", "/sitemap.xml", h.sitemap},
			{"GET /sitemaps/index.xml", "An index of sitemaps.", "/sitemaps/index.xml", h.sitemapIndex},
			{"GET /sitemaps/shop.xml.gz", "The products, in a gzip file.", "/sitemaps/shop.xml.gz", h.shopSitemap},
			{"GET /sitemaps/articles.xml", "The articles.", "/sitemaps/articles.xml", h.articleSitemap},
			{"GET /private/{rest...}", "What robots.txt forbids.", "/private/open", h.private},
		}},
		{"Corners", "What a crawler must survive.", []route{
			{"GET /titles/{n}", "A small page with a title, for n from 1 to 100.", "/titles/1", h.title},
			{"GET /title/{n}", "The former address of /titles/n, moved for good.", "/title/1", h.formerTitle},
			{"GET /redirect/{n}", "n redirects one after the other; absolute=1 makes their addresses absolute, loop=1 makes them never end.", "/redirect/3", h.redirect},
			{"/redirect-to", "Redirects to the query's url, with the query's status.", "/redirect-to?url=/titles/2", h.redirectTo},
			{"/slow", "Answers after the query's s seconds.", "/slow?s=0.2", h.slow},
			{"GET /drip", "The query's bytes, one after the other over the query's s seconds.", "/drip?s=0.2", h.drip},
			{"/status/{code}", "Answers with that status.", "/status/503", h.status},
			{"/flaky/{key}", "Fails the first fails (2) times for each key, with the query's status (503); retry_after says how many seconds to wait.", "/flaky/front-page", h.failFirst},
			{"GET /unsteady/{n}", "Fails twice for each visitor, who is known by the session cookie, for n from 1 to 50.", "/unsteady/1", h.unsteady},
			{"GET /malformed/{kind}", "Answers that break the rules of HTTP.", "/malformed/short", h.malformed},
			{"GET /soup", "A page whose markup is broken in many ways.", "/soup", h.soup},
			{"GET /endless", "A body of no announced length that goes on, up to the query's bytes.", "/endless?bytes=100000", h.endless},
			{"GET /bomb", "A gzip body that grows a thousandfold, to the query's bytes.", "/bomb?bytes=3000000", h.bomb},
			{"GET /encoding/{charset}", "A page in that charset, declared by=header, meta, bom or none.", "/encoding/gbk?by=meta", h.encoding},
			{"GET /bytes/{n}", "n bytes that look random; ranges can be asked for.", "/bytes/1000", h.bytes},
			{"/echo", "What was sent, as JSON.", "/echo", h.echo},
			{"/echo/{rest...}", "The same under any path.", "/echo/any/path", h.echo},
			{"GET /cookies", "The cookies that were sent, as JSON.", "/cookies", h.showCookies},
			{"GET /cookies/set", "Sets each name=value of the query as a cookie, and redirects to /cookies.", "/cookies/set?taste=oat", h.setCookies},
			{"GET /cookies/delete", "Expires each name of the query, and redirects to /cookies.", "/cookies/delete?taste", h.deleteCookies},
			{"GET /static/{name...}", "Styles, scripts and pictures of the other pages.", "/static/site.css", h.static},
		}},
	}
}
