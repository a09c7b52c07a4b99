package cli

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/pflag"

	"luafut/luabind/repl"
)

//go:embed shell.lua
var shellSource string

//go:embed fetch.lua
var fetchSource string

// sessionFlags are the options of a session as flags.
type sessionFlags struct {
	headers, cookies []string
	user, proxy      string
	timeout          float64
	retries          int
	insecure         bool
	maxSize          string
}

func (f *sessionFlags) define(flags *pflag.FlagSet) {
	flags.StringArrayVarP(&f.headers, "header", "H", nil, "send `NAME:VALUE`; repeatable")
	flags.StringArrayVarP(&f.cookies, "cookie", "b", nil, "send the cookie `NAME=VALUE`; repeatable")
	flags.StringVarP(&f.user, "user", "u", "", "log in as `USER:PASSWORD`")
	flags.StringVarP(&f.proxy, "proxy", "x", "", "go through the proxy `URL`")
	flags.Float64Var(&f.timeout, "timeout", 30, "`SECONDS` that it may take")
	flags.IntVar(&f.retries, "retries", 0, "attempts after the first, `N`")
	flags.BoolVarP(&f.insecure, "insecure", "k", false, "do not verify certificates")
	flags.StringVar(&f.maxSize, "max-size", "", "the longest body, such as 10MB: `SIZE`")
}

// options is what http.Session takes.
func (f *sessionFlags) options() (map[string]any, error) {
	headers, err := pairs(f.headers, ":", "--header")
	if err != nil {
		return nil, err
	}
	cookies, err := pairs(f.cookies, "=", "--cookie")
	if err != nil {
		return nil, err
	}
	options := map[string]any{"headers": headers, "cookies": cookies, "timeout": f.timeout, "retries": f.retries, "verify": !f.insecure}
	if f.user != "" {
		name, password, _ := strings.Cut(f.user, ":")
		options["auth"] = []string{name, password}
	}
	if f.proxy != "" {
		options["proxy"] = f.proxy
	}
	if f.maxSize != "" {
		options["max_size"] = f.maxSize
	}
	return options, nil
}

// pairs takes names and values apart.
func pairs(list []string, separator, flag string) (map[string]string, error) {
	m := map[string]string{}
	for _, text := range list {
		name, value, found := strings.Cut(text, separator)
		if name = strings.TrimSpace(name); !found || name == "" {
			return nil, fmt.Errorf("%s wants NAME%sVALUE, not %q", flag, separator, text)
		}
		m[name] = strings.TrimSpace(value)
	}
	return m, nil
}

// address is a URL as people type it: without a scheme it is https, but on this
// machine http.
func address(text string) string {
	if strings.Contains(text, "://") {
		return text
	}
	if strings.HasPrefix(text, "localhost") || strings.HasPrefix(text, "127.") || strings.HasPrefix(text, "[::1]") {
		return "http://" + text
	}
	return "https://" + text
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("cli: flags as JSON: %v", err)) // they are strings, numbers and booleans
	}
	return string(b)
}

func shellVerb() *verb {
	return &verb{
		name: "shell", group: groupTry, args: "[flags] URL",
		doc:     "Fetch a page, and open the prompt with it.",
		example: "luafut shell https://example.org/",
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			var session sessionFlags
			session.define(flags)
			return func(args []string) int {
				options, err := session.options()
				switch {
				case err != nil:
					return c.fail(exitUsage, "%v", err)
				case len(args) != 1:
					return c.fail(exitUsage, "shell takes one URL")
				}
				r := &running{command: c, interactive: true}
				return r.run("shell", []step{{repl.OwnChunk, shellSource}}, []string{address(args[0]), encoded(options), runtime.GOOS})
			}
		},
	}
}

func fetchVerb() *verb {
	return &verb{
		name: "fetch", group: groupTry, args: "[flags] URL",
		doc:     "Fetch a page and print it, or what is in it.",
		example: "luafut fetch https://example.org/ --items li --field title=a --field url=a@href",
		define:  defineFetch,
	}
}

func defineFetch(c *command, flags *pflag.FlagSet) func([]string) int {
	ways := map[string]*bool{}
	for _, way := range []struct{ name, short, doc string }{
		{"headers", "I", "print status and headers"},
		{"text", "t", "print the page as a reader sees it"},
		{"markdown", "m", "print the page as Markdown"},
		{"links", "l", "print the addresses that it links to"},
		{"pretty", "j", "print JSON indented"},
	} {
		ways[way.name] = flags.BoolP(way.name, way.short, false, way.doc)
	}
	fields := flags.StringArrayP("field", "f", nil, "print records as JSON with `NAME=SELECTOR` (css, css@attr, xpath:…); repeatable")
	items := flags.String("items", "", "one record for each match of `CSS`, a line each")
	method := flags.StringP("method", "X", "", "the `METHOD`; GET, or POST with --data")
	data := flags.StringP("data", "d", "", "send `TEXT` as a form")
	output := flags.StringP("output", "o", "", "write to `FILE`")
	var session sessionFlags
	session.define(flags)
	return func(args []string) int {
		options, err := session.options()
		if err != nil {
			return c.fail(exitUsage, "%v", err)
		}
		if len(args) != 1 {
			return c.fail(exitUsage, "fetch takes one URL")
		}
		how := map[string]any{"show": "body", "method": *method, "request": map[string]any{}}
		chosen := 0
		for name, on := range ways {
			if *on {
				how["show"] = name
				chosen++
			}
		}
		if len(*fields) > 0 {
			if how["fields"], err = pairs(*fields, "=", "--field"); err != nil {
				return c.fail(exitUsage, "%v", err)
			}
			how["show"] = "fields"
			chosen++
		}
		switch {
		case chosen > 1:
			return c.fail(exitUsage, "fetch prints one thing: --headers, --text, --markdown, --links, --pretty or --field")
		case *items != "" && len(*fields) == 0:
			return c.fail(exitUsage, "--items wants a --field for each thing of a record")
		}
		if *items != "" {
			how["items"] = *items
		}
		if *output != "" {
			how["output"] = *output
		}
		if flags.Changed("data") {
			how["request"] = map[string]any{"data": *data, "headers": map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}
		}
		if *method == "" {
			how["method"] = "GET"
			if flags.Changed("data") {
				how["method"] = "POST"
			}
		}
		r := &running{command: c}
		return r.run("fetch", []step{{"(fetch)", fetchSource}}, []string{address(args[0]), encoded(options), encoded(how)})
	}
}
