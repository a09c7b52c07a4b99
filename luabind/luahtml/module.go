package luahtml

import (
	"strings"
	"unicode/utf8"

	"luafut/luabind/bind"
	"luafut/session/page"
)

// parseOptions are the options of html.parse.
type parseOptions struct {
	BaseURL  string `lua:"base_url" doc:"the page's absolute URL: relative links are resolved against it"`
	Encoding string `lua:"encoding" doc:"the text's encoding, such as \"gbk\"; without it, text that is not UTF-8 is decoded by its byte order mark, its <meta>, or detection"`
}

// Module is the Lua module html.
var Module = &bind.Module{
	Name: "html",
	Elsewhere: map[string]string{ // BeautifulSoup's, parsel's and cheerio's
		"BeautifulSoup": "parse(text)", "Selector": "parse(text)", "fromstring": "parse(text)", "load": "parse(text)", "soup": "parse(text)",
	},
	Doc: "Web pages: parsing, selecting, changing, and making records of them, after goquery, BeautifulSoup and parsel.",
	Funcs: []bind.Func{
		{
			Name: "parse", Doc: "Parses a page as a browser would: there is no malformed HTML. The result is the Document, a Selection of the page's root.",
			Params: []bind.Param{
				bind.P("text", bind.String, "the page's markup"),
				bind.Opt("opts", bind.OptionsOf[parseOptions]("html.ParseOptions"), "where it came from, and in which encoding"),
			},
			Returns: "Selection", Raises: []*bind.Kind{DocumentError},
			Example: `local doc = html.parse("<h1>Hello</h1><a href='/next'>more</a>", {base_url = "https://example.org/"})
print(doc:find("h1"):text(), doc:links()[1]) --> Hello https://example.org/next`,
			Fn: func(c *bind.Call) error {
				var opts parseOptions
				if err := c.Options(2, &opts); err != nil {
					return err
				}
				markup := c.String(1)
				parsed := outcome[*page.Document]{}
				if len(markup) > parseUnlocked {
					c.Unlocked(func() { parsed = outcomeOf(parse(markup, opts)) })
				} else {
					parsed = outcomeOf(parse(markup, opts))
				}
				if parsed.err != nil {
					return parsed.err
				}
				return c.Return(NewDocument(c.State(), parsed.value))
			},
		},
		{
			Name: "compile", Doc: "Compiles a CSS selector, to find a mistake in it early; selectors given as text are compiled once, too.",
			Params:  []bind.Param{bind.P("css", bind.String, "a selector; it may end in ::text or ::attr(name)")},
			Returns: "Selector", Raises: []*bind.Kind{SelectorError},
			Example: `local item = html.compile("li.item > a")
print(#html.parse("<li class=item><a>x</a>"):find(item)) --> 1`,
			Fn: func(c *bind.Call) error {
				sel, err := page.CompileQuery(c.String(1))
				if err != nil {
					return err
				}
				return c.Return(c.New(SelectorClass, sel))
			},
		},
	},
	Classes:   []*bind.Class{SelectionClass, SelectorClass, FormClass},
	Kinds:     []*bind.Kind{bind.Error, bind.ArgumentError, SelectorError, DocumentError, MissingError, FormError},
	Translate: translate,
}

// parse parses markup, decoding it first where it is not UTF-8 text.
func parse(markup string, opts parseOptions) (*page.Document, error) {
	from := &page.Options{BaseURL: opts.BaseURL, Encoding: opts.Encoding}
	const byteOrderMark = "\ufeff"
	if opts.Encoding == "" && utf8.ValidString(markup) && !strings.HasPrefix(markup, byteOrderMark) {
		return page.Parse(markup, from)
	}
	return page.ParseBytes([]byte(markup), from)
}
