package luaurl

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// setAuthority reads "user:password@host:port". The error is a message.
func (u *URL) setAuthority(authority, scheme string) error {
	u.HasHost = true
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, password, _ := strings.Cut(authority[:i], ":")
		u.Username, u.Password = escape(user, userSet), escape(password, userSet)
		authority = authority[i+1:]
	}
	host, port := authority, ""
	bracket := strings.LastIndexByte(authority, ']')
	if i := strings.LastIndexByte(authority, ':'); i > bracket && (bracket >= 0 || !strings.HasPrefix(authority, "[")) {
		host, port = authority[:i], authority[i+1:]
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || port[0] == '+' {
			return fmt.Errorf("%q is no port (0 to 65535)", port)
		}
		if u.Port = strconv.FormatUint(n, 10); u.Port == defaultPorts[scheme] {
			u.Port = ""
		}
	}
	var err error
	u.Host, err = parseHost(host, isSpecial(scheme))
	if err == nil && u.Host == "" && scheme != "file" && (isSpecial(scheme) || port != "" || u.Username != "") {
		err = errors.New("there is no host")
	}
	return err
}

// hostNames maps names as browsers' look-ups do (UTS 46, non-transitional: ß stays ß).
var hostNames = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.CheckHyphens(false))

// forbidden cannot stand in a host; percent signs and controls cannot in a domain name either.
const forbidden = " #/<>?@[\\]^|:"

func parseHost(host string, special bool) (string, error) {
	if strings.HasPrefix(host, "[") {
		addr, err := netip.ParseAddr(strings.TrimSuffix(host[1:], "]"))
		if err != nil || !strings.HasSuffix(host, "]") || !addr.Is6() || addr.Zone() != "" {
			return "", fmt.Errorf("%q is no IPv6 address", host)
		}
		return "[" + addr.String() + "]", nil
	}
	if special {
		name, err := hostNames.ToASCII(Decode(host))
		if err == nil {
			// What is no UTF-8 passes once, as a replacement character, and not again.
			_, err = hostNames.ToASCII(name)
		}
		if err != nil || name == "" && host != "" {
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
	return escape(host, controlSet), nil
}
