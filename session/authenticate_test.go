package session

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestParseOffers(t *testing.T) {
	for _, c := range []struct{ field, want string }{
		{"", ""},
		{`Basic realm="x"`, "basic realm=x"},
		{`Digest realm="a, \"b\"" , nonce = n,qop="auth,auth-int"`, `digest nonce=n qop=auth,auth-int realm=a, "b"`},
		{`Basic realm="digest x", DIGEST nonce=n`, "basic realm=digest x | digest nonce=n"},
		{`Negotiate abc==, Digest nonce=n`, "negotiate | digest nonce=n"},
		{`Negotiate, Basic realm=r`, "negotiate | basic realm=r"},
		{`Digest nonce=1, NONCE=2`, "digest nonce=1"},
		{`nonce=1, Digest nonce=2`, "digest nonce=2"},
		{`Digest nonce="not closed, qop=auth`, "digest nonce=not closed, qop=auth"},
		{`Digest a=b,;c=d, nonce=n`, "digest a=b nonce=n"},
		{",, \t;;=,\"", ""},
	} {
		var got []string
		for _, o := range parseOffers(c.field) {
			text := o.scheme
			for _, name := range slices.Sorted(maps.Keys(o.params)) {
				text += fmt.Sprintf(" %s=%s", name, o.params[name])
			}
			got = append(got, text)
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%q: %q, want %q", c.field, s, c.want)
		}
	}
}
