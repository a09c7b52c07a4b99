package weburl_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"luafut/session/weburl"
)

// exceptions are the cases of the public test data that this parser does otherwise, each with why.
// A case that is listed and passes fails the test, as one that fails and is not listed does.
var exceptions = map[string]string{
	"foo://host/ !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~": newer,
	"wss://host/ !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~": newer,
}

const newer = "the test data is of before the standard encoded ^ in paths"

// cases reads a file of the public test data, in which texts between the cases are comments.
func cases[T any](t *testing.T, file string) (list []T) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	for _, r := range raw {
		if !bytes.HasPrefix(r, []byte("{")) {
			continue
		}
		var c T
		if err := json.Unmarshal(r, &c); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

type standardCase struct {
	Input                                              string
	Base                                               *string
	Failure                                            bool
	Href, Protocol, Username, Password, Host, Hostname string
	Port, Pathname, Search, Hash                       string
	Origin                                             *string
}

// marked is a query or a fragment as the standard's search and hash have it.
func marked(mark, part string) string {
	if part == "" {
		return ""
	}
	return mark + part
}

func (c *standardCase) parse() (*weburl.URL, error) {
	if c.Base != nil {
		return weburl.Join(*c.Base, c.Input)
	}
	u, err := weburl.Parse(c.Input)
	if err == nil && u.Scheme == "" {
		return nil, &weburl.Error{URL: c.Input, Problem: "it is relative"}
	}
	return u, err
}

func (c *standardCase) want() map[string]string {
	if c.Failure {
		return map[string]string{"failure": "true"}
	}
	want := map[string]string{"href": c.Href, "protocol": c.Protocol, "username": c.Username, "password": c.Password, "host": c.Host,
		"hostname": c.Hostname, "port": c.Port, "pathname": c.Pathname, "search": c.Search, "hash": c.Hash}
	if c.Origin != nil {
		want["origin"] = *c.Origin
	}
	return want
}

func (c *standardCase) got() map[string]string {
	u, err := c.parse()
	if err != nil {
		return map[string]string{"failure": "true"}
	}
	got := map[string]string{"href": u.String(), "protocol": u.Scheme + ":", "username": u.Username, "password": u.Password, "host": u.HostPort(),
		"hostname": u.Host, "port": u.Port, "pathname": u.Path, "search": marked("?", u.Query), "hash": marked("#", u.Fragment), "origin": u.Origin()}
	if got["origin"] == "" {
		got["origin"] = "null"
	}
	return got
}

// TestStandard holds the parser to the standard's public test data, part by part.
func TestStandard(t *testing.T) {
	all := cases[standardCase](t, "testdata/urltestdata.json")
	passed := 0
	for _, c := range all {
		name := c.Input
		if c.Base != nil {
			name += " | " + *c.Base
		}
		got, wrong := c.got(), ""
		for part, want := range c.want() {
			if got[part] != want {
				wrong += "\n " + part + " is " + got[part] + ", want " + want
			}
		}
		why, excepted := exceptions[name]
		switch {
		case wrong == "" && excepted:
			t.Errorf("%q passes; take it off the exceptions (%s)", name, why)
		case wrong != "" && !excepted:
			t.Errorf("%q:%s", name, wrong)
		case wrong == "":
			passed++
		}
	}
	t.Logf("%d of %d cases pass", passed, len(all))
	if len(all) < 800 {
		t.Errorf("the test data has %d cases", len(all))
	}
}

// TestStandardHosts holds host names to the standard's public test data.
func TestStandardHosts(t *testing.T) {
	all := cases[struct {
		Input  string
		Output *string
	}](t, "testdata/toascii.json")
	for _, c := range all {
		u, err := weburl.Parse("https://" + c.Input + "/x")
		switch {
		case c.Output == nil && err == nil:
			t.Errorf("%q: %s, want a failure", c.Input, u.Host)
		case c.Output != nil && (err != nil || u.Host != *c.Output):
			t.Errorf("%q: %v, %v, want %s", c.Input, u, err, *c.Output)
		}
	}
	t.Logf("%d cases", len(all))
	if len(all) < 30 {
		t.Errorf("the test data has %d cases", len(all))
	}
}
