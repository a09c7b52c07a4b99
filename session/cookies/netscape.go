package cookies

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// lastSecond is the end of lastYear; a later end comes down to it.
const lastSecond = 253402300799

const (
	netscapeTitle = "# Netscape HTTP Cookie File"
	// httpOnlyPrefix marks an HttpOnly cookie's line; to older readers it is a comment.
	httpOnlyPrefix = "#HttpOnly_"
	// extraPrefix is ours: a cookie that a line of the format cannot hold, as
	// JSON. To everyone else it is a comment.
	extraPrefix = "#Extra "
	// maxLine is more than the longest line that WriteNetscape makes.
	maxLine = 64 << 10
)

// WriteNetscape writes the cookies as a cookies.txt, the format of curl's -b and
// -c and of browsers' exports: one line a cookie, with its domain, whether hosts
// below it get it, path, Secure, end in Unix seconds (0 for none), name
// and value, separated by tabs. SameSite and creation times do not fit in. A cookie
// that does not fit at all (without a name or a domain, or with a tab inside) is
// written as a comment that [Jar.ReadNetscape] reads and others skip.
func (j *Jar) WriteNetscape(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(netscapeTitle + "\n")
	for _, c := range j.All() {
		if c.Name == "" || c.Domain == "" || strings.Contains(c.Name+c.Value+c.Path, "\t") {
			b.WriteString(extraPrefix)
			if err := encodeRecord(&b, c); err != nil {
				return err
			}
			continue
		}
		if c.HTTPOnly {
			b.WriteString(httpOnlyPrefix)
		}
		if !c.HostOnly {
			b.WriteByte('.')
		}
		end := int64(0)
		if c.Persistent() {
			end = max(c.Expires.Unix(), 1)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", c.Domain, flag(!c.HostOnly), c.Path, flag(c.Secure), end, c.Name, c.Value)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// ReadNetscape adds the cookies of a cookies.txt to the jar, those that have
// ended excepted. It takes all of a file or, with a [*FileError], nothing.
func (j *Jar) ReadNetscape(r io.Reader) error {
	data, err := readBounded(r)
	if err != nil {
		return err
	}
	var read []Cookie
	number := 0
	for rest := data; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		number++
		wrong := func(reason string) error { return &FileError{Line: number, Reason: reason} }
		if len(line) > maxLine {
			return wrong(fmt.Sprintf("the line is longer than %d bytes", maxLine))
		}
		c, found, err := parseNetscape(strings.TrimSuffix(string(line), "\r"))
		if err != nil {
			return wrong(err.Error())
		}
		if !found {
			continue
		}
		if len(read) == totalMost {
			return wrong(tooMany)
		}
		read = append(read, c)
	}
	j.add(read)
	return nil
}

// parseNetscape reads one line; found is false for one that holds no cookie.
func parseNetscape(line string) (c Cookie, found bool, err error) {
	if extra, ok := strings.CutPrefix(line, extraPrefix); ok {
		c, err := decodeRecord(json.NewDecoder(strings.NewReader(extra)))
		return c, err == nil, err
	}
	line, c.HTTPOnly = strings.CutPrefix(line, httpOnlyPrefix)
	if strings.TrimSpace(line) == "" || line[0] == '#' {
		return c, false, nil
	}
	fields := strings.Split(line, "\t")
	if len(fields) == 6 {
		fields = append(fields, "") // curl leaves out an empty value and its tab
	}
	if len(fields) != 7 {
		return c, false, fmt.Errorf("want 7 fields separated by tabs (domain, subdomains, path, secure, expires, name, value), got %d", len(fields))
	}
	subdomains, err := parseFlag("second", fields[1])
	if err != nil {
		return c, false, err
	}
	c.Secure, err = parseFlag("fourth", fields[3])
	if err != nil {
		return c, false, err
	}
	end, err := strconv.ParseInt(fields[4], 10, 64)
	if err != nil {
		return c, false, fmt.Errorf("the fifth field is the end in Unix seconds, or 0 for none; got %q", shorten(fields[4]))
	}
	if end != 0 {
		c.Expires = time.Unix(min(end, lastSecond), 0)
	}
	c.Domain, c.HostOnly, c.Path, c.Name, c.Value = fields[0], !subdomains, fields[2], fields[5], fields[6]
	if c.Domain == "" {
		return c, false, errors.New("the first field, the domain, is empty")
	}
	if err := normalize(&c); err != nil {
		return c, false, err
	}
	return c, true, nil
}

func flag(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

func parseFlag(which, s string) (bool, error) {
	switch {
	case strings.EqualFold(s, "TRUE"):
		return true, nil
	case strings.EqualFold(s, "FALSE"):
		return false, nil
	}
	return false, fmt.Errorf("the %s field is TRUE or FALSE; got %q", which, shorten(s))
}
