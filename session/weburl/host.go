package weburl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// setAuthority reads "user:password@host:port". The error is a message.
func (u *URL) setAuthority(authority string) error {
	u.HasHost = true
	hasUser := false
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, password, _ := strings.Cut(authority[:i], ":")
		u.Username, u.Password = escape(user, userSet), escape(password, userSet)
		authority = authority[i+1:]
		hasUser = true
	}
	host, port, hasPort := cutPort(authority)
	var err error
	if u.Port, err = parsePort(port, u.Scheme); err != nil {
		return err
	}
	if host == "" {
		if isSpecial(u.Scheme) || hasUser || hasPort {
			return errors.New("there is no host")
		}
		return nil
	}
	u.Host, err = parseHost(host, isSpecial(u.Scheme))
	return err
}

// cutPort splits "host:port". The colons of an address in brackets are none.
func cutPort(authority string) (host, port string, has bool) {
	inside := false
	for i := range len(authority) {
		switch authority[i] {
		case '[':
			inside = true
		case ']':
			inside = false
		case ':':
			if !inside {
				return authority[:i], authority[i+1:], true
			}
		}
	}
	return authority, "", false
}

// parsePort writes a port in its one form; "" for that of the scheme.
func parsePort(port, scheme string) (string, error) {
	if port == "" {
		return "", nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || port[0] == '+' {
		return "", fmt.Errorf("%q is no port (0 to 65535)", port)
	}
	if port = strconv.FormatUint(n, 10); port == defaultPorts[scheme] {
		return "", nil
	}
	return port, nil
}

// hostNames maps names as browsers' look-ups do (UTS 46, non-transitional: ß stays ß).
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.CheckJoiners(true), idna.Transitional(false),
	idna.StrictDomainName(false), idna.CheckHyphens(false))

// forbidden cannot stand in a host; percent signs and controls cannot in a domain name either.
const forbidden = "\x00\t\n\r #/:<>?@[\\]^|"

func parseHost(host string, special bool) (string, error) {
	if strings.HasPrefix(host, "[") {
		return parseIPv6(host)
	}
	if special {
		name, err := domainToASCII(Decode(host))
		if err != nil || name == "" {
			return "", fmt.Errorf("the host %q cannot be a domain name", host)
		}
		host = name
	}
	for i := range len(host) {
		c := host[i]
		if strings.IndexByte(forbidden, c) >= 0 || special && (c == '%' || controlSet[c]) {
			return "", fmt.Errorf("%q cannot stand in a host", c)
		}
	}
	if special && endsInNumber(host) {
		return parseIPv4(host)
	}
	return escape(host, controlSet), nil
}

// domainToASCII is a name in lower case, and what is not ASCII in Punycode.
func domainToASCII(name string) (string, error) {
	name, plain := lowerASCII(name)
	if plain && !strings.HasPrefix(name, "xn--") && !strings.Contains(name, ".xn--") {
		return name, nil // nothing is mapped, and nothing has to be checked: most names
	}
	if !utf8.ValidString(name) {
		return "", errors.New("no UTF-8")
	}
	return hostNames.ToASCII(name)
}

// lowerASCII brings ASCII letters into lower case; plain: there is nothing but ASCII.
func lowerASCII(s string) (lower string, plain bool) {
	plain = true
	upper := false
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf
		upper = upper || 'A' <= s[i] && s[i] <= 'Z'
	}
	if plain && upper {
		s = strings.ToLower(s)
	}
	return s, plain
}
