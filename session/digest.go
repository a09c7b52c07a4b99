package session

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// challenge is what a server said about digest authentication (RFC 7616).
type challenge struct {
	realm, nonce, opaque string
	algorithm            string // as the server wrote it; "" is MD5
	qop                  bool   // it offers "auth"; without any, the form of RFC 2069
	stale                bool
	hash                 func() hash.Hash
	session              bool // a -sess algorithm
	count                atomic.Uint32
}

// digests remembers the last challenge of each server, so that only the first request of
// many is refused. The zero value is ready.
type digests struct {
	mu sync.Mutex
	by map[string]*challenge
}

// maxDigests bounds what is remembered; beyond it all is forgotten, which costs a refusal each.
const maxDigests = 1024

func (d *digests) get(origin, user string) *challenge {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.by[origin+"\x00"+user]
}

func (d *digests) put(origin, user string, c *challenge) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.by == nil || len(d.by) >= maxDigests {
		d.by = make(map[string]*challenge)
	}
	d.by[origin+"\x00"+user] = c
}

// answerChallenge reports whether a refusal can be answered; the next request then does.
func (c *call) answerChallenge(resp *Response) bool {
	ch := parseChallenge(resp.Header["Www-Authenticate"])
	if ch == nil {
		return false
	}
	if used := c.challenge; used != nil && c.challenged && !ch.stale {
		return false // it has refused an answer to its own challenge: the password is wrong
	}
	c.challenge, c.challenged = ch, true
	c.s.digests.put(c.to.origin(), c.digest.User, ch)
	return true
}

// parseChallenge takes the strongest digest challenge that can be answered, nil for none.
func parseChallenge(headers []string) *challenge {
	var best *challenge
	for _, s := range headers {
		for _, o := range parseOffers(s) {
			if o.scheme != "digest" {
				continue
			}
			if ch := newChallenge(o.params); ch != nil && (best == nil || ch.hash().Size() > best.hash().Size()) {
				best = ch
			}
		}
	}
	return best
}

func newChallenge(params map[string]string) *challenge {
	ch := &challenge{
		realm: params["realm"], nonce: params["nonce"], opaque: params["opaque"], algorithm: params["algorithm"],
		stale: strings.EqualFold(params["stale"], "true"),
	}
	name, sess := strings.CutSuffix(strings.ToUpper(ch.algorithm), "-SESS")
	ch.session = sess
	switch name {
	case "", "MD5":
		ch.hash = md5.New
	case "SHA-256":
		ch.hash = sha256.New
	default:
		return nil
	}
	if offered := params["qop"]; offered != "" {
		ch.qop = slices.ContainsFunc(strings.Split(offered, ","), func(q string) bool { return strings.EqualFold(strings.TrimSpace(q), "auth") })
		if !ch.qop {
			return nil
		}
	}
	if ch.nonce == "" {
		return nil
	}
	return ch
}

// authorization answers the challenge for one request.
func (ch *challenge) authorization(a *Auth, method, uri string) string {
	var random [8]byte
	rand.Read(random[:]) // never fails
	return ch.answer(a, method, uri, hex.EncodeToString(random[:]), ch.count.Add(1))
}

func (ch *challenge) answer(a *Auth, method, uri, cnonce string, count uint32) string {
	h := func(s string) string {
		d := ch.hash()
		d.Write([]byte(s))
		return hex.EncodeToString(d.Sum(nil))
	}
	a1 := h(a.User + ":" + ch.realm + ":" + a.Password)
	if ch.session {
		a1 = h(a1 + ":" + ch.nonce + ":" + cnonce)
	}
	a2 := h(method + ":" + uri)
	var b strings.Builder
	fmt.Fprintf(&b, `Digest username="%s", realm="%s", nonce="%s", uri="%s"`, quoted(a.User), quoted(ch.realm), quoted(ch.nonce), quoted(uri))
	if ch.qop {
		nc := fmt.Sprintf("%08x", count)
		fmt.Fprintf(&b, `, response="%s", qop=auth, nc=%s, cnonce="%s"`, h(a1+":"+ch.nonce+":"+nc+":"+cnonce+":auth:"+a2), nc, cnonce)
	} else {
		fmt.Fprintf(&b, `, response="%s"`, h(a1+":"+ch.nonce+":"+a2))
		if ch.session {
			fmt.Fprintf(&b, `, cnonce="%s"`, cnonce)
		}
	}
	if ch.opaque != "" {
		fmt.Fprintf(&b, `, opaque="%s"`, quoted(ch.opaque))
	}
	if ch.algorithm != "" {
		fmt.Fprintf(&b, `, algorithm=%s`, ch.algorithm)
	}
	return b.String()
}

var quoter = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", "", "\n", "")

// quoted makes s the inside of a quoted string.
func quoted(s string) string { return quoter.Replace(s) }
