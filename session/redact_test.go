package session

import (
	"net/http"
	"testing"
)

func TestHide(t *testing.T) {
	for _, c := range []struct {
		hide       func(string) string
		text, want string
	}{
		{hideURL, "http://h/p?a=1&password=x&b=2#f", "http://h/p?a=1&password=hidden&b=2#f"},
		{hideURL, "http://u:p@h/p@q?Access%5FToken=x&api-key=&API_KEY=y", "http://hidden@h/p@q?Access%5FToken=hidden&api-key=&API_KEY=hidden"},
		{hideURL, "http://h/#access_token=abc&page=2", "http://h/#access_token=hidden&page=2"},
		{hideURL, "http://h?%zz=1&token=2", "http://h?%zz=1&token=hidden"},
		{hideURL, "/relative?secret=1", "/relative?secret=hidden"},
		{onText(hideBody), "user=ann&password=x+y&page=2", "user=ann&password=hidden&page=2"},
		{onText(hideBody), `{"user": "ann", "userPassword" : "a\"b", "n": {"token":12.5e3, "tokens": ["kept"]}}`,
			`{"user": "ann", "userPassword" : "hidden", "n": {"token":"hidden", "tokens": ["kept"]}}`},
		{onText(hideBody), "--\r\nContent-Disposition: form-data; name=\"passwd\"\r\nContent-Type: text/plain\r\n\r\nx\r\ny\r\n--\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nz\r\n----\r\n",
			"--\r\nContent-Disposition: form-data; name=\"passwd\"\r\nContent-Type: text/plain\r\n\r\nhidden\r\n--\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nz\r\n----\r\n"},
		{onText(hideBody), "plain text about a password", "plain text about a password"},
		{cookie, "sid=abc; Path=/; HttpOnly", "sid=hidden; Path=/; HttpOnly"},
		{cookie, "sid=; Max-Age=0", "sid=; Max-Age=0"},
		{cookie, "no cookie", "no cookie"},
	} {
		if got := c.hide(c.text); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
	h := hideHeader(http.Header{"X-Auth-Token": {"a", "b"}, "Location": {"/?token=x"}, "Www-Authenticate": {"Basic"}, "Etag": {"token"}}, "")
	if h["X-Auth-Token"][1] != hidden || h["Location"][0] != "/?token=hidden" || h["Www-Authenticate"][0] != "Basic" || h["Etag"][0] != "token" {
		t.Errorf("%v", h)
	}
}

func onText(hide func([]byte) []byte) func(string) string {
	return func(s string) string { return string(hide([]byte(s))) }
}

func cookie(s string) string { return hideHeader(http.Header{"Set-Cookie": {s}}, "")["Set-Cookie"][0] }

func TestTaped(t *testing.T) {
	for _, c := range [][3]string{
		{"http://h:1/a?token=x", "http://h:1", "{base_url}/a?token=hidden"},
		{"http://h:1/v1/a", "http://h:1/v1/", "{base_url}/a"},
		{"http://h:1", "http://h:1/", "{base_url}"},
		{"http://h:1?a", "http://h:1", "{base_url}?a"},
		{"http://h:12/a", "http://h:1", "http://h:12/a"},
		{"http://h:1/v10/a", "http://h:1/v1", "http://h:1/v10/a"},
		{"/a", "", "/a"},
	} {
		if got := taped(c[0], c[1]); got != c[2] {
			t.Errorf("%s on %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

// FuzzHide: what is hidden is hidden alike when it is recorded and when it is looked
// for, so hiding twice changes nothing.
func FuzzHide(f *testing.F) {
	for _, s := range []string{"http://u:p@h/?token=x#secret=y", `{"password":"x"}`, "token=1&token=2", "Content-Disposition: form-data; name=\"pwd\"\r\n\r\nx\r\n--", "://@?#&=token"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := hideURL(s); hideURL(once) != once {
			t.Errorf("URL %q: %q, then %q", s, once, hideURL(once))
		}
		if once := onText(hideBody)(s); onText(hideBody)(once) != once {
			t.Errorf("body %q: %q, then %q", s, once, onText(hideBody)(once))
		}
	})
}
