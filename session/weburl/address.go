package weburl

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// endsInNumber reports whether a host can only be an IPv4 address: its last label is a number.
func endsInNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if last == "" {
		return false
	}
	digits := true
	for i := range len(last) {
		digits = digits && '0' <= last[i] && last[i] <= '9'
	}
	if digits {
		return true
	}
	hex, ok := strings.CutPrefix(last, "0x")
	return ok && isHexNumber(hex)
}

func isHexNumber(s string) bool {
	for i := range len(s) {
		if unhex(s[i]) > 15 {
			return false
		}
	}
	return true
}

// parseIPv4 reads an address as inet_aton does: of one to four numbers, decimal, octal (0…) or
// hexadecimal (0x…), the last of which fills what is left: 0x7f.1 is 127.0.0.1.
func parseIPv4(host string) (string, error) {
	bad := func(problem string) (string, error) {
		return "", fmt.Errorf("the host %q ends in a number and is no IPv4 address: %s", host, problem)
	}
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(parts) > 4 {
		return bad("it has more than four numbers")
	}
	var addr uint64
	for i, part := range parts {
		n, ok := ipv4Number(part)
		if !ok {
			return bad(fmt.Sprintf("%q is no number", part))
		}
		room := 8 // bits
		if i == len(parts)-1 {
			room = 8 * (5 - len(parts))
		}
		if n >= 1<<room {
			return bad(fmt.Sprintf("%s is too large", part))
		}
		addr = addr<<room | n
	}
	return netip.AddrFrom4([4]byte{byte(addr >> 24), byte(addr >> 16), byte(addr >> 8), byte(addr)}).String(), nil
}

// ipv4Number reads a number of an IPv4 address; one that no address can hold is the largest there is.
func ipv4Number(s string) (n uint64, ok bool) {
	base := 10
	switch hex, isHex := strings.CutPrefix(s, "0x"); {
	case isHex:
		s, base = hex, 16
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	case s == "":
		return 0, false
	}
	for i := range len(s) {
		digit := uint64(unhex(s[i]))
		if digit >= uint64(base) {
			return 0, false
		}
		n = min(n*uint64(base)+digit, 1<<32)
	}
	return n, true
}

// parseIPv6 reads an address in brackets and writes it in its shortest form, without a dotted end.
func parseIPv6(host string) (string, error) {
	end := strings.IndexByte(host, ']')
	switch {
	case end < 0:
		return "", fmt.Errorf("the IPv6 address %q has no closing ]", host)
	case end < len(host)-1:
		return "", fmt.Errorf("%q after the IPv6 address", host[end+1:])
	}
	addr, err := netip.ParseAddr(host[1:end])
	if err != nil || !addr.Is6() || addr.Zone() != "" {
		return "", fmt.Errorf("%q is no IPv6 address", host)
	}
	if !addr.Is4In6() {
		return "[" + addr.String() + "]", nil
	}
	b := addr.As16()
	hex := func(high, low byte) string { return strconv.FormatUint(uint64(high)<<8|uint64(low), 16) }
	return "[::ffff:" + hex(b[12], b[13]) + ":" + hex(b[14], b[15]) + "]", nil
}
