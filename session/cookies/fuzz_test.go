package cookies_test

import (
	"bytes"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"luafut/session/cookies"
)

// What a server sets keeps the jar's promises, makes a header that is
// one line, and comes back from both kinds of file.
func FuzzSetCookie(f *testing.F) {
	for _, seed := range []string{
		"a=1", "token", "=x=y", `a="b;c"; path=/x`, "a=1; domain=example.net; secure; httponly; samesite=lax",
		"__Host-a=1; secure; path=/", "a=1; max-age=60; expires=Fri, 06 Nov 2026 08:49:37 GMT", "a\t=\tb\tc; path=/\td", "\xff=\xfe; path=/\xfd",
		"a=b; domain=com; domain=", "a=1; max-age=-99999999999999999999",
	} {
		f.Add("https://www.example.net/dir/page", seed)
		f.Add("http://127.0.0.1:80/", seed)
	}
	f.Add("http://[fe80::1%25eth0]/", "a=1")
	f.Add("http://.A/", "a=1")
	f.Add("http://0../", "a=1")
	f.Add("http://example.net/a;b/c", "a=1")
	f.Add("http://bücher.example./x;y", "a=1; domain=xn--bcher-kva.example")
	f.Add("//[::%25\x92]", "0")
	f.Fuzz(func(t *testing.T, from, header string) {
		u, err := url.Parse(from)
		if err != nil {
			t.Skip()
		}
		j, clock := newJar()
		j.SetFromResponse(u, []string{header})
		sent := j.Header(u)
		if strings.ContainsAny(sent, "\r\n\x00;") || len(sent) > 4097 {
			t.Fatalf("the header is %q", sent)
		}
		all := j.All()
		if len(all) > 1 {
			t.Fatalf("one header made %d cookies", len(all))
		}
		for _, c := range all {
			if !strings.HasPrefix(c.Path, "/") || c.Domain == "" || c.Expires.After(epoch.Add(400*24*time.Hour)) ||
				c.Secure && u.Scheme == "http" || strings.HasPrefix(c.Name, "__Host-") && !(c.HostOnly && c.Secure && c.Path == "/") {
				t.Fatalf("stored %+v", c)
			}
		}
		var text bytes.Buffer
		if err := j.WriteNetscape(&text); err != nil {
			t.Fatal(err)
		}
		asJSON, err := j.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		for _, read := range []func(*cookies.Jar) error{
			func(back *cookies.Jar) error { return back.ReadNetscape(&text) },
			func(back *cookies.Jar) error { return back.UnmarshalJSON(asJSON) },
		} {
			back := &cookies.Jar{Now: clock.now}
			if err := read(back); err != nil {
				t.Fatalf("%+v does not come back: %v", all, err)
			}
			if got := back.Header(u); got != sent {
				t.Fatalf("%q comes back as %q", sent, got)
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"Fri, 06 Nov 2026 08:49:37 GMT", "6-nov-26 8:49:37", "1:2:3 4 mar 1970", "99:99:99 99 dec 9999", "::: , -"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, date string) {
		if strings.ContainsAny(date, ";") {
			t.Skip()
		}
		j, _ := newJar()
		j.SetFromResponse(parse(t, "http://example.net/"), []string{"a=1; expires=" + date})
		for _, c := range j.All() {
			if c.Persistent() && (!c.Expires.After(epoch) || c.Expires.After(epoch.Add(400*24*time.Hour))) {
				t.Fatalf("%q is %v", date, c.Expires)
			}
		}
	})
}

// A file is taken whole or not at all, and what was taken can be saved and
// read again with nothing changed.
func FuzzLoad(f *testing.F) {
	j, _ := filled(f)
	var text bytes.Buffer
	if err := j.WriteNetscape(&text); err != nil {
		f.Fatal(err)
	}
	asJSON, err := j.MarshalJSON()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text.Bytes())
	f.Add(asJSON)
	f.Add([]byte("example.net\tFALSE\t/\tFALSE\t-1\ta\t1\n#Extra {\"name\":\"a\",\"path\":\"\",\"expires\":\"9999-12-31T23:59:59Z\"}"))
	f.Add([]byte(`[{"name":"YQ==","value":"","path":"Lw==","base64":true,"created":"0000-01-01T00:00:00Z"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(data []byte, json bool) (*cookies.Jar, error) {
			j, _ := newJar()
			if json {
				return j, j.UnmarshalJSON(data)
			}
			return j, j.ReadNetscape(bytes.NewReader(data))
		}
		for _, json := range []bool{false, true} {
			j, err := read(data, json)
			if err != nil {
				if j.Len() != 0 {
					t.Fatalf("%v, and %d cookies", err, j.Len())
				}
				continue
			}
			saved, err := j.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			back, err := read(saved, true)
			if err != nil {
				t.Fatalf("%s\n%v", saved, err)
			}
			again, err := back.MarshalJSON()
			if err != nil || !reflect.DeepEqual(saved, again) {
				t.Fatalf("%s comes back as %s, %v", saved, again, err)
			}
		}
	})
}
