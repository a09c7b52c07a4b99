package weburl

import "strings"

// setPathAndQuery reads a path and a query: s without the slash that it may begin with. The path is
// that of the folder dir, which is in its form already and has no slash at its end, and behind it
// the segments of s; "." and ".." are resolved, also where they are encoded.
func (u *URL) setPathAndQuery(dir, s string) {
	s = u.cutQuery(s)
	if isSpecial(u.Scheme) {
		s = strings.ReplaceAll(s, `\`, "/")
	}
	path := make([]byte, 0, len(dir)+1+len(s))
	path = append(path, dir...)
	for more := true; more; {
		var segment string
		segment, s, more = strings.Cut(s, "/")
		switch dots(segment) {
		case 2:
			path = path[:len(u.shorten(string(path)))]
			fallthrough
		case 1:
			if !more {
				path = append(path, '/')
			}
			continue
		}
		if u.Scheme == "file" && len(path) == 0 && isDriveLetter(segment) {
			segment = segment[:1] + ":"
		}
		path = append(path, '/')
		path = append(path, escape(segment, pathSet)...)
	}
	u.Path = string(path)
}

// dots is how many dots a segment stands for, one or two; 0 where it is none of these.
func dots(segment string) int {
	n := 0
	for segment != "" {
		switch {
		case segment[0] == '.':
			segment = segment[1:]
		case len(segment) >= 3 && strings.EqualFold(segment[:3], "%2e"):
			segment = segment[3:]
		default:
			return 0
		}
		if n++; n > 2 {
			return 0
		}
	}
	return n
}

// shorten is a path without its last segment. The drive of a file stays.
func (u *URL) shorten(path string) string {
	if u.Scheme == "file" && len(path) == 3 && driveOf(path) != "" {
		return path
	}
	return path[:max(strings.LastIndexByte(path, '/'), 0)]
}

// isDriveLetter reports whether a segment is "C:" or "C|".
func isDriveLetter(segment string) bool {
	return len(segment) == 2 && 'a' <= segment[0]|0x20 && segment[0]|0x20 <= 'z' && (segment[1] == ':' || segment[1] == '|')
}

// startsWithDriveLetter reports whether the first segment of s, which goes on to its query, is one.
func startsWithDriveLetter(s string) bool {
	return len(s) >= 2 && isDriveLetter(s[:2]) && (len(s) == 2 || strings.IndexByte(`/\?`, s[2]) >= 0)
}

// driveOf is "/C:" where a path begins with a drive, or "".
func driveOf(path string) string {
	if len(path) >= 3 && isDriveLetter(path[1:3]) && path[2] == ':' && (len(path) == 3 || path[3] == '/') {
		return path[:3]
	}
	return ""
}

// readFile reads what stands behind "file:", against a base that is a file or nil.
func (u *URL) readFile(s string, base *URL) error {
	u.HasHost = true
	switch {
	case u.startsWithSlash(s) && u.startsWithSlash(s[1:]):
		return u.readFileHost(s[2:])
	case base == nil:
		if u.startsWithSlash(s) {
			s = s[1:]
		}
		u.setPathAndQuery("", s)
		return nil
	}
	u.Host = base.Host
	dir := ""
	if u.startsWithSlash(s) {
		s = s[1:]
		if !startsWithDriveLetter(s) {
			dir = driveOf(base.Path)
		}
		u.setPathAndQuery(dir, s)
		return nil
	}
	if !startsWithDriveLetter(s) {
		dir = u.shorten(base.Path)
	}
	u.follow(s, base, dir)
	return nil
}

// readFileHost reads what stands behind "file://". A drive letter is no host.
func (u *URL) readFileHost(s string) (err error) {
	host, rest := s, ""
	if i := strings.IndexAny(s, `/\?`); i >= 0 {
		host, rest = s[:i], s[i:]
	}
	if isDriveLetter(host) {
		u.setPathAndQuery("", s)
		return nil
	}
	if host != "" {
		if u.Host, err = parseHost(host, true); err != nil {
			return err
		}
		if u.Host == "localhost" {
			u.Host = ""
		}
	}
	u.setRootedPath(rest)
	return nil
}
